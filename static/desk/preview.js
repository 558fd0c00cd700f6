// The preview beside the writing: opened and closed, drawn anew after each autosave, its reader's place kept.
// On the page of screens it changes the frame's width in place; on the page of links it copies an address.

const REMEMBERED = "desk:preview"
const beside = document.querySelector("#preview-beside")
const toggle = document.querySelector("[data-preview-toggle]")
const frame = document.querySelector("[data-preview-frame]")

const refresh = () => {
  const shown = frame.contentWindow
  const place = shown?.scrollY ?? 0
  frame.addEventListener("load", () => frame.contentWindow.scrollTo({ top: place, behavior: "instant" }), { once: true })
  if (beside && !frame.src) frame.src = beside.dataset.preview
  else shown.location.replace(frame.src)
}

const open = (wanted) => {
  beside.hidden = !wanted
  toggle.ariaExpanded = String(wanted)
  try { localStorage.setItem(REMEMBERED, wanted ? "open" : "") } catch { /* not remembered, then */ }
  if (wanted) refresh()
}

const wasOpen = () => {
  try { return localStorage.getItem(REMEMBERED) === "open" } catch { return false }
}

if (toggle && beside) {
  toggle.hidden = false
  toggle.addEventListener("click", () => open(beside.hidden))
  beside.querySelector("[data-preview-close]").addEventListener("click", () => {
    open(false)
    toggle.focus()
  })
  document.addEventListener("desk:autosaved", () => { if (!beside.hidden) refresh() })
  if (wasOpen()) open(true)
}

for (const button of document.querySelectorAll("[data-preview-refresh]")) {
  button.hidden = false
  button.addEventListener("click", refresh)
}

for (const link of document.querySelectorAll("[data-preview-screens] a[data-screen]")) {
  link.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    frame.dataset.screen = link.dataset.screen
    for (const other of document.querySelectorAll("a[data-screen]")) other.removeAttribute("aria-current")
    link.setAttribute("aria-current", "true")
    history.replaceState(null, "", link.href)
  })
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false
  button.addEventListener("click", async () => {
    const field = button.parentElement.querySelector("input")
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
      document.querySelector("[data-copied]").textContent = "Copied."
      button.textContent = "Copied"
    } catch {
      document.querySelector("[data-copied]").textContent = "The address is selected: copy it by hand."
    }
  })
}
