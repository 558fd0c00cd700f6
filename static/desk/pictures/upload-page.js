// The page for adding pictures: dropped or chosen, each with its progress, two on their way at a time.

import { filesOf, holdsFiles, upload } from "desk-pictures/upload"

const AT_ONCE = 2
const form = document.querySelector(".picture-drop")
const input = form.querySelector("[type=file]")
const list = document.querySelector("[data-arrivals]")
const told = document.querySelector("[data-told]")
const onward = document.querySelector("[data-onward]")
const link = onward.querySelector("a")
const most = Number(form.dataset.mostBytes)

const waiting = []
const fresh = new URL(link.href, location).searchParams.getAll("id")
let underWay = 0
let refused = 0
let known = 0

const counted = (number, one, many) => (number === 1 ? `1 ${one}` : `${number} ${many}`)

const rowFor = (file) => {
  const row = document.createElement("li")
  row.className = "arrival"
  const shown = document.createElement("div")
  const name = Object.assign(document.createElement("p"), { className: "arrival-name", textContent: file.name })
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 })
  bar.setAttribute("aria-label", `Progress of ${file.name}`)
  shown.append(name, bar)
  row.append(shown)
  list.append(row)
  return { row, bar, shown }
}

const refuse = ({ row, bar, shown }, sentence) => {
  bar.remove()
  row.classList.add("arrival-refused")
  shown.append(Object.assign(document.createElement("p"), { className: "arrival-refusal", textContent: `Refused: ${sentence}` }))
}

const draw = (place, answer) => {
  if (!answer.row) { refuse(place, answer.refused); return }
  const drawn = new DOMParser().parseFromString(answer.row, "text/html").querySelector("li")
  place.row.replaceWith(document.adoptNode(drawn))
}

const finish = () => {
  const sentences = [
    fresh.length ? `${counted(fresh.length, "picture is", "pictures are")} in the library.` : "",
    known ? `${counted(known, "was", "were")} there already.` : "",
    refused ? `${counted(refused, "file was", "files were")} refused.` : "",
  ]
  told.textContent = sentences.filter(Boolean).join(" ")
  if (!fresh.length) return
  link.href = `${link.dataset.check}?${fresh.map((id) => `id=${id}`).join("&")}`
  if (!refused && !known) { location.assign(link.href); return }
  link.textContent = `Check ${counted(fresh.length, "picture", "pictures")}`
  onward.hidden = false
  link.focus()
}

const next = async () => {
  const one = waiting.shift()
  if (!one) { if (!underWay) finish(); return }
  underWay += 1
  const { file, place } = one
  const answer = file.size > most
    ? { refused: `This file is larger than ${Math.floor(most / 1024 / 1024)} MB.` }
    : await upload(location.pathname, file, (share) => { place.bar.value = share })
  draw(place, answer)
  if (answer.refused) refused += 1
  else if (answer.is_new) fresh.push(String(answer.id))
  else known += 1
  underWay -= 1
  next()
}

const take = (files) => {
  if (!files.length) return
  told.textContent = `${counted(files.length, "file is", "files are")} on the way.`
  onward.hidden = true
  waiting.push(...files.map((file) => ({ file, place: rowFor(file) })))
  while (underWay < AT_ONCE && waiting.length) next()
}

form.classList.add("is-scripted")
form.addEventListener("submit", (event) => { event.preventDefault(); take([...input.files]); form.reset() })
input.addEventListener("change", () => { take([...input.files]); form.reset() })

let depth = 0
const mark = (isOver) => form.classList.toggle("is-over", isOver)
addEventListener("dragenter", (event) => { if (holdsFiles(event)) { depth += 1; mark(true) } })
addEventListener("dragleave", (event) => { if (holdsFiles(event)) { depth -= 1; mark(depth > 0) } })
addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault() })
addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return
  event.preventDefault()
  depth = 0
  mark(false)
  take(filesOf(event))
})

addEventListener("beforeunload", (event) => { if (underWay || waiting.length) event.preventDefault() })
