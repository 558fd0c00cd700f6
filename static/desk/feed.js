// The feed desk by keyboard: Enter sends in a few seconds, Esc takes back, Ctrl+Enter sends at once.
// The page works without this; all hours are counted from what the server said, never by the reader's clock.

const form = document.querySelector("#feed-quick")
const line = form.elements.text
const rows = document.querySelector("#feed-rows")
const said = document.querySelector("#feed-said")
const count = document.querySelector("#feed-count")
const ends = new Map() // row id: when its countdown ends, on this page's own stopwatch
const mine = [] // ids of what this page has sent and may take back, the newest last

const say = (words) => { said.textContent = words }

const tally = () => {
  const signs = [...line.value].length
  count.textContent = `${signs} / ${count.dataset.signs}`
  count.classList.toggle("feed-too-long", signs > Number(count.dataset.signs))
}

const token = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

const post = async (address, data) => {
  const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } })
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
    throw new Error(answer.redirected ? "You are logged out: log in again in another tab." : "The newsroom did not answer as it should.")
  }
  return { ok: answer.ok, ...(await answer.json()) }
}

const trouble = (error) => (error instanceof TypeError ? "No connection: nothing was sent." : error.message)

// Rows

const watch = (row) => {
  if (row.dataset.liveIn) ends.set(row.id, performance.now() + Number(row.dataset.liveIn) * 1000)
  else ends.delete(row.id)
}

const put = (number, html) => {
  const old = document.getElementById(`item-${number}`)
  if (!html) {
    ends.delete(`item-${number}`)
    old?.remove()
    return null
  }
  const template = document.createElement("template")
  template.innerHTML = html.trim()
  const row = template.content.querySelector("li")
  if (old) old.replaceWith(row)
  else {
    rows.querySelector(".feed-none")?.remove()
    rows.prepend(row)
  }
  watch(row)
  return row
}

// Somebody is at work in the row: tell its new state and leave the rest alone
const soften = (row, fresh) => {
  row.querySelector(".feed-state").textContent = fresh.querySelector(".feed-state").textContent
  if (fresh.dataset.liveIn) row.dataset.liveIn = fresh.dataset.liveIn
  else delete row.dataset.liveIn
  const undone = row.querySelector("[data-undo]")
  if (undone && !fresh.querySelector("[data-undo]")) {
    if (undone === document.activeElement) row.focus()
    undone.remove()
  }
  watch(row)
}

const freshen = async (ids) => {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html")
  for (const id of ids) {
    const row = document.getElementById(id)
    const fresh = page.getElementById(id)
    if (!row || !fresh) continue
    if (row.contains(document.activeElement) || row.querySelector("details[open]")) soften(row, fresh)
    else put(id.slice(5), fresh.outerHTML)
  }
}

setInterval(() => {
  const over = []
  for (const [id, end] of ends) {
    const left = Math.ceil((end - performance.now()) / 1000)
    const state = document.querySelector(`#${id} .feed-state`)
    if (left > 0 && state) state.textContent = `Live in ${left} s`
    if (left <= 0) {
      ends.delete(id)
      over.push(id)
    }
  }
  if (over.length) freshen(over).catch(() => {})
}, 250)

// The line

const picture = form.elements.picture
const choosePicture = (value, title) => {
  if (value && ![...picture.options].some((option) => option.value === value)) picture.append(new Option(title, value))
  picture.value = value
  window.django.jQuery(picture).trigger("change")
}

const restore = (words) => {
  line.value = line.value.trim() ? `${words.text}\n${line.value}` : words.text
  if (words.picture) choosePicture(words.picture, words.picture_title)
  if (words.headline) form.elements.headline.value = words.headline
  if (words.headline || words.picture) {
    form.querySelector(".feed-more").open = true
  }
  if (words.language) form.elements.language.value = words.language
  if (words.source !== undefined) form.elements.source.value = words.source
  tally()
  line.focus()
}

let unsure = null // words whose sending broke off, and their token: sent again, they are one item
let queue = Promise.resolve() // one after the other, in the order of the keys

const send = (when) => {
  const words = { text: line.value, headline: form.elements.headline.value, language: form.elements.language.value, source: form.elements.source.value, picture: picture.value }
  if (!words.text.trim()) return say("Write the item's text.")
  const data = new FormData(form)
  const once = unsure?.text === words.text ? unsure.once : token()
  data.set("once", once)
  data.set("when", when)
  line.value = form.elements.headline.value = form.elements.source.value = ""
  if (picture.value) choosePicture("", "")
  tally()
  line.focus()
  queue = queue.then(async () => {
    try {
      const answer = await post(form.action, data)
      if (!answer.row) restore(words)
      else {
        put(answer.number, answer.row)
        if (when === "hold") mine.push(answer.number)
      }
      say(answer.said)
    } catch (error) {
      unsure = { text: words.text, once }
      restore(words)
      say(`${trouble(error)} Your words are back in the line.`)
    }
  })
}

const undo = () => {
  queue = queue.then(async () => {
    let row
    while (!row && mine.length) row = document.getElementById(`item-${mine.pop()}`)
    const button = row?.querySelector("[data-undo]")
    if (button) await act(button.form, button)
    else if (row) say("It is live: take it off the feed instead?")
  })
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  send(event.submitter?.value ?? "hold")
})

line.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
  event.preventDefault()
  if (!event.repeat) send(event.ctrlKey || event.metaKey ? "now" : "hold")
})
line.addEventListener("input", tally)
tally()

// What is done to a row

const act = async (rowForm, button) => {
  const data = new FormData(rowForm, button)
  const address = button?.hasAttribute("formaction") ? button.formAction : rowForm.action
  const had = rowForm.closest("li").contains(document.activeElement)
  try {
    const answer = await post(address, data)
    const row = put(answer.number, answer.row)
    if (answer.line) restore(answer.line)
    else if (had) (row ?? line).focus()
    say(answer.said)
  } catch (error) {
    say(trouble(error))
  }
}

rows.addEventListener("submit", (event) => {
  event.preventDefault()
  act(event.target, event.submitter)
})

// Keys anywhere on the page

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey) return
  const typing = event.target.closest("input, textarea, select, [contenteditable='true']")
  const inLine = event.target === line
  const takesBack = event.key === "Escape" || ((event.ctrlKey || event.metaKey) && event.key === "z" && !event.shiftKey)
  if (takesBack && mine.length && (!typing || (inLine && (event.key === "Escape" || !line.value)))) {
    event.preventDefault()
    return undo()
  }
  if (typing || event.ctrlKey || event.metaKey) return
  if (event.key !== "j" && event.key !== "k") return
  const all = [...rows.querySelectorAll(".feed-row")]
  const here = all.indexOf(event.target.closest(".feed-row"))
  all[Math.max(0, Math.min(all.length - 1, here + (event.key === "j" ? 1 : -1)))]?.focus()
})

for (const row of rows.querySelectorAll(".feed-row")) watch(row)
