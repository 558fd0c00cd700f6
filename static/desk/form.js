// Asks before unsaved words are left behind; Enter in a one-line field saves.

const form = document.querySelector("#article_form")
let changed = false
let leaving = false

const change = () => { changed = true }
form?.addEventListener("input", change)
form?.addEventListener("change", change)
// Select2 tells jQuery only, and tells it of each field once while the page loads, before anybody has touched it
const changeByHand = () => { if (navigator.userActivation.hasBeenActive) change() }
if (form) window.django?.jQuery?.(form).on("change", changeByHand)
form?.addEventListener("submit", () => { leaving = true })
addEventListener("beforeunload", (event) => {
  if (changed && !leaving) event.preventDefault()
})

form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return
  if (event.target.matches("#id_headline")) {
    event.preventDefault() // a headline is one line, however it is broken
    document.querySelector("#id_standfirst")?.focus()
  } else if (event.target.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=search])")) {
    event.preventDefault()
    const save = form.querySelector("[name=_continue]")
    if (save) form.requestSubmit(save)
  }
})
