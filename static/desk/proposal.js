// Once another time is entered, the one that the page was opened with is no longer what is proposed: the line under
// the field says what is.

const field = document.querySelector(".moment input[type='datetime-local']")
const proposed = field.value

field.addEventListener("input", () => {
  for (const line of document.querySelectorAll("[data-proposed]")) line.hidden = field.value !== proposed
})
