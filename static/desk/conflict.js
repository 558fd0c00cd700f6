// Whoever types on in a field while choosing between two people's words means their own.

const form = document.querySelector("#article_form")

function fieldOf(element) {
  const name = element.name || element.closest("[class*=field-]")?.className.match(/field-(\w+)/)?.[1] || ""
  return name.startsWith("bylines-") ? "bylines" : name.replace(/_(local|which)$/, "")
}

form?.addEventListener("input", (event) => {
  const field = fieldOf(event.target)
  if (!field || field.startsWith("take_")) return
  const mine = form.querySelector(`input[name="take_${CSS.escape(field)}"][value=mine]`)
  if (mine) mine.checked = true
})
