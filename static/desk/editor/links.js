// Does a link lead anywhere? Its dialog asks while one types; in the text, links to our own pages that lead nowhere are
// marked. Of other sites only the form of the address is looked at: nothing is asked of them.

import { Link, Plugin, pm } from "django-prose-editor/editor"
import { UNREACHED, ask, askServer, element, field, later, searchField } from "desk-editor/asking"
import { addressOf } from "desk-editor/words"

const { Decoration, DecorationSet } = pm.view
const MOST_AT_ONCE = 40

const isAddress = (text) => /^(https?:|mailto:|tel:|\/)/i.test(text.trim()) || Boolean(addressOf(text))

const judge = async (editor, addresses) => {
  const query = new URLSearchParams()
  for (const address of addresses) query.append("address", address)
  return (await askServer(editor, "links", query)).results
}

const askForLink = async (editor) => {
  const isLink = editor.isActive("link")
  const { empty } = editor.state.selection
  const before = isLink ? editor.getAttributes("link").href : ""
  const chosen = await ask(editor, isLink ? "Change the link" : "Link", (finish) => {
    const status = element("p", { role: "status", className: "desk-verdict" })
    const words = element("input", { type: "text" })
    const better = element("button", { type: "button", className: "desk-move", textContent: "Use the new address", hidden: true })
    const show = (verdict) => {
      status.textContent = verdict?.told ?? ""
      status.dataset.state = verdict?.state ?? ""
      better.hidden = !verdict?.better
      better.value = verdict?.better ?? ""
    }
    const look = async () => {
      const address = addressOf(input.value)
      if (!address) { show(null); return }
      try {
        const verdict = (await judge(editor, [address]))[address]
        if (address === addressOf(input.value)) show(verdict)
      } catch {
        show({ told: UNREACHED, state: "" })
      }
    }
    const soon = later(look, 250)
    const find = async (q) => (q.trim() ? (await askServer(editor, "references", { kind: "related", q })).results : [])
    const take = (story) => {
      input.value = story.address
      if (!words.value) words.value = story.title
      input.dispatchEvent(new Event("input"))
      input.focus()
    }
    const { input, rows } = searchField({
      label: "Address, or words of a story’s headline", find, take,
      isSearch: (text) => Boolean(text.trim()) && !isAddress(text),
    })
    input.value = before
    input.addEventListener("input", () => { show(null); soon() })
    better.addEventListener("click", () => { input.value = better.value; look(); input.focus() })
    if (before) look()
    const remove = element("button", { type: "button", className: "desk-move", textContent: "Remove the link" })
    remove.addEventListener("click", () => finish({ remove: true }))
    const [row, count, list] = rows
    return {
      fields: [row, status, better, count, list, ...(empty && !isLink ? [field("Words of the link", words)] : [])],
      more: isLink ? [remove] : [],
      submit: () => {
        const href = addressOf(input.value)
        if (href) return { href, words: words.value.trim() || input.value.trim() }
        show({ told: "Links start with https://, or with / for our own pages.", state: "malformed" })
        input.focus()
        return null
      },
    }
  })
  if (!chosen) return
  const chain = editor.chain().focus()
  if (chosen.remove) chain.extendMarkRange("link").unsetLink().run()
  else if (isLink) chain.extendMarkRange("link").setLink({ href: chosen.href }).run()
  else if (!empty) chain.setLink({ href: chosen.href }).run()
  else chain.insertContent([{ type: "text", text: chosen.words, marks: [{ type: "link", attrs: { href: chosen.href } }] }]).run()
}

// Marking links that lead nowhere

const linksOf = (doc) => {
  const found = []
  doc.descendants((node, at) => {
    const mark = node.isText && node.marks.find(({ type }) => type.name === "link")
    if (mark) found.push([at, at + node.nodeSize, mark.attrs.href ?? ""])
  })
  return found
}

const marksFor = (doc, verdicts) => DecorationSet.create(doc, linksOf(doc).flatMap(([from, to, href]) => {
  const verdict = verdicts.get(href)
  const isFault = verdict && !["live", "outside"].includes(verdict.state)
  return isFault ? [Decoration.inline(from, to, { class: "desk-link-fault", title: verdict.told })] : []
}))

const faultMarks = (editor) => {
  const verdicts = new Map()
  const plugin = new Plugin({
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, marks) => (tr.getMeta(plugin) ? marksFor(tr.doc, verdicts) : marks.map(tr.mapping, tr.doc)),
    },
    props: { decorations: (state) => plugin.getState(state) },
    view: (view) => {
      const look = async () => {
        const links = linksOf(view.state.doc)
        const unknown = [...new Set(links.map(([, , href]) => href))].filter((href) => href && !verdicts.has(href))
        try {
          for (let at = 0; at < unknown.length; at += MOST_AT_ONCE) {
            const judged = await judge(editor, unknown.slice(at, at + MOST_AT_ONCE))
            for (const [href, verdict] of Object.entries(judged)) verdicts.set(href, verdict)
          }
        } catch {
          return // the dialog tells; a mark can wait
        }
        if (!view.isDestroyed && (links.length || plugin.getState(view.state).find().length)) {
          view.dispatch(view.state.tr.setMeta(plugin, true).setMeta("addToHistory", false))
        }
      }
      const soon = later(look, 700)
      soon()
      return { update: (_, before) => { if (before.doc !== view.state.doc) soon() } }
    },
  })
  return plugin
}

export const DeskLink = Link.extend({
  addMenuItems() {},
  addCommands() { return { ...this.parent?.(), askForLink: () => ({ editor }) => { askForLink(editor); return true } } },
  addKeyboardShortcuts() { return { "Mod-k": ({ editor }) => { askForLink(editor); return true } } },
  addProseMirrorPlugins() { return [...(this.parent?.() ?? []), faultMarks(this.editor)] },
})
