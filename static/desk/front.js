// Lets a mouse drag stories into their places, and Alt with the arrow keys push them. What is dropped is sent like any
// other form, with the version that this page shows: whoever was first is named, and nothing is lost.

const desk = document.querySelector(".front-desk")
const form = document.querySelector("#front-dropped")
const said = document.querySelector("#front-status")
let dragged = null

const send = (answers) => {
  for (const [name, value] of Object.entries(answers)) form.elements[name].value = value ?? ""
  said.textContent = "Saving…"
  form.requestSubmit()
}

// What a drop on `place` (or on a story inside a package) means, or nothing if it means nothing
const meaning = (source, target) => {
  const inside = target.closest("[data-inside]")
  const place = target.closest("[data-place]")
  if (!source || !place || place === source) return null
  if (source.dataset.inside) {
    if (source.closest("[data-place]") !== place || inside === source) return null
    return { deed: "before", place: place.dataset.place, story: source.dataset.inside, before: inside?.dataset.inside }
  }
  const isPackage = place.classList.contains("is-package")
  if (isPackage && !("slot" in place.dataset)) return null
  if ("slot" in source.dataset && !isPackage) return { deed: "move", place: source.dataset.place, target: place.dataset.place }
  if (source.dataset.story) return { deed: "place", place: place.dataset.place, story: source.dataset.story }
  return null
}

const unmark = () => { for (const one of desk.querySelectorAll(".front-over")) one.classList.remove("front-over") }

if (form) {
  desk.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[draggable=true]")
    if (!dragged) return
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", dragged.textContent.trim().slice(0, 200))
    dragged.classList.add("front-dragged")
  })
  desk.addEventListener("dragend", () => {
    dragged?.classList.remove("front-dragged")
    dragged = null
    unmark()
  })
  desk.addEventListener("dragover", (event) => {
    unmark()
    if (!meaning(dragged, event.target)) return
    event.preventDefault()
    event.target.closest("[data-inside], [data-place]").classList.add("front-over")
  })
  desk.addEventListener("drop", (event) => {
    const answers = meaning(dragged, event.target)
    if (!answers) return
    event.preventDefault()
    send(answers)
  })
  desk.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return
    const button = event.target.closest("[data-place]")?.querySelector(event.key === "ArrowUp" ? "[data-up]" : "[data-down]")
    if (!button) return
    event.preventDefault()
    button.click()
  })
}

// After a change the place that it was about has the focus
if (location.hash.startsWith("#place-")) document.querySelector(location.hash)?.focus()
