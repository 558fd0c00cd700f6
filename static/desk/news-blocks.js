// What may stand in a body beside text: a picture of the library, a card of another story, a video. Each is an atom
// that carries a reference; the server draws it for readers (articles/rendering.py).

import { Extension, Node, mergeAttributes } from "django-prose-editor/editor"

const referencesUrl = () => document.querySelector("[data-references]").dataset.references

const find = async (query) => {
  const address = new URL(referencesUrl(), location)
  address.search = new URLSearchParams(query)
  const response = await fetch(address)
  if (!response.ok) throw new Error(response.statusText)
  return (await response.json()).results
}

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

// Opens a dialog and resolves to what was chosen, or to nothing
const ask = (title, build) => new Promise((resolve) => {
  const dialog = element("dialog", { className: "desk-dialog" })
  const done = (value) => { dialog.close(); dialog.remove(); resolve(value) }
  const close = element("button", { type: "button", textContent: "Cancel" })
  close.addEventListener("click", () => done(null))
  dialog.append(element("h2", { textContent: title }), ...build(done), close)
  dialog.addEventListener("cancel", () => done(null))
  document.body.append(dialog)
  dialog.showModal()
})

const pick = (title, kind) => ask(title, (done) => {
  const input = element("input", { type: "search", autofocus: true, ariaLabel: "Search" })
  const list = element("ul", { className: "desk-found" })
  let asked = 0
  const search = async () => {
    const mine = ++asked
    let results = []
    try {
      results = await find({ kind, q: input.value })
    } catch {
      list.replaceChildren(element("li", { textContent: "The server does not answer; try again." }))
      return
    }
    if (mine !== asked) return
    list.replaceChildren(...results.map((found) => {
      const button = element("button", { type: "button" })
      if (found.thumbnail) button.append(element("img", { src: found.thumbnail, alt: "" }))
      button.append(element("strong", { textContent: found.title }), element("span", { textContent: found.detail }))
      button.addEventListener("click", () => done(found))
      return element("li", {}, button)
    }))
    if (!results.length) list.replaceChildren(element("li", { textContent: "Nothing found." }))
  }
  input.addEventListener("input", search)
  search()
  return [input, list]
})

const askText = (title, label, value = "", type = "text") => ask(title, (done) => {
  const input = element("input", { type, value, autofocus: true })
  const button = element("button", { type: "button", className: "desk-primary", textContent: "OK" })
  button.addEventListener("click", () => done(input.value.trim()))
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); done(input.value.trim()) }
  })
  return [element("label", {}, label, input), button]
})

const attribute = (name) => ({
  default: null,
  parseHTML: (dom) => dom.getAttribute(`data-${name}`),
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
})

const blockView = (kind, label, describe) => ({ node }) => {
  const dom = element("div", { className: "desk-block" })
  dom.dataset.kind = kind
  const draw = async (current) => {
    const title = element("strong", { textContent: "…" })
    const detail = element("span")
    dom.replaceChildren(element("span", { className: "desk-block-kind", textContent: label }), title, detail)
    const { heading, text, thumbnail } = await describe(current)
    title.textContent = heading
    detail.textContent = text ?? ""
    if (thumbnail) dom.prepend(element("img", { src: thumbnail, alt: "" }))
  }
  draw(node)
  return {
    dom,
    update: (current) => {
      if (current.type.name !== node.type.name) return false
      draw(current)
      return true
    },
  }
}

const describe = async (kind, id, missing) => {
  try {
    const [found] = await find({ kind, ids: id })
    return found ? { heading: found.title, text: found.detail, thumbnail: found.thumbnail } : { heading: missing }
  } catch {
    return { heading: `number ${id}` }
  }
}

const menuItem = (name, icon, tip, command) => ({ buttons, menu }) => {
  menu.defineItem({
    name,
    groups: "nodes",
    command,
    button: buttons.material(icon, tip),
    enabled: () => true,
    active: (editor) => editor.isActive(name),
  })
}

const insert = (editor, type, attrs) => editor.chain().focus().insertContent({ type, attrs }).run()

export const LibraryImage = Node.create({
  name: "LibraryImage",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      image: attribute("image"),
      caption: { default: "", parseHTML: (dom) => dom.textContent.trim(), renderHTML: () => ({}) },
    }
  },
  parseHTML() { return [{ tag: "figure[data-block=image]" }] },
  renderHTML({ node, HTMLAttributes }) {
    return ["figure", mergeAttributes(HTMLAttributes, { "data-block": "image" }), ["figcaption", {}, node.attrs.caption]]
  },
  addNodeView() {
    return blockView("image", "Picture", async ({ attrs }) => {
      const told = await describe("image", attrs.image, "A picture that the library does not have")
      return attrs.caption ? { ...told, text: attrs.caption } : told
    })
  },
  addMenuItems: menuItem("LibraryImage", "image", "picture from the library", async (editor) => {
    const current = editor.getAttributes("LibraryImage")
    if (editor.isActive("LibraryImage")) {
      const caption = await askText("Picture", "Caption here (empty: the library's)", current.caption)
      if (caption !== null) editor.chain().focus().updateAttributes("LibraryImage", { caption }).run()
      return
    }
    const found = await pick("Picture from the library", "image")
    if (found) insert(editor, "LibraryImage", { image: String(found.id), caption: "" })
  }),
})

export const RelatedStory = Node.create({
  name: "RelatedStory",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() { return { article: attribute("article") } },
  parseHTML() { return [{ tag: "aside[data-block=related]" }] },
  renderHTML({ HTMLAttributes }) { return ["aside", mergeAttributes(HTMLAttributes, { "data-block": "related" })] },
  addNodeView() {
    return blockView("related", "Related story", ({ attrs }) => describe("related", attrs.article, "A story that is gone"))
  },
  addMenuItems: menuItem("RelatedStory", "article", "related story", async (editor) => {
    const found = await pick("Related story", "related")
    if (found) insert(editor, "RelatedStory", { article: String(found.id) })
  }),
})

export const Video = Node.create({
  name: "Video",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() { return { video: attribute("video") } },
  parseHTML() { return [{ tag: "div[data-block=video]" }] },
  renderHTML({ HTMLAttributes }) { return ["div", mergeAttributes(HTMLAttributes, { "data-block": "video" })] },
  addNodeView() { return blockView("video", "Video", async ({ attrs }) => ({ heading: attrs.video })) },
  addMenuItems: menuItem("Video", "smart_display", "video", async (editor) => {
    const current = editor.getAttributes("Video").video ?? ""
    const video = await askText("Video", "Address (YouTube or Vimeo)", current, "url")
    if (video) insert(editor, "Video", { video })
  }),
})

// Google Docs wraps all it gives in <b style="font-weight:normal"> and marks real bold and italics with style
// attributes. The strict policy ignores those, so they are read and replaced by elements before the editor parses.
export const CleanPaste = Extension.create({
  name: "CleanPaste",
  transformPastedHTML(html) {
    const page = new DOMParser().parseFromString(html, "text/html")
    for (const dom of page.querySelectorAll("b, span, i")) {
      const style = (dom.getAttribute("style") ?? "").replace(/\s+/g, "").toLowerCase()
      const plain = /font-weight:(normal|400)/.test(style)
      const wrappers = []
      if (/font-weight:(bold|[6-9]00)/.test(style) || (dom.localName === "b" && !plain)) wrappers.push("strong")
      if (/font-style:italic/.test(style) || (dom.localName === "i" && !/font-style:normal/.test(style))) wrappers.push("em")
      let content = page.createDocumentFragment()
      content.append(...dom.childNodes)
      for (const tag of wrappers) {
        const wrapper = page.createElement(tag)
        wrapper.append(content)
        content = wrapper
      }
      dom.replaceWith(content)
    }
    return page.body.innerHTML
  },
})
