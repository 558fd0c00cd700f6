// Files that are dropped on the text go into the library, then stand where they fell; then their words are asked for.

import { Extension, Plugin } from "django-prose-editor/editor"
import { boxOf, tell } from "desk-editor/asking"
import { askForWords } from "desk-pictures/asking"
import { filesOf, holdsFiles, upload } from "desk-pictures/upload"

const percent = (share) => `${Math.round(share * 100)} %`

/** Put `node` behind the block at `at`; an empty paragraph there gives way. Returns where the node ends. */
const insert = (editor, node, at) => {
  let end = at
  editor.commands.command(({ tr, state }) => {
    const place = state.doc.resolve(Math.min(at, state.doc.content.size))
    const isEmpty = place.depth === 1 && place.parent.type.name === "paragraph" && !place.parent.content.size
    const from = place.depth ? (isEmpty ? place.before(1) : place.after(1)) : place.pos
    if (isEmpty) tr.replaceWith(from, place.after(1), node)
    else tr.insert(from, node)
    end = from + node.nodeSize
    if (!tr.doc.nodeAt(end)) tr.insert(end, state.schema.nodes.paragraph.create())
    return true
  })
  return end
}

/** Send files to the library and put what comes of them behind the block at `at`. */
export const bring = async (editor, files, at) => {
  const address = boxOf(editor).querySelector("textarea").dataset.upload
  let place = at
  const follow = ({ transaction }) => { place = transaction.mapping.map(place) }
  const fresh = []
  const said = []
  editor.on("transaction", follow)
  for (const [number, file] of files.entries()) {
    const which = files.length > 1 ? ` (${number + 1} of ${files.length})` : ""
    tell(editor, `${file.name}${which} is on its way …`)
    const answer = await upload(address, file, (share) => tell(editor, `${file.name}${which}: ${percent(share)}`))
    if (answer.refused) { said.push(`${file.name} was refused: ${answer.refused}`); continue }
    editor.off("transaction", follow)
    place = insert(editor, editor.schema.nodes.LibraryImage.create({ image: String(answer.id) }), place)
    editor.on("transaction", follow)
    if (answer.is_new) fresh.push(answer)
    else said.push(`${file.name} is in the library already, as “${answer.title}”: that one stands here now.`)
  }
  editor.off("transaction", follow)
  tell(editor, said.join(" "))
  for (const { words, thumbnail } of fresh) await askForWords(words, { thumbnail })
  editor.view.focus()
}

/** Let somebody choose files, and bring them to where they write. */
export const chooseFiles = (editor) => {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, accept: "image/jpeg,image/png,image/webp,image/avif" })
  input.addEventListener("change", () => { if (input.files.length) bring(editor, [...input.files], editor.state.selection.to) })
  input.click()
}

export const PictureDrop = Extension.create({
  name: "pictureDrop",
  addCommands() { return { uploadPictures: () => ({ editor }) => { chooseFiles(editor); return true } } },
  addProseMirrorPlugins() {
    const { editor } = this
    return [new Plugin({
      props: {
        handleDOMEvents: {
          dragover: (view, event) => {
            if (!holdsFiles(event)) return false
            event.preventDefault()
            view.dom.classList.add("is-over")
            return true
          },
          dragleave: (view) => { view.dom.classList.remove("is-over"); return false },
          drop: (view, event) => {
            view.dom.classList.remove("is-over")
            if (!holdsFiles(event)) return false
            event.preventDefault()
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.selection.to
            bring(editor, filesOf(event), at)
            return true
          },
        },
      },
    })]
  },
})
