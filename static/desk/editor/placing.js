// Where does a new block go? Where the writer is: instead of an empty paragraph, or after what the cursor stands in. It
// never takes the place of words that are selected, and never cuts a paragraph in two.

import { pm } from "django-prose-editor/editor"

const { Selection } = pm.state

/** A command that puts `node` there; the cursor goes behind it, or into it if `inside`. */
export const placing = (node, { inside = false } = {}) => ({ tr, state }) => {
  const { $from, $to } = tr.selection
  const isEmpty = $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size
  let at = $to.depth ? $to.after(1) : $to.pos
  if (isEmpty) {
    at = $from.before(1)
    tr.replaceWith(at, $from.after(1), node)
  } else {
    tr.insert(at, node)
  }
  const after = at + node.nodeSize
  const next = tr.doc.nodeAt(after)
  if (!next || next.isAtom) tr.insert(after, state.schema.nodes.paragraph.create())
  tr.setSelection(Selection.near(tr.doc.resolve(inside ? at + 1 : after), 1)).scrollIntoView()
  return true
}

export const put = (editor, node, options) => editor.chain().focus().command(placing(node, options)).run()
