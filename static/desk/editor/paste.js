// What is worth keeping of what somebody pastes? Words, paragraphs, subheads, lists, tables, links, bold and italics. The
// desk's strict policy ignores style attributes, so they are read here, before the editor parses anything.
//
// A paste is read once, from its first node to its last, by a Reader that writes what it finds as our own few elements.

import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { element, tell } from "desk-editor/asking"
import { addressOf, fold, unwrapped, visible } from "desk-editor/words"

const SILENT = new Set(["SCRIPT", "STYLE", "META", "LINK", "TITLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "EMBED", "SVG", "MATH",
  "CANVAS", "AUDIO", "VIDEO", "BUTTON", "INPUT", "SELECT", "TEXTAREA", "DEL", "COLGROUP", "COL", "XML", "HEAD"])
const PARAGRAPHS = new Set(["P", "DIV", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "ASIDE", "NAV", "FIGURE", "FIGCAPTION", "ADDRESS",
  "DL", "DT", "DD", "CENTER", "FORM", "FIELDSET", "DETAILS", "SUMMARY", "CAPTION", "TR", "TD", "TH", "TBODY", "THEAD", "TFOOT", "PRE"])
const SUBHEADS = { H1: "h2", H2: "h2", H3: "h3", H4: "h3", H5: "h3", H6: "h3" }
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u200d\ufe0f]|[\u{1f3fb}-\u{1f3ff}])+$/u
const NUMBERED = /^\(?(?:(\d{1,3})|[a-z]{1,4}|[A-Z]{1,4}|[а-яіїєґ])[.)]/
const BULLET = /^[·•▪◦‣§○●■➢➤✓*–-]\s+/

const styleOf = (dom) => {
  const style = {}
  for (const rule of (dom.getAttribute("style") ?? "").split(";")) {
    const [name, ...value] = rule.split(":")
    if (value.length) style[name.trim().toLowerCase()] = value.join(":").trim().toLowerCase()
  }
  return style
}

/** Is it a comment, a deletion or another thing that was not in the text? */
const isAside = (dom, style) =>
  SILENT.has(dom.tagName.toUpperCase()) || style.display === "none" || style["mso-hide"] === "all" || dom.hidden ||
  /comment/.test(style["mso-element"] ?? "") || style["mso-special-character"] === "comment" ||
  /\b(MsoCommentReference|msocomanchor|msocomoff|msocomtxt|TrackedDeletion|TrackChangeDeletion)\b/i.test(dom.className) ||
  /#_msocom/.test(dom.getAttribute("href") ?? "")

/** What emphasis does an element give, and what does it take away? What its style says goes before its name. */
const emphasisOf = (dom, style, marks) => {
  const next = { ...marks }
  const tag = dom.tagName
  if (tag === "B" || tag === "STRONG") next.strong = true
  if (tag === "I" || tag === "EM" || tag === "CITE") next.em = true
  if (tag === "S" || tag === "STRIKE") next.s = true
  if (tag === "SUB" || tag === "SUP") { next.sub = tag === "SUB"; next.sup = tag === "SUP" }
  const weight = style["font-weight"]
  if (weight) next.strong = /bold|[6-9]00/.test(weight)
  if (style["font-style"]) next.em = /italic|oblique/.test(style["font-style"])
  const line = style["text-decoration"] ?? style["text-decoration-line"]
  if (line) next.s = /line-through/.test(line)
  const height = style["vertical-align"]
  if (height) { next.sub = height === "sub"; next.sup = height === "super" }
  return next
}

const listPlace = (dom, style) => {
  const told = /(?:^|\s)level(\d)/.exec(style["mso-list"] ?? "")
  const isItem = told || (/MsoList(Paragraph|Bullet|Number)/.test(dom.className) && style["mso-list"] !== "none")
  if (!isItem) return null
  const marker = [...dom.querySelectorAll("[style]")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("style")))
  const text = (marker ?? dom).textContent.trim()
  if (!told && !BULLET.test(text) && !NUMBERED.test(text)) return null
  const number = NUMBERED.exec(text)
  return { level: Number(told?.[1] ?? 1), isNumbered: Boolean(number), start: Number(number?.[1] ?? 1), isBare: !marker }
}

/** Writes what is read: lines of text with their emphasis, gathered into paragraphs, subheads, items and quotes. */
class Reader {
  constructor(tally = { pictures: 0 }) {
    this.root = element("div")
    this.target = this.root // where paragraphs go: the root, or a quote
    this.tally = tally
    this.runs = []
    this.lists = [] // the lists that are open, outermost first: {dom, level}
    this.as = { tag: "p" }
    this.breaks = 0
  }

  // Lines

  text(words, marks) {
    if (!words) return
    if (this.breaks && this.runs.length) this.runs.push({ text: "\n", marks: {} })
    this.breaks = 0
    this.runs.push({ text: words, marks })
  }

  lineBreak() {
    if (!this.runs.some(({ text }) => /\S/.test(text))) return
    this.breaks += 1
    if (this.breaks > 1 && this.as.tag === "p") this.end({ tag: "p" })
  }

  /** End the line; what follows is of another kind. */
  end(next = { tag: "p" }) {
    const texts = fold(this.runs.map(({ text }) => text))
    if (texts.some((text) => text.trim())) {
      const line = this.open()
      texts.forEach((text, at) => { if (text) line.append(...this.dressed(text, this.runs[at].marks)) })
    }
    this.runs = []
    this.breaks = 0
    this.as = next
  }

  dressed(text, marks) {
    if (text === "\n") return [element("br")]
    let dom = document.createTextNode(text)
    for (const tag of ["sub", "sup", "s", "em", "strong"]) {
      const isBoldSubhead = tag === "strong" && this.as.isBold
      if (marks[tag] && !isBoldSubhead) dom = element(tag, {}, dom)
    }
    if (marks.href) {
      const link = element("a", {}, dom)
      link.setAttribute("href", marks.href)
      dom = link
    }
    return [dom]
  }

  /** Make the element that the line goes into. */
  open() {
    if (this.as.item) {
      const line = element("p")
      this.itemAt(this.as.item).append(line)
      return line
    }
    this.lists = []
    const line = element(this.as.tag)
    this.target.append(line)
    return line
  }

  itemAt(item) {
    if (item.dom) return item.dom
    while (this.lists.length && this.lists.at(-1).level > item.level) this.lists.pop()
    const tag = item.isNumbered ? "ol" : "ul"
    let list = this.lists.at(-1)
    if (list?.level === item.level && list.dom.localName !== tag) {
      this.lists.pop()
      list = this.lists.at(-1)
    }
    if (!list || list.level < item.level) {
      const dom = element(tag)
      if (item.isNumbered && item.start > 1) dom.setAttribute("start", item.start)
      const parent = list ? list.dom.lastElementChild : this.target
      parent.append(dom)
      list = { dom, level: item.level }
      this.lists.push(list)
    }
    item.dom = element("li")
    list.dom.append(item.dom)
    return item.dom
  }

  // What comes in

  read(dom, marks = {}, place = { depth: 0 }) {
    for (const node of dom.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        const isTyped = /^pre/.test(place.space ?? "")
        const words = visible(isTyped ? node.data : node.data.replace(/[\t\r\n\f ]+/g, " "))
        words.split("\n").forEach((line, at) => { if (at) this.lineBreak(); this.text(line, marks) })
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        this.readElement(node, marks, place)
      }
    }
  }

  readElement(dom, marks, place) {
    const tag = dom.tagName.toUpperCase()
    const style = styleOf(dom)
    if (isAside(dom, style) || /ignore/.test(style["mso-list"] ?? "")) return
    const inside = { ...place, space: style["white-space"] ?? (tag === "PRE" ? "pre" : place.space) }
    if (tag === "BR") this.lineBreak()
    else if (tag === "IMG") this.picture(dom, marks)
    else if (tag === "HR") this.rule(place)
    else if (tag === "TABLE") this.table(dom, marks, inside)
    else if (tag === "UL" || tag === "OL") this.list(dom, marks, inside)
    else if (tag === "LI") this.item(dom, marks, inside)
    else if (tag === "BLOCKQUOTE") this.quote(dom, marks, inside)
    else if (tag in SUBHEADS || dom.getAttribute("role") === "heading" || /\bMsoTitle\b/.test(dom.className)) this.subhead(dom, marks, inside)
    else if (PARAGRAPHS.has(tag)) this.paragraph(dom, style, marks, inside)
    else this.read(dom, this.inlineMarks(dom, style, marks), inside)
  }

  inlineMarks(dom, style, marks) {
    const next = emphasisOf(dom, style, marks)
    if (dom.tagName === "A") {
      const href = addressOf(unwrapped(dom.getAttribute("href") ?? ""))
      next.href = href || undefined
    }
    return next
  }

  picture(dom, marks) {
    const words = dom.getAttribute("alt") ?? ""
    if (EMOJI.test(words)) this.text(words, marks)
    else if (!["1", "0"].includes(dom.getAttribute("width"))) this.tally.pictures += 1
  }

  rule(place) {
    if (place.isNotes) return
    this.end()
    this.lists = []
    this.target.append(element("hr"))
  }

  paragraph(dom, style, marks, place) {
    const found = listPlace(dom, style)
    const isInItem = Boolean(this.as.item) && place.isItem
    this.end(found ? { tag: "p", item: found } : isInItem ? { tag: "p", item: this.as.item } : { tag: "p" })
    const kept = this.as
    const isNotes = place.isNotes || /(foot|end)note-list/.test(style["mso-element"] ?? "")
    this.read(dom, marks, { ...place, isNotes })
    if (found?.isBare) this.dropMarker()
    this.end(isInItem ? kept : { tag: "p" })
  }

  /** Some programs write an item's bullet as a part of its text. */
  dropMarker() {
    const first = this.runs.find(({ text }) => text.trim())
    if (first) first.text = first.text.trimStart().replace(BULLET, "").replace(NUMBERED, "")
  }

  subhead(dom, marks, place) {
    const level = `H${dom.getAttribute("aria-level") ?? ""}`
    const tag = SUBHEADS[dom.tagName] ?? SUBHEADS[level] ?? "h2"
    if (place.isItem || place.isCell) {
      this.paragraph(dom, {}, marks, place)
      return
    }
    this.end({ tag, isBold: true })
    this.read(dom, {}, place)
    this.end()
  }

  list(dom, marks, place) {
    const outer = this.as
    this.end(outer.item ? outer : { tag: "p" })
    const isNumbered = dom.tagName === "OL"
    this.read(dom, marks, { ...place, depth: place.depth + 1, isNumbered, start: Number(dom.getAttribute("start")) || 1, isItem: false })
    this.end(outer.item ? outer : { tag: "p" })
  }

  item(dom, marks, place) {
    const told = Number(dom.getAttribute("aria-level") ?? dom.dataset.ariaLevel) || 0
    const item = { level: Math.max(told, place.depth, 1), isNumbered: Boolean(place.isNumbered), start: place.start ?? 1 }
    this.end({ tag: "p", item })
    this.read(dom, marks, { ...place, isItem: true })
    this.end()
  }

  quote(dom, marks, place) {
    this.end()
    this.lists = []
    const inner = new Reader(this.tally)
    inner.read(dom, marks, place)
    inner.end()
    const isLaidOut = /margin/.test(dom.getAttribute("style") ?? "") // mailers indent with it
    if (!inner.root.childNodes.length) return
    if (isLaidOut || this.target !== this.root) this.target.append(...inner.root.childNodes)
    else this.target.append(element("blockquote", {}, ...inner.root.childNodes))
  }

  table(dom, marks, place) {
    const rows = [...dom.rows].filter((row) => row.closest("table") === dom)
    const width = Math.max(0, ...rows.map((row) => row.cells.length))
    if (place.isCell || rows.length * width <= 1) { // a frame, not a table
      this.end()
      this.read(dom, marks, { ...place, isCell: place.isCell })
      this.end()
      return
    }
    this.end()
    this.lists = []
    const body = element("tbody")
    rows.forEach((row) => {
      const made = element("tr", {}, ...[...row.cells].map((cell) => this.cell(cell, row)))
      if (made.children.length) body.append(made)
    })
    this.target.append(element("table", {}, body))
  }

  cell(dom, row) {
    const isHead = dom.tagName === "TH" || row.parentElement.tagName === "THEAD"
    const inner = new Reader(this.tally)
    inner.as = { tag: "p", isBold: isHead }
    inner.read(dom, {}, { depth: 0, isCell: true })
    inner.end()
    const made = element(isHead ? "th" : "td")
    for (const name of ["colspan", "rowspan"]) {
      const span = Number(dom.getAttribute(name))
      if (span > 1 && span < 100) made.setAttribute(name, span)
    }
    made.append(...(inner.root.childNodes.length ? inner.root.childNodes : [element("p")]))
    return made
  }
}

/** Parse without running anything. Handlers are taken out first: a browser would report each as blocked. */
const inert = (html) => {
  const calm = html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\son[a-z]+\s*=/gi, " data-off="))
  return new DOMParser().parseFromString(calm, "text/html").body
}

/** Clean pasted HTML. Returns our own few elements as HTML, and how many pictures were left behind. */
export const clean = (html) => {
  const reader = new Reader()
  reader.read(inert(html))
  reader.end()
  return { html: reader.root.innerHTML, pictures: reader.tally.pictures }
}

const LONG_LINE = 45

/** Make paragraphs of plain text: blank lines part them; without any, each line is one. */
export const paragraphsOf = (text) => {
  const reader = new Reader()
  const lines = visible(text).replace(/\r\n?/g, "\n").split("\n").map((line) => line.trim())
  const isParted = lines.some((line, at) => !line && lines.slice(0, at).some(Boolean) && lines.slice(at).some(Boolean))
  const isWrapped = (at) => lines[at].length >= LONG_LINE && Boolean(lines[at + 1])
  lines.forEach((line, at) => {
    const marker = /^[•·▪◦*-]\s+/.exec(line)
    if (!line || !isParted || marker) reader.end()
    if (!line) return
    if (marker) reader.as = { tag: "p", item: { level: 1 } }
    reader.text(line.slice(marker?.[0].length ?? 0), {})
    if (marker) reader.end()
    else if (isParted && isWrapped(at)) reader.text(" ", {})
    else if (isParted) reader.lineBreak()
  })
  reader.end()
  return reader.root
}

const NO_FILES = "A picture cannot be pasted: put it into the library, then use “Picture from the library” in the bar above."

export const CleanPaste = Extension.create({
  name: "CleanPaste",
  addProseMirrorPlugins() {
    const { editor } = this
    const refused = (data) => {
      const isPicture = [...(data?.files ?? [])].some((file) => file.type.startsWith("image/"))
      const hasWords = data?.getData("text/plain").trim() || inert(data?.getData("text/html") ?? "").textContent.trim()
      if (!isPicture || hasWords) return false
      tell(editor, NO_FILES)
      return true
    }
    return [new Plugin({
      props: {
        transformPastedHTML: (html) => {
          if (/<[^>]+\sdata-pm-slice=/.test(html) && !/\sstyle=/.test(html)) return html // our own, cut or copied
          const { html: cleaned, pictures } = clean(html)
          if (pictures) tell(editor, `${pictures === 1 ? "1 picture was" : `${pictures} pictures were`} not taken over: use the library.`)
          return cleaned
        },
        clipboardTextParser: (text, context, _plain, view) => {
          if (context.parent.type.spec.code) return null
          const isOneLine = !text.trim().includes("\n")
          return pm.model.DOMParser.fromSchema(view.state.schema).parseSlice(paragraphsOf(text), {
            preserveWhitespace: !isOneLine, context,
          })
        },
        handlePaste: (_view, event) => refused(event.clipboardData),
        handleDrop: (_view, event) => refused(event.dataTransfer),
      },
    })]
  },
})
