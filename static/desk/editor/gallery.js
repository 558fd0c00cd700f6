// Several pictures in a row, each with a caption: chosen, put in order and described in one dialog.

import { mergeAttributes } from "django-prose-editor/editor"
import { ask, askServer, element, newId, searchField } from "desk-editor/asking"
import { block, blockView, change, escaped, htmlOf, put, selected, textOf } from "desk-editor/block"

const PLACEHOLDER = "Left empty, readers get the library’s caption."

const picturesOf = (dom) => [...dom.querySelectorAll("figure[data-image]")].map((figure) => ({
  image: figure.dataset.image,
  focus: figure.dataset.focus ?? null,
  caption: figure.querySelector("figcaption")?.innerHTML.trim() ?? "",
}))

const lookUpAll = async (editor, pictures) => {
  if (!pictures.length) return new Map()
  try {
    const { results } = await askServer(editor, "references", { kind: "image", ids: pictures.map(({ image }) => image).join(",") })
    return new Map(results.map((one) => [String(one.id), one]))
  } catch {
    return new Map()
  }
}

const smallButton = (text, act) => {
  const button = element("button", { type: "button", className: "desk-small", textContent: text })
  button.addEventListener("click", act)
  return button
}

/** One picture of the dialog's list: thumbnail, title, caption, and the ways to move it or take it out. */
const frameFor = (picture, say) => {
  let title = `Picture ${picture.image}`
  const thumbnail = element("img", { alt: "", hidden: true })
  const heading = element("strong", { textContent: title })
  const caption = element("textarea", { rows: 2, value: textOf(picture.caption), placeholder: PLACEHOLDER })
  const warning = element("small", { className: "desk-warning", hidden: true })
  const row = element("li", { className: "desk-frame" })
  const move = (step) => (event) => {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling
    if (!other) return
    if (step < 0) other.before(row)
    else other.after(row)
    event.currentTarget.focus()
    say(`${title} is number ${[...row.parentElement.children].indexOf(row) + 1} now.`)
  }
  const leave = () => {
    const next = row.nextElementSibling ?? row.previousElementSibling
    row.remove()
    say(`${title} is out.`)
    next?.querySelector("button")?.focus()
  }
  const buttons = [["Earlier", smallButton("↑", move(-1))], ["Later", smallButton("↓", move(1))], ["Take out", smallButton("×", leave)]]
  const name = () => {
    heading.textContent = title
    caption.setAttribute("aria-label", `Caption here: ${title}`)
    for (const [words, button] of buttons) button.setAttribute("aria-label", `${words}: ${title}`)
  }
  row.append(thumbnail, heading, caption, element("div", { className: "desk-frame-tools" }, ...buttons.map(([, button]) => button)), warning)
  name()
  row.tell = (found) => {
    if (!found) return
    title = found.title
    Object.assign(thumbnail, { src: found.thumbnail, hidden: false })
    caption.placeholder = found.detail || PLACEHOLDER
    Object.assign(warning, { textContent: `⚠ ${found.warning}`, hidden: !found.warning })
    name()
  }
  const read = () => {
    const typed = caption.value.trim()
    return { ...picture, caption: typed === textOf(picture.caption) ? picture.caption : escaped(typed) }
  }
  return Object.assign(row, { read })
}

const askForGallery = async (editor, given = []) => {
  const current = selected(editor, "Gallery")
  const pictures = current?.attrs.pictures ?? given
  const chosen = await ask(editor, "Gallery", () => {
    const status = element("p", { role: "status", className: "desk-found-count" })
    const say = (words) => { status.textContent = words }
    const list = element("ol", { className: "desk-frames", "aria-label": "Pictures of the gallery" },
      ...pictures.map((picture) => frameFor(picture, say)))
    lookUpAll(editor, pictures).then((told) => [...list.children].forEach((row) => row.tell(told.get(row.read().image))))
    const take = (found) => {
      const row = frameFor({ image: String(found.id), focus: null, caption: "" }, say)
      row.tell(found)
      list.append(row)
      say(`${found.title} is number ${list.children.length}.`)
      search.clear()
      search.input.focus()
    }
    const find = async (q) => (await askServer(editor, "references", { kind: "image", q })).results
    const search = searchField({ label: "Add a picture: words of its title, caption or credit", find, take })
    return {
      fields: [list, status, ...search.rows],
      submit: () => {
        if (list.children.length) return [...list.children].map((row) => row.read())
        say("A gallery needs pictures: choose some below.")
        search.input.focus()
        return null
      },
    }
  })
  if (!chosen) return
  if (current) change(editor, "Gallery", { pictures: chosen })
  else put(editor, "Gallery", { pictures: chosen })
}

export const Gallery = block("Gallery", {
  addAttributes() { return { pictures: { default: [], parseHTML: picturesOf, renderHTML: () => ({}) } } },
  parseHTML() { return [{ tag: "div[data-block=gallery]", priority: 60 }] },
  renderHTML({ node, HTMLAttributes }) {
    const box = element("div", mergeAttributes(HTMLAttributes, { "data-block": "gallery" }))
    for (const { image, focus, caption } of node.attrs.pictures) {
      const figure = element("figure", { "data-image": image })
      if (focus) figure.dataset.focus = focus
      if (caption) figure.append(element("figcaption", {}, ...htmlOf(caption)))
      box.append(figure)
    }
    return box
  },
  addNodeView() {
    return blockView("Gallery", async (editor, { attrs: { pictures } }) => {
      const told = await lookUpAll(editor, pictures)
      const missing = pictures.filter(({ image }) => told.size && !told.has(image)).length
      const warned = [...told.values()].filter(({ warning }) => warning).map(({ title, warning }) => `${title}: ${warning}`)
      if (missing) warned.unshift(`${missing} of them are not in the library any more.`)
      return {
        heading: pictures.length === 1 ? "1 picture" : `${pictures.length} pictures`,
        thumbnails: pictures.map(({ image }) => told.get(image)?.thumbnail).filter(Boolean),
        warning: warned.join(" "),
      }
    }, askForGallery)
  },
  addCommands() { return { askForGallery: (given) => ({ editor }) => { askForGallery(editor, given); return true } } },
}, askForGallery)
