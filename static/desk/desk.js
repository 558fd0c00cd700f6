// What every page of the desk can do by keyboard: save with Ctrl+S, search with /, help with ?, close menus with Escape.

const isTyping = (target) => target.isContentEditable || target.matches("input, textarea, select")

const shortcuts = document.querySelector("#desk-shortcuts")
const help = document.querySelector("[data-shortcuts]")
if (help && shortcuts) {
  help.hidden = false
  help.addEventListener("click", () => shortcuts.showModal())
}

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
    const save = document.querySelector(".submit-row [name=_continue]") ?? document.querySelector(".submit-row [name=_save]")
    if (!save) return
    event.preventDefault()
    if (!event.repeat && !document.querySelector("dialog[open]")) save.form.requestSubmit(save)
  } else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
    // the rest are plain keys, and somebody is writing
  } else if (event.key === "/") {
    const search = document.querySelector("[data-slash]")
    if (!search) return
    event.preventDefault()
    search.focus()
    search.select()
  } else if (event.key === "?" && shortcuts && !document.querySelector("dialog[open]")) {
    event.preventDefault()
    shortcuts.showModal()
  }
})

// Menus that fold out: one at a time, and closed by Escape or by what happens elsewhere

const opened = () => document.querySelectorAll("details.desk-fold[open]")

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const fold of opened()) {
    const hadFocus = fold.contains(document.activeElement)
    fold.open = false
    if (hadFocus) fold.querySelector("summary").focus()
  }
})
for (const happening of ["pointerdown", "focusin"]) {
  document.addEventListener(happening, (event) => {
    for (const fold of opened()) if (!fold.contains(event.target)) fold.open = false
  })
}

// What Django's widgets leave without a name

const nameChoices = (part) => {
  for (const select of part.querySelectorAll("select.select2-hidden-accessible")) {
    const label = document.querySelector(`label[for="${select.id}"]`)
    const box = select.nextElementSibling
    if (!label || !box?.classList.contains("select2")) continue
    label.id ||= `${select.id}_label`
    const shown = box.querySelector(".select2-selection__rendered")
    if (shown) {
      shown.id ||= `${select.id}_shown`
      if (shown.getAttribute("role") === "textbox") shown.setAttribute("aria-labelledby", label.id)
    }
    box.querySelector(".select2-selection")?.setAttribute("aria-labelledby", shown ? `${label.id} ${shown.id}` : label.id)
    box.querySelector(".select2-search__field")?.setAttribute("aria-label", label.textContent.trim())
  }
}

const nameTheRest = () => {
  for (const input of document.querySelectorAll(".datetime input:not([aria-label])")) {
    const label = input.closest(".form-row")?.querySelector("label, legend")
    input.setAttribute("aria-label", `${label?.textContent.trim() ?? ""} ${input.matches(".vTimeField") ? "time" : "date"}`)
  }
  for (const icon of document.querySelectorAll("span[aria-label]:not([role])")) icon.setAttribute("role", "img")
}

const $ = window.django?.jQuery
if ($) {
  $(() => { nameChoices(document) }) // runs after the widgets' own start, which waits in the same line
  $(document).on("select2:open", () => {
    document.querySelector(".select2-dropdown .select2-search__field")?.setAttribute("aria-label", "Search")
    const open = document.querySelector(".select2-selection[aria-expanded=true][aria-owns]")
    open?.setAttribute("aria-controls", open.getAttribute("aria-owns"))
  })
  document.addEventListener("formset:added", (event) => setTimeout(() => nameChoices(event.target)))
}
addEventListener("load", () => setTimeout(nameTheRest))
