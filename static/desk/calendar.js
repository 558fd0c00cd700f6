// Lets a mouse drag, and Shift with the arrow keys push, what may be moved, to the page that asks before it moves.
// All times here are the newsroom's local ones, as text: only the server knows the zone.

const QUARTER = 15
const DAY = 24 * 60

const sheet = document.querySelector(".cal")
const said = sheet.querySelector(".cal-said")
const isMonth = sheet.dataset.view === "month"

const shifted = (local, minutes) => {
  const at = new Date(`${local}Z`)
  at.setUTCMinutes(at.getUTCMinutes() + minutes)
  return at.toISOString().slice(0, 16)
}

const inWords = (local) => {
  const day = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }
  const date = new Intl.DateTimeFormat(document.documentElement.lang, day).format(new Date(`${local}Z`))
  return `${date}, ${local.slice(11)} ${sheet.dataset.zone}`
}

const pageFor = (entry, local, which = "") => {
  const page = new URL(entry.dataset.move, location)
  page.searchParams.set("at_local", local)
  if (which) page.searchParams.set("at_which", which)
  page.searchParams.set("next", sheet.dataset.here)
  return page.href
}

// The mouse

let dragged = null
const mark = document.createElement("span")
mark.className = "cal-mark"
mark.setAttribute("aria-hidden", "true")

const targetOf = (event) => {
  const place = dragged && event.target.closest("[data-day], [data-hour]")
  if (!place) return null
  if (place.dataset.day) return { place, local: `${place.dataset.day}T${dragged.dataset.local.slice(11)}` }
  const box = place.getBoundingClientRect()
  const quarter = Math.min(3, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * 4)))
  return { place, quarter, local: shifted(place.dataset.hour, quarter * QUARTER), which: place.dataset.which }
}

const unmark = () => {
  mark.parentElement?.classList.remove("cal-target")
  mark.remove()
}

const begin = (event) => {
  dragged = event.currentTarget
  dragged.classList.add("cal-dragged")
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", dragged.querySelector(".cal-headline").textContent)
}

const end = () => {
  dragged?.classList.remove("cal-dragged")
  dragged = null
  unmark()
}

for (const entry of sheet.querySelectorAll("[data-move]")) {
  entry.draggable = true
  entry.addEventListener("dragstart", begin)
  entry.addEventListener("dragend", end)
}

sheet.addEventListener("dragover", (event) => {
  const target = targetOf(event)
  if (!target || target.local <= sheet.dataset.now) return unmark()
  event.preventDefault()
  if (mark.parentElement !== target.place) {
    unmark()
    target.place.append(mark)
    target.place.classList.add("cal-target")
  }
  mark.dataset.quarter = target.quarter ?? ""
  mark.textContent = target.local.slice(11)
})

sheet.addEventListener("drop", (event) => {
  const target = targetOf(event)
  if (!target || target.local <= sheet.dataset.now) return
  event.preventDefault()
  if (target.local !== dragged.dataset.local) location.assign(pageFor(dragged, target.local, target.which))
})

// The keyboard

const STEPS = isMonth
  ? { ArrowLeft: -DAY, ArrowRight: DAY, ArrowUp: -7 * DAY, ArrowDown: 7 * DAY }
  : { ArrowLeft: -DAY, ArrowRight: DAY, ArrowUp: -QUARTER, ArrowDown: QUARTER }

for (const link of sheet.querySelectorAll(".cal-move")) {
  const entry = link.closest("[data-move]")
  let local = entry.dataset.local
  const propose = (time, words) => {
    local = time
    link.href = pageFor(entry, local)
    said.textContent = words
  }
  link.addEventListener("keydown", (event) => {
    if (event.key === "Escape") propose(entry.dataset.local, "It stays where it is.")
    if (!event.shiftKey || !(event.key in STEPS)) return
    event.preventDefault()
    const time = shifted(local, STEPS[event.key])
    if (time > sheet.dataset.now) propose(time, `To ${inWords(time)}. Enter goes on, Escape leaves it.`)
    else said.textContent = `${inWords(time)} has passed.`
  })
}
