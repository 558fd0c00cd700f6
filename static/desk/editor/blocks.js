// What may stand in a body beside text: a picture, a card of another story, a video, a post, a pull quote. Each is one
// piece that carries a reference or a few words; the server draws it for readers (articles/rendering.py).

import { mergeAttributes } from "django-prose-editor/editor"
import { UNREACHED, ask, askServer, element, field, later, searchField } from "desk-editor/asking"
import { chooseFiles } from "desk-editor/drops"
import { focusPicker, readFocus, writeFocus } from "desk-pictures/focus"
import { block, blockView, change, escaped, htmlOf, put, selected, textOf } from "desk-editor/block"

const attribute = (name) => ({
  default: null,
  parseHTML: (dom) => dom.getAttribute(`data-${name}`),
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
})
const held = (read) => ({ default: "", parseHTML: read, renderHTML: () => ({}) })

// Pictures

const lookUp = async (editor, kind, id, missing) => {
  try {
    const [found] = (await askServer(editor, "references", { kind, ids: id })).results
    if (!found) return { heading: missing, warning: "Take it out: readers see nothing here." }
    return { heading: found.title, text: found.detail, warning: found.warning, thumbnail: found.thumbnail, found }
  } catch {
    return { heading: `number ${id}` }
  }
}

const searchFor = (editor, title, kind, label) => ask(editor, title, (finish) => {
  const find = async (q) => (await askServer(editor, "references", { kind, q })).results
  return { fields: searchField({ label, find, take: finish }).rows }
})

const askForPicture = async (editor) => {
  if (selected(editor, "LibraryImage")) { editUse(editor); return }
  const found = await ask(editor, "Picture from the library", (finish) => {
    const find = async (q) => (await askServer(editor, "references", { kind: "image", q })).results
    const bring = element("button", { type: "button", className: "desk-move", textContent: "Upload new ones…" })
    bring.addEventListener("click", () => { finish(null); chooseFiles(editor) })
    return { fields: searchField({ label: "Words of its title, caption or credit", find, take: finish }).rows, more: [bring] }
  })
  if (found) put(editor, "LibraryImage", { image: String(found.id) })
}

/** What a picture has here of its own: a caption, and the point that crops keep in sight. */
const editUse = async (editor) => {
  const { caption, focus, image } = selected(editor, "LibraryImage").attrs
  const before = textOf(caption)
  const chosen = await ask(editor, "Picture", () => {
    const input = element("textarea", { value: before, rows: 3 })
    let point = focus
    const reset = element("button", { type: "button", className: "desk-small", textContent: "As in the library", disabled: !focus })
    const crops = element("details", { className: "desk-details", hidden: true }, element("summary", { textContent: "Crop for this use" }))
    lookUp(editor, "image", image, "").then(({ text = "", found }) => {
      input.placeholder = text
      if (!found) return
      const own = () => readFocus(point) ?? readFocus(found.focus) ?? { x: 0.5, y: 0.5 }
      const moved = (at) => { point = writeFocus(at); reset.disabled = false }
      const picker = focusPicker({ src: found.shown, point: own(), change: moved })
      reset.addEventListener("click", () => { point = null; reset.disabled = true; picker.show(own()) })
      crops.append(picker.dom, reset)
      crops.hidden = false
    })
    return {
      fields: [field("Caption here", input, "Left empty, readers get the library’s caption."), crops],
      submit: () => ({ words: input.value.trim(), point }),
    }
  })
  if (!chosen) return
  const attrs = chosen.words === before ? {} : { caption: escaped(chosen.words) }
  if (chosen.point !== focus) attrs.focus = chosen.point
  if (Object.keys(attrs).length) change(editor, "LibraryImage", attrs)
}

export const LibraryImage = block("LibraryImage", {
  addAttributes() {
    return { image: attribute("image"), focus: attribute("focus"), caption: held((dom) => dom.querySelector("figcaption")?.innerHTML.trim() ?? "") }
  },
  parseHTML() { return [{ tag: "figure[data-block=image]" }] },
  renderHTML({ node, HTMLAttributes }) {
    // a caption may hold emphasis and links, which an import brings: it is handed on as it came
    const figure = element("figure", mergeAttributes(HTMLAttributes, { "data-block": "image" }))
    if (node.attrs.caption) figure.append(element("figcaption", {}, ...htmlOf(node.attrs.caption)))
    return figure
  },
  addNodeView() {
    return blockView("Picture", async (editor, { attrs }) => {
      const told = await lookUp(editor, "image", attrs.image, "A picture that the library does not have")
      const caption = textOf(attrs.caption)
      return { ...told, text: caption || told.text, small: told.found?.credit }
    }, editUse)
  },
  addCommands() { return { askForPicture: () => ({ editor }) => { askForPicture(editor); return true } } },
}, editUse)

// Related stories

const askForStory = async (editor) => {
  const found = await searchFor(editor, "Related story", "related", "Words of its headline")
  if (found) put(editor, "RelatedStory", { article: String(found.id) })
}

export const RelatedStory = block("RelatedStory", {
  addAttributes() { return { article: attribute("article") } },
  parseHTML() { return [{ tag: "aside[data-block=related]" }] },
  renderHTML({ HTMLAttributes }) { return ["aside", mergeAttributes(HTMLAttributes, { "data-block": "related" })] },
  addNodeView() {
    return blockView("Related story", (editor, { attrs }) => lookUp(editor, "related", attrs.article, "A story that is gone"))
  },
  addCommands() { return { askForStory: () => ({ editor }) => { askForStory(editor); return true } } },
})

// Videos and posts: one dialog, and the address tells which it is

const askForEmbed = async (editor) => {
  const current = selected(editor, "Post") ?? selected(editor, "Video")
  const chosen = await ask(editor, "Video or post", () => {
    const address = element("input", { type: "url", autocomplete: "off", value: current?.attrs.post ?? current?.attrs.video ?? "" })
    const words = element("textarea", { rows: 4, value: current?.attrs.words ?? "" })
    const quoted = field("Words of the post", words, "As its author wrote them. Readers see these; nothing is fetched from the network.")
    const status = element("p", { role: "status", className: "desk-verdict" })
    quoted.hidden = !current?.attrs.post
    let known = null
    const look = async () => {
      const asked = address.value.trim()
      if (!asked) { status.textContent = "Put its address here."; return null }
      try {
        const told = await askServer(editor, "embed", { address: asked })
        if (asked !== address.value.trim()) return null
        known = told
        status.textContent = told.refused ?? told.told
        status.dataset.state = told.refused ? "malformed" : "live"
        quoted.hidden = told.kind !== "post"
        return told
      } catch {
        status.textContent = UNREACHED
        return null
      }
    }
    const soon = later(look, 250)
    address.addEventListener("input", () => { known = null; if (address.value.trim()) soon() })
    if (address.value) look()
    return {
      fields: [field("Address", address), status, quoted],
      submit: async () => {
        const wasHidden = quoted.hidden
        const told = known ?? await look()
        if (!told || told.refused) { address.focus(); return null }
        if (told.kind === "post" && wasHidden) { words.focus(); return null }
        return { ...told, words: words.value }
      },
    }
  })
  if (!chosen) return
  const type = chosen.kind === "video" ? "Video" : "Post"
  const attrs = chosen.kind === "video" ? { video: chosen.address } : { post: chosen.address, words: linesOf(chosen.words) }
  if (current?.type.name === type) change(editor, type, attrs)
  else put(editor, type, attrs)
}

const linesOf = (text) => text.split("\n").map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean).join("\n")
const paragraphs = (text) => (text ? text.split("\n").map((line) => ["p", {}, line]) : [])
const readLines = (dom) => {
  const lines = [...dom.querySelectorAll("p")].map((line) => line.textContent)
  return linesOf(lines.length ? lines.join("\n") : dom.textContent)
}

export const Video = block("Video", {
  addAttributes() { return { video: attribute("video") } },
  parseHTML() { return [{ tag: "div[data-block=video]" }] },
  renderHTML({ HTMLAttributes }) { return ["div", mergeAttributes(HTMLAttributes, { "data-block": "video" })] },
  addNodeView() { return blockView("Video", async (editor, { attrs }) => ({ heading: attrs.video }), askForEmbed) },
  addCommands() { return { askForEmbed: () => ({ editor }) => { askForEmbed(editor); return true } } },
}, askForEmbed)

export const Post = block("Post", {
  addAttributes() { return { post: attribute("post"), words: held(readLines) } },
  parseHTML() { return [{ tag: "div[data-block=post]" }] },
  renderHTML({ node, HTMLAttributes }) {
    return ["div", mergeAttributes(HTMLAttributes, { "data-block": "post" }), ...paragraphs(node.attrs.words)]
  },
  addNodeView() {
    return blockView("Post", async (editor, { attrs }) => {
      const heading = attrs.post.replace("https://", "").replace("www.", "")
      const warning = attrs.words ? "" : "Without its words, readers see a link only."
      return { heading, text: attrs.words, warning }
    }, askForEmbed)
  },
}, askForEmbed)

// Pull quotes

const askForQuote = async (editor) => {
  const current = selected(editor, "PullQuote")
  const { from, to } = editor.state.selection
  const marked = editor.state.doc.textBetween(from, to, " ").replace(/\s+/g, " ").trim()
  const said = await ask(editor, "Pull quote", () => {
    const words = element("textarea", { rows: 3, value: current?.attrs.words ?? marked })
    const by = element("input", { type: "text", value: current?.attrs.by ?? "" })
    const status = element("p", { role: "status", className: "desk-verdict" })
    return {
      fields: [
        field("Words", words, "A few words of the story, set large. They should stand in the text as well: they are not counted."),
        field("Who said it", by, "May be left empty."),
        status,
      ],
      submit: () => {
        if (linesOf(words.value)) return { words: linesOf(words.value), by: by.value.replace(/\s+/g, " ").trim() }
        status.textContent = "A pull quote needs words."
        words.focus()
        return null
      },
    }
  })
  if (!said) return
  if (current) { change(editor, "PullQuote", said); return }
  editor.commands.setTextSelection(to)
  put(editor, "PullQuote", said)
}

export const PullQuote = block("PullQuote", {
  addAttributes() {
    return { words: held(readLines), by: held((dom) => dom.querySelector("cite")?.textContent.trim() ?? "") }
  },
  parseHTML() { return [{ tag: "aside[data-block=quote]" }] },
  renderHTML({ node, HTMLAttributes }) {
    const by = node.attrs.by ? [["cite", {}, node.attrs.by]] : []
    return ["aside", mergeAttributes(HTMLAttributes, { "data-block": "quote" }), ...paragraphs(node.attrs.words), ...by]
  },
  addNodeView() {
    return blockView("Pull quote", async (editor, { attrs }) => ({ heading: attrs.words, text: attrs.by }), askForQuote)
  },
  addCommands() { return { askForQuote: () => ({ editor }) => { askForQuote(editor); return true } } },
}, askForQuote)
