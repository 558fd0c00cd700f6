// The page of one picture: its focus is set on the picture itself; the two numbers follow, and lead if they are typed.

import { focusPicker } from "desk-pictures/focus"

const box = document.querySelector("[data-focus-picker]")
const fields = { x: document.querySelector("[data-focus-part=x]"), y: document.querySelector("[data-focus-part=y]") }

if (box && fields.x && fields.y) {
  const typed = () => ({ x: Number(fields.x.value), y: Number(fields.y.value) })
  const change = ({ x, y }) => {
    fields.x.value = x
    fields.y.value = y
    fields.x.dispatchEvent(new Event("change", { bubbles: true }))
  }
  const picker = focusPicker({ src: box.dataset.focusPicker, point: typed(), change })
  box.querySelector("img").replaceWith(picker.dom)
  for (const field of Object.values(fields)) field.addEventListener("input", () => picker.show(typed()))
}
