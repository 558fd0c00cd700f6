// The choice of one picture: shows it at once, takes a file that is dropped on it, and crops it for this use.

import { askForWords } from "desk-pictures/asking"
import { focusPicker, readFocus, writeFocus } from "desk-pictures/focus"
import { filesOf, holdsFiles, upload } from "desk-pictures/upload"

const $ = window.django?.jQuery

const make = (tag, properties = {}, ...children) => {
  const dom = Object.assign(document.createElement(tag), properties)
  dom.append(...children)
  return dom
}

const lookUp = async (choice, number) => {
  if (!number) return null
  try {
    const response = await fetch(choice.dataset.choice.replace("/0/", `/${number}/`))
    return response.ok ? await response.json() : null
  } catch {
    return null // the choice stands without its picture
  }
}

/** Let the point that crops keep in sight be set for this use alone, in the field that holds it. */
const cropHere = (choice, field) => {
  let own = null
  let picker = null
  const row = field.closest(".form-row")
  const reset = make("button", { type: "button", className: "desk-small", textContent: "As in the library" })
  const stage = make("div")
  const fold = make("details", { className: "desk-details" }, make("summary", { textContent: "Crop for this story" }), stage, reset)
  const tellForm = () => field.dispatchEvent(new Event("input", { bubbles: true }))
  const point = () => readFocus(field.value) ?? readFocus(own?.focus) ?? { x: 0.5, y: 0.5 }
  const change = (at) => { field.value = writeFocus(at); reset.disabled = false; tellForm() }
  reset.addEventListener("click", () => { field.value = ""; reset.disabled = true; picker?.show(point()); tellForm() })
  const show = () => {
    fold.hidden = !own
    reset.disabled = !field.value
    if (!own || !fold.open) return
    if (picker) picker.use(own.shown, point())
    else {
      picker = focusPicker({ src: own.shown, point: point(), change })
      stage.append(picker.dom)
    }
  }
  fold.addEventListener("toggle", show)
  row.classList.add("is-pointed")
  row.append(fold)
  return (found) => {
    if (own && found?.id !== own.id && field.value) { field.value = ""; tellForm() }
    own = found
    show()
  }
}

const dress = async (choice) => {
  const select = choice.querySelector("select")
  const image = choice.querySelector("img")
  const status = make("p", { className: "desk-choice-said" })
  status.setAttribute("role", "status")
  const field = document.querySelector(`[data-focus-of="${select.name}"]`)
  const crop = field ? cropHere(choice, field) : () => {}
  const show = async () => {
    image.hidden = true
    const found = await lookUp(choice, select.value)
    if (found) Object.assign(image, { src: found.thumbnail, alt: found.detail ?? "", hidden: false })
    crop(found)
    choice.dispatchEvent(new Event("desk:picture", { bubbles: true }))
  }
  const choose = ({ id, title }) => {
    if (![...select.options].some((option) => option.value === String(id))) select.append(new Option(title, id))
    select.value = id
    if ($) $(select).trigger("change")
    else select.dispatchEvent(new Event("change", { bubbles: true }))
  }
  const take = async (file) => {
    status.textContent = `${file.name} is on its way …`
    const answer = await upload(choice.dataset.upload, file, (share) => { status.textContent = `${file.name}: ${Math.round(share * 100)} %` })
    if (answer.refused) { status.textContent = `${file.name} was refused: ${answer.refused}`; return }
    status.textContent = answer.is_new ? "" : `The library has this picture already: “${answer.title}” is chosen.`
    choose(answer)
    if (answer.is_new) {
      await askForWords(answer.words, { thumbnail: answer.thumbnail })
      show()
    }
  }
  const listen = $ ? (heard) => $(select).on("change", heard) : (heard) => select.addEventListener("change", heard)
  listen(show)
  if (choice.dataset.upload) {
    const input = make("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/avif", hidden: true })
    input.setAttribute("aria-hidden", "true")
    const button = make("button", { type: "button", className: "desk-small", textContent: "Upload a picture…" })
    button.addEventListener("click", () => input.click())
    input.addEventListener("change", (event) => { event.stopPropagation(); if (input.files[0]) take(input.files[0]); input.value = "" })
    choice.append(make("p", { className: "desk-choice-upload" }, button, make("span", { className: "help", textContent: " or drop one here" })), input, status)
    const place = choice.closest("[data-drop-here], .desk-panel, .form-row") ?? choice
    place.addEventListener("dragover", (event) => { if (holdsFiles(event)) { event.preventDefault(); place.classList.add("is-over") } })
    place.addEventListener("dragleave", () => place.classList.remove("is-over"))
    place.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      place.classList.remove("is-over")
      const [file] = filesOf(event)
      if (file) take(file)
    })
  }
  if (select.value && field) crop(await lookUp(choice, select.value))
}

for (const choice of document.querySelectorAll("[data-choice]")) dress(choice)
