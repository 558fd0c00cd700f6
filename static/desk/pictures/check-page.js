// One press gives all pictures on the page the credit of the first.

const button = document.querySelector("[data-same]")
if (button) {
  const fields = [...document.querySelectorAll(`[name$="-${button.dataset.same}"]`)]
  button.hidden = false
  button.addEventListener("click", () => { for (const field of fields) field.value = fields[0].value })
}
