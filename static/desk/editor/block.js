// How does one piece of a body behave in the editor: how it looks to its writer, and how it is put in and changed?

import { Node, pm } from "django-prose-editor/editor"
import { element } from "desk-editor/asking"
import { put as place } from "desk-editor/placing"

const { NodeSelection } = pm.state

export const put = (editor, type, attrs) => place(editor, editor.schema.nodes[type].create(attrs))

export const selected = (editor, name) => {
  const { node } = editor.state.selection
  return node?.type.name === name ? node : null
}

export const change = (editor, name, attrs) => editor.chain().focus().updateAttributes(name, attrs).run()

// Captions are clean HTML; what is typed is text

export const escaped = (text) => element("p", { textContent: text }).innerHTML
const inert = (html) => new DOMParser().parseFromString(html, "text/html").body
export const textOf = (html) => inert(html).textContent.trim()
export const htmlOf = (html) => inert(html).childNodes

const tool = (label, icon, act) => {
  const button = element("button", {
    type: "button", className: "material-icons", textContent: icon, title: label, "aria-label": label, tabIndex: -1,
  })
  button.addEventListener("click", act)
  return button
}

export const blockView = (label, describe, edit) => ({ node, editor, getPos }) => {
  const dom = element("div", { className: "desk-block", "data-kind": label })
  const select = (act) => () => {
    editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, getPos())))
    editor.view.focus()
    act()
  }
  const tools = element("div", { className: "desk-block-tools" })
  if (edit) tools.append(tool(`Change: ${label.toLowerCase()}`, "edit", select(() => edit(editor))))
  tools.append(
    tool("Move up", "arrow_upward", select(() => editor.commands.moveUp())),
    tool("Move down", "arrow_downward", select(() => editor.commands.moveDown())),
    tool("Take out", "delete", select(() => editor.chain().focus().deleteSelection().run())),
  )
  if (edit) dom.addEventListener("dblclick", select(() => edit(editor)))
  let drawn = 0
  const draw = async (current) => {
    const mine = ++drawn
    const title = element("strong", { textContent: "…" })
    dom.replaceChildren(element("span", { className: "desk-block-kind", textContent: label }), title, tools)
    const { heading, text, small, warning, thumbnail, thumbnails = [] } = await describe(editor, current)
    if (mine !== drawn) return
    title.textContent = heading
    if (text) tools.before(element("span", { className: "desk-block-text", textContent: text }))
    if (small) tools.before(element("small", { textContent: small }))
    if (warning) tools.before(element("small", { className: "desk-warning", textContent: `⚠ ${warning}` }))
    if (thumbnails.length) {
      const strip = thumbnails.map((src) => element("img", { src, alt: "", draggable: false }))
      tools.before(element("span", { className: "desk-block-strip" }, ...strip))
    }
    if (thumbnail) dom.prepend(element("img", { src: thumbnail, alt: "", draggable: false }))
  }
  draw(node)
  const again = () => draw(node)
  document.addEventListener("desk:picture-told", again)
  return {
    dom,
    destroy: () => document.removeEventListener("desk:picture-told", again),
    update: (current) => {
      if (current.type.name !== node.type.name) return false
      if (!current.eq(node)) draw(current)
      node = current
      return true
    },
    stopEvent: (event) => tools.contains(event.target),
    ignoreMutation: () => true,
  }
}

export const block = (name, facts, edit) => Node.create({
  name,
  group: "block",
  atom: true,
  draggable: true,
  addKeyboardShortcuts() {
    return edit ? { Enter: ({ editor }) => (selected(editor, name) ? (edit(editor), true) : false) } : {}
  },
  ...facts,
})
