// How does the editor ask: the server for what there is, and a person for what they want?

let made = 0
export const newId = (stem) => `desk-${stem}-${++made}`

/** Make an element; names with a hyphen, and role, are attributes, all others properties. */
export const element = (tag, properties = {}, ...children) => {
  const dom = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") dom.setAttribute(name, value)
    else dom[name] = value
  }
  dom.append(...children)
  return dom
}

export const boxOf = (editor) => editor.options.element.closest(".prose-editor")

/** Ask one of the addresses that the textarea names: references, embed or links. */
export const askServer = async (editor, name, query) => {
  const address = new URL(boxOf(editor).querySelector("textarea").dataset[name], location)
  address.search = new URLSearchParams(query)
  const response = await fetch(address, { headers: { Accept: "application/json" } })
  if (!response.ok) throw new Error(response.statusText)
  return response.json()
}

/** Say something under the bar: seen, and read out when the screen reader has time. */
export const tell = (editor, words) => {
  const notice = boxOf(editor).querySelector(".desk-editor-notice")
  if (notice) notice.textContent = words
}

export const UNREACHED = "The server does not answer; try again."

/** Call `act` once nobody has called for `wait` milliseconds. */
export const later = (act, wait) => {
  let timer
  return (...given) => {
    clearTimeout(timer)
    timer = setTimeout(() => act(...given), wait)
  }
}

/**
 * Open a dialog; resolve to what was chosen, or to null. `build(finish)` returns its `fields`, and may return
 * `submit` (what OK does; it says null to stay), `label` (of OK) and `more` (further buttons).
 */
export const ask = (editor, title, build) => new Promise((resolve) => {
  const id = newId("dialog")
  const dialog = element("dialog", { className: "desk-dialog", "aria-labelledby": id })
  const finish = (value) => {
    dialog.close()
    dialog.remove()
    editor.view.focus() // at once, or the first letters typed would be lost
    resolve(value)
  }
  const { fields, submit, label = "OK", more = [] } = build(finish)
  const cancel = element("button", { type: "button", className: "desk-move", textContent: submit || more.length ? "Cancel" : "Close" })
  cancel.addEventListener("click", () => finish(null))
  const buttons = element("div", { className: "desk-dialog-buttons" })
  if (submit) buttons.append(element("button", { type: "submit", className: "desk-move desk-primary", textContent: label }))
  buttons.append(...more, cancel)
  const form = element("form", {}, element("h2", { id, textContent: title }), ...fields, buttons)
  form.noValidate = true
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const value = await submit?.()
    if (value !== null && value !== undefined) finish(value)
  })
  dialog.append(form)
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); finish(null) })
  dialog.addEventListener("click", (event) => { if (event.target === dialog) finish(null) })
  document.body.append(dialog)
  dialog.showModal()
  const first = form.querySelector("input, textarea")
  dialog.tabIndex = -1
  ;(first ?? dialog).focus()
  if (!first) dialog.scrollTop = 0
})

export const field = (label, input, help = "") => {
  input.id ||= newId("field")
  const row = element("div", { className: "desk-field" }, element("label", { htmlFor: input.id, textContent: label }), input)
  if (help) {
    const about = element("p", { className: "help", id: newId("help"), textContent: help })
    input.setAttribute("aria-describedby", about.id)
    row.append(about)
  }
  return row
}

const optionFor = (found, id) => {
  const option = element("li", { role: "option", id, "aria-selected": "false" })
  if (found.thumbnail) option.append(element("img", { src: found.thumbnail, alt: "", loading: "lazy" }))
  option.append(element("strong", { textContent: found.title }))
  if (found.detail) option.append(element("span", { textContent: found.detail }))
  const small = [found.credit, found.state].filter(Boolean).join(" · ")
  if (small) option.append(element("small", { textContent: small, className: "desk-found-state" }))
  if (found.warning && !found.state) option.append(element("small", { textContent: found.warning, className: "desk-warning" }))
  return option
}

/** A field that searches as one types, with a list under it: arrows walk, Enter takes. */
export const searchField = ({ label, find, take, help = "", isSearch = () => true }) => {
  const list = element("ul", { className: "desk-found", role: "listbox", id: newId("found"), "aria-label": "Found" })
  const input = element("input", {
    type: "text", autocomplete: "off", spellcheck: false, role: "combobox", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": list.id,
  })
  const status = element("p", { className: "desk-found-count", role: "status" })
  let found = []
  let at = -1
  let asked = 0
  const mark = (place) => {
    list.children[at]?.setAttribute("aria-selected", "false")
    at = place
    const option = list.children[at]
    option?.setAttribute("aria-selected", "true")
    option?.scrollIntoView({ block: "nearest" })
    if (option) input.setAttribute("aria-activedescendant", option.id)
    else input.removeAttribute("aria-activedescendant")
  }
  const show = (results, words) => {
    found = results
    at = -1
    list.replaceChildren(...results.map((one) => optionFor(one, newId("option"))))
    input.setAttribute("aria-expanded", String(results.length > 0))
    status.textContent = words
    mark(results.length && isSearch(input.value) ? 0 : -1)
  }
  const search = async () => {
    const mine = ++asked
    if (!isSearch(input.value)) { show([], ""); return }
    try {
      const results = await find(input.value)
      if (mine === asked) show(results, results.length ? `${results.length} found` : "Nothing found.")
    } catch {
      if (mine === asked) show([], UNREACHED)
    }
  }
  const soon = later(search, 150)
  input.addEventListener("input", () => { asked++; soon() })
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in steps && found.length) {
      event.preventDefault()
      mark((at + steps[event.key] + found.length) % found.length)
    } else if (event.key === "Enter" && at >= 0 && isSearch(input.value)) {
      event.preventDefault()
      take(found[at])
    }
  })
  list.addEventListener("pointerdown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("[role=option]"))
    if (place >= 0) take(found[place])
  })
  search()
  const clear = () => { input.value = ""; asked++; show([], ""); soon() }
  return { input, clear, rows: [field(label, input, help), status, list] }
}
