// The bar above the text, its keys, a table's tools, the count of words, and writing on the full screen.

import { Extension, Menu, Plugin, Table, pm } from "django-prose-editor/editor"
import { ask, boxOf, element, field, later, newId } from "desk-editor/asking"
import { placing, put } from "desk-editor/placing"
import { countWords } from "desk-editor/words"

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
const shown = (keys) => keys
  .replace(/-[a-z]$/, (letter) => letter.toUpperCase()).replace("Mod", isMac ? "⌘" : "Ctrl").replace("Alt", isMac ? "⌥" : "Alt").replace("Shift", isMac ? "⇧" : "Shift").replaceAll("-", "+")

// Each group: name, icon, what it is called, keys, what it does, and when it is pressed in
const BAR = [
  [
    ["subhead", "title", "Subhead", "Mod-Alt-2", (c) => c.toggleHeading({ level: 2 }), ["heading", { level: 2 }], "2"],
    ["smallSubhead", "title", "Smaller subhead", "Mod-Alt-3", (c) => c.toggleHeading({ level: 3 }), ["heading", { level: 3 }], "3"],
  ],
  [
    ["bold", "format_bold", "Bold", "Mod-b", (c) => c.toggleBold(), ["bold"]],
    ["italic", "format_italic", "Italic", "Mod-i", (c) => c.toggleItalic(), ["italic"]],
    ["link", "insert_link", "Link", "Mod-k", (c) => c.askForLink(), ["link"]],
  ],
  [
    ["bullets", "format_list_bulleted", "List", "Mod-Shift-8", (c) => c.toggleBulletList(), ["bulletList"]],
    ["numbers", "format_list_numbered", "Numbered list", "Mod-Shift-7", (c) => c.toggleOrderedList(), ["orderedList"]],
    ["quote", "format_quote", "Quotation", "Mod-Shift-9", (c) => c.toggleBlockquote(), ["blockquote"]],
    ["rule", "horizontal_rule", "Line across", "", (c) => c.putRule()],
  ],
  [
    ["picture", "image", "Picture from the library", "", (c) => c.askForPicture(), ["LibraryImage"]],
    ["gallery", "collections", "Gallery", "", (c) => c.askForGallery(), ["Gallery"]],
    ["related", "article", "Related story", "", (c) => c.askForStory(), ["RelatedStory"]],
    ["embed", "smart_display", "Video or post", "", (c) => c.askForEmbed(), ["Video"]],
    ["pullQuote", "format_quote", "Pull quote", "", (c) => c.askForQuote(), ["PullQuote"], "+"],
    ["table", "grid_on", "Table", "", (c) => c.askForTable(), ["table"]],
  ],
  [
    ["undo", "undo", "Undo", "Mod-z", (c) => c.undo()],
    ["redo", "redo", "Redo", "Mod-Shift-z", (c) => c.redo()],
  ],
  [
    ["fullScreen", "fullscreen", "Full screen", "Mod-Shift-f", (c) => c.toggleFullScreen()],
    ["keys", "keyboard", "Keys", "Mod-/", (c) => c.showKeys()],
  ],
  [
    ["rowAfter", "add_row", "Add a row", "", (c) => c.addRowAfter()],
    ["columnAfter", "add_column", "Add a column", "", (c) => c.addColumnAfter()],
    ["noRow", "remove_row", "Take out the row", "", (c) => c.deleteRow()],
    ["noColumn", "remove_column", "Take out the column", "", (c) => c.deleteColumn()],
    ["headRow", "head_row", "Header row on or off", "", (c) => c.toggleHeaderRow()],
    ["noTable", "remove_table", "Take out the table", "", (c) => c.deleteTable()],
  ],
]
const TABLE_TOOLS = { rowAfter: "+ row", columnAfter: "+ column", noRow: "− row", noColumn: "− column", headRow: "header", noTable: "− table" }
const MORE_KEYS = [
  ["Smaller things", [["Paragraph", "Mod-Alt-0"], ["Struck out", "Mod-Shift-s"], ["Lowered, as in CO₂", "Mod-,"], ["Raised, as in m²", "Mod-."], ["New line, same paragraph", "Shift-Enter"]]],
  ["Blocks", [["Move what the cursor is in up", "Alt-↑"], ["… or down", "Alt-↓"], ["Change the block that is selected", "Enter"], ["Take it out", "Delete"]]],
  ["Places", [["To this bar", "Alt-F10"], ["Along the bar", "← →"], ["Back to the text, out of the full screen", "Escape"], ["Next cell of a table", "Tab"]]],
]

const buttonFor = (buttons, [name, icon, label, keys, , , level]) => {
  const tip = keys ? `${label} (${shown(keys)})` : label
  const isTool = name in TABLE_TOOLS
  const button = isTool ? buttons.text(TABLE_TOOLS[name], tip) : buttons.material(icon, tip)
  button.setAttribute("aria-label", label)
  if (level) { button.classList.add("prose-menubar__button--heading"); button.dataset.level = level }
  return button
}

export const DeskMenu = Menu.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      defaultItems: false,
      items: ({ editor, buttons, menu }) => BAR.map((group) => menu.buttonGroup({ editor, buttons }, group.map((item) => {
        const [name, , , , act, pressed] = item
        return {
          name,
          button: buttonFor(buttons, item),
          command: (current) => act(current.commands),
          enabled: () => (name === "undo" || name === "redo" ? editor.can()[name]() : true),
          active: () => Boolean(pressed) && (name === "fullScreen" ? isFull(editor) : editor.isActive(...pressed)),
          hidden: () => name in TABLE_TOOLS && !editor.isActive("table"),
          update: () => {},
        }
      }))),
    }
  },
})

// Tables

const askForTable = (editor) => ask(editor, "Table", () => {
  const rows = element("input", { type: "number", min: 1, max: 50, value: 3 })
  const cols = element("input", { type: "number", min: 1, max: 12, value: 3 })
  const head = element("input", { type: "checkbox", checked: true, id: newId("field") })
  const within = (input, most) => Math.min(most, Math.max(1, Number.parseInt(input.value, 10) || 3))
  return {
    fields: [
      field("Rows", rows), field("Columns", cols),
      element("p", { className: "desk-tick" }, head, element("label", { htmlFor: head.id, textContent: " The first row is a header" })),
    ],
    submit: () => ({ rows: within(rows, 50), cols: within(cols, 12), withHeaderRow: head.checked }),
  }
}).then((wanted) => {
  if (!wanted) return
  const { table, tableRow, tableCell, tableHeader } = editor.schema.nodes
  const row = (kind) => tableRow.create(null, Array.from({ length: wanted.cols }, () => kind.createAndFill()))
  const made = Array.from({ length: wanted.rows }, (_, at) => row(wanted.withHeaderRow && !at ? tableHeader : tableCell))
  put(editor, table.create(null, made), { inside: true })
})

export const DeskTable = Table.extend({
  addMenuItems() {},
  addCommands() { return { ...this.parent?.(), askForTable: () => ({ editor }) => { askForTable(editor); return true } } },
})

// The bar for keyboards and screen readers

const dressBar = (editor, bar) => {
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", "Formatting")
  bar.setAttribute("aria-controls", editor.view.dom.id)
  const all = [...bar.querySelectorAll("button")]
  const usable = () => all.filter((button) => !button.classList.contains("hidden"))
  let current = all[0]
  const stopAt = (button) => {
    current = button
    for (const one of all) one.tabIndex = one === button ? 0 : -1
  }
  stopAt(current)
  bar.addEventListener("focusin", (event) => stopAt(event.target))
  bar.addEventListener("keydown", (event) => {
    const list = usable()
    const at = list.indexOf(event.target)
    const places = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }
    if (event.key in places) {
      event.preventDefault()
      list[(places[event.key] + list.length) % list.length].focus()
    } else if (event.key === "Escape") {
      event.preventDefault()
      event.stopPropagation()
      editor.view.focus()
    }
  })
  const toggles = all.filter((button) => BAR.flat().some(([name, , , , , pressed]) => name === button.dataset.name && pressed))
  const sync = () => {
    for (const button of toggles) button.setAttribute("aria-pressed", button.classList.contains("active"))
    for (const button of all) button.toggleAttribute("aria-disabled", button.classList.contains("disabled"))
    if (current.classList.contains("hidden")) stopAt(usable()[0])
  }
  sync()
  editor.on("transaction", sync)
  return () => current.focus()
}

const showKeys = (editor) => ask(editor, "Keys", () => {
  const named = BAR.flat().filter(([, , , keys]) => keys).map(([, , label, keys]) => [label, keys])
  return {
    fields: [["In the bar", named], ...MORE_KEYS].map(([title, rows]) => element("section", { className: "desk-keys" },
      element("h3", { textContent: title }),
      element("dl", {}, ...rows.flatMap(([what, keys]) => [element("dt", { textContent: what }), element("dd", {}, element("kbd", { textContent: shown(keys) }))])))),
  }
})

// Full screen: the headline, the standfirst and the body, and nothing else

const pageOf = (editor) => {
  let dom = boxOf(editor)
  while (dom.parentElement && !dom.querySelector("#id_headline")) dom = dom.parentElement
  return dom.querySelector("#id_headline") ? dom : boxOf(editor)
}
const isFull = (editor) => pageOf(editor).classList.contains("desk-full-screen")

/** All that stands beside the way from `page` up to the document's root. */
const beside = (page) => {
  const found = []
  for (let dom = page; dom !== document.body; dom = dom.parentElement) {
    found.push(...[...dom.parentElement.children].filter((one) => one !== dom && !["SCRIPT", "DIALOG"].includes(one.tagName)))
  }
  return found
}

let hushed = []
const toggleFullScreen = (editor) => {
  const page = pageOf(editor)
  const enters = !isFull(editor)
  const { scrollY } = window
  page.classList.toggle("desk-full-screen", enters)
  document.documentElement.classList.toggle("desk-has-full-screen", enters)
  if (enters) {
    editor.storage.writing.scrolled = scrollY
    hushed = beside(page).filter((one) => !one.inert)
    for (const one of hushed) one.inert = true
  } else {
    for (const one of hushed) one.inert = false
    window.scrollTo({ top: editor.storage.writing.scrolled, behavior: "instant" })
  }
  const button = boxOf(editor).querySelector("[data-name=fullScreen]")
  button.textContent = enters ? "fullscreen_exit" : "fullscreen"
  button.setAttribute("aria-pressed", enters)
  editor.view.focus()
  editor.commands.scrollIntoView()
}

/** Whoever types while a block is selected does not mean to lose it: the words go behind it. */
const typeBehind = (view, text) => {
  const { selection, schema, tr } = view.state
  if (!selection.node?.isBlock || !selection.node.isAtom) return false
  const at = selection.to
  tr.insert(at, schema.nodes.paragraph.create(null, schema.text(text)))
  view.dispatch(tr.setSelection(pm.state.Selection.near(tr.doc.resolve(at + 1 + text.length), -1)).scrollIntoView())
  return true
}

// Moving a whole block

const move = (step) => ({ state, tr, dispatch }) => {
  const { $from, $to } = state.selection
  const first = $from.index(0)
  const last = $to.depth || state.selection.node ? ($to.depth ? $to.index(0) : first) : first
  const to = step < 0 ? first - 1 : last + 1
  if (to < 0 || to >= state.doc.childCount) return false
  const starts = []
  state.doc.forEach((_, at) => starts.push(at))
  const begin = starts[first]
  const end = starts[last] + state.doc.child(last).nodeSize
  const other = state.doc.child(to)
  const at = starts[to]
  if (dispatch) {
    // the neighbour moves, so that the selection stays where it is
    tr.delete(at, at + other.nodeSize)
    tr.insert(tr.mapping.map(step < 0 ? end : begin, step < 0 ? 1 : -1), other)
    tr.scrollIntoView()
  }
  return true
}

export const Writing = Extension.create({
  name: "writing",
  priority: 1, // after the bar is made
  addStorage() { return { scrolled: 0, toBar: () => {} } },
  addCommands() {
    return {
      showKeys: () => ({ editor }) => { showKeys(editor); return true },
      toggleFullScreen: () => ({ editor }) => { toggleFullScreen(editor); return true },
      putRule: () => (props) => placing(props.state.schema.nodes.horizontalRule.create())(props),
      moveUp: () => move(-1),
      moveDown: () => move(1),
    }
  },
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      "Mod-Shift-9": () => editor.commands.toggleBlockquote(),
      "Mod-Shift-f": () => editor.commands.toggleFullScreen(),
      "Mod-/": () => editor.commands.showKeys(),
      "Alt-ArrowUp": () => editor.commands.moveUp(),
      "Alt-ArrowDown": () => editor.commands.moveDown(),
      "Alt-F10": () => { editor.storage.writing.toBar(); return true },
    }
  },
  addProseMirrorPlugins() {
    const label = document.querySelector("label[for=id_body]")?.textContent.replace(/:$/, "").trim() || "Body"
    return [new Plugin({
      props: {
        attributes: { "aria-label": label, "aria-multiline": "true", id: newId("body") },
        handleTextInput: (view, _from, _to, text) => typeBehind(view, text),
      },
    })]
  },
  onCreate() {
    const { editor } = this
    const box = boxOf(editor)
    const bar = box.querySelector(".prose-menubar")
    editor.storage.writing.toBar = dressBar(editor, bar)
    const notice = element("p", { className: "desk-editor-notice", role: "status" })
    bar.after(notice)
    editor.on("update", later(() => { notice.textContent = "" }, 12_000))
    const count = element("p", { className: "desk-word-count" })
    box.append(count)
    const recount = () => {
      const { doc } = editor.state
      const words = countWords(doc.textBetween(0, doc.content.size, "\n", ({ type, attrs }) => (type.name === "Post" ? attrs.words : " ")))
      count.textContent = words === 1 ? "1 word" : `${words.toLocaleString("en")} words`
    }
    recount()
    editor.on("update", later(recount, 400))
    pageOf(editor).addEventListener("keydown", (event) => {
      if (event.key === "Escape" && isFull(editor) && !document.querySelector("dialog[open]")) {
        event.preventDefault()
        toggleFullScreen(editor)
      }
    })
    const language = document.querySelector("#id_language")
    const speak = () => { if (language?.value) editor.view.dom.lang = language.value }
    language?.addEventListener("change", speak)
    speak()
  },
})
