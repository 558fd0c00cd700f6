// Asks before unsaved words are left behind.

const form = document.querySelector("#article_form")
let changed = false
let leaving = false

form?.addEventListener("input", () => { changed = true })
form?.addEventListener("change", () => { changed = true })
form?.addEventListener("submit", () => { leaving = true })
addEventListener("beforeunload", (event) => {
  if (changed && !leaving) event.preventDefault()
})
