// Counts while one writes: words and minutes of the body as the server will, letters of what must fit somewhere.

const page = document.querySelector("[data-words-a-minute]")
const PAUSE = 200

// The rule of articles/body.py: letters and digits of any alphabet; an apostrophe or a hyphen does not end a word
const WORD = /[\p{L}\p{N}_]+(?:['’ʼ‑-][\p{L}\p{N}_]+)*/gu
const BREAKS = new Set(["P", "BR", "LI", "H2", "H3", "H4", "BLOCKQUOTE", "TR", "TD", "TH", "HR", "PRE", "FIGURE"])

const textOf = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data
  if (node.nodeType !== Node.ELEMENT_NODE || node.dataset?.block) return ""
  const words = [...node.childNodes].map(textOf).join("")
  return BREAKS.has(node.tagName) ? ` ${words} ` : words
}

export const countWords = (html) => {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  return (textOf(body).match(WORD) ?? []).length
}

export const readingMinutes = (words, aMinute) => {
  const exact = words / aMinute
  const down = Math.floor(exact)
  return Math.max(1, exact - down === 0.5 ? down + (down % 2) : Math.round(exact)) // halves to the even, as the server
}

const showWords = (body) => {
  const words = countWords(body.value)
  const minutes = readingMinutes(words, Number(page.dataset.wordsAMinute))
  const told = `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"} · ${minutes} min read`
  for (const place of document.querySelectorAll("[data-words-shown]")) place.textContent = told
}

const watchWords = () => {
  const body = document.querySelector("#id_body")
  if (!body) return
  let timer
  let last
  const look = () => {
    if (body.value === last) return
    last = body.value
    showWords(body)
  }
  const soon = () => { clearTimeout(timer); timer = setTimeout(look, PAUSE) }
  page.addEventListener("input", soon)
  page.addEventListener("keyup", soon)
  page.addEventListener("click", soon)
  new MutationObserver(soon).observe(page, { subtree: true, childList: true, characterData: true })
  look()
}

const watchLength = (field) => {
  const soft = Number(field.dataset.soft)
  const count = document.createElement("span")
  count.className = "desk-count"
  field.insertAdjacentElement("afterend", count)
  const look = () => {
    const length = [...field.value.trim()].length
    count.textContent = length ? `${length} / ${soft}` : ""
    count.classList.toggle("desk-warning", length > soft)
    count.title = length > soft ? "Longer than what fits in most places. It may stay." : ""
  }
  field.addEventListener("input", look)
  look()
}

const grow = (field) => {
  const fit = () => {
    field.style.height = "auto"
    field.style.height = `${field.scrollHeight}px`
  }
  field.addEventListener("input", fit)
  fit()
}

const nameEditor = () => {
  const editor = document.querySelector(".desk-writing .tiptap.ProseMirror")
  if (editor && !editor.hasAttribute("aria-label")) editor.setAttribute("aria-label", "Body")
  return Boolean(editor)
}

if (page) {
  for (const field of document.querySelectorAll("[data-soft]")) watchLength(field)
  if (!CSS.supports("field-sizing", "content")) page.querySelectorAll("#id_headline, #id_standfirst").forEach(grow)
  watchWords()
  if (!nameEditor()) {
    const waiting = new MutationObserver(() => { if (nameEditor()) waiting.disconnect() })
    waiting.observe(page, { subtree: true, childList: true })
  }
}
