// Orders the bylines by buttons; the numbers that say their order to the server are kept out of sight.

const group = document.querySelector("#bylines-group")

const rows = () => [...group.querySelectorAll(".desk-byline:not(.empty-form)")]

const number = () => rows().forEach((row, place, all) => {
  row.querySelector("[name$=-position]").value = place + 1
  row.querySelector("[data-step='-1']").disabled = place === 0
  row.querySelector("[data-step='1']").disabled = place === all.length - 1
})

const step = (row, by) => {
  const all = rows()
  const other = all[all.indexOf(row) + by]
  if (!other) return
  if (by < 0) other.before(row)
  else other.after(row)
  number()
  group.dispatchEvent(new Event("change", { bubbles: true }))
}

const prepare = (row) => {
  for (const button of row.querySelectorAll("[data-step]")) {
    button.hidden = false
    if (button.dataset.prepared) continue
    button.dataset.prepared = "yes"
    button.addEventListener("click", () => {
      step(button.closest(".desk-byline"), Number(button.dataset.step))
      const neighbour = button.closest(".desk-byline").querySelector("[data-step]:not(:disabled)")
      if (button.disabled) neighbour?.focus()
      else button.focus()
    })
  }
}

if (group) {
  group.classList.add("desk-scripted")
  rows().forEach(prepare)
  number()
  document.addEventListener("formset:added", (event) => {
    if (!group.contains(event.target)) return
    for (const button of event.target.querySelectorAll("[data-step]")) delete button.dataset.prepared
    prepare(event.target)
    number()
  })
  document.addEventListener("formset:removed", number)
}
