// Asks for the words of a picture that has just come: alternative text and credit first, filled from what its file says.

const parsed = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes]

const make = (tag, properties = {}, ...children) => {
  const dom = Object.assign(document.createElement(tag), properties)
  dom.append(...children)
  return dom
}

const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value

const askServer = async (address, options = {}) => {
  const response = await fetch(address, { ...options, headers: { Accept: "application/json", "X-CSRFToken": csrf() } })
  if (!response.ok || response.redirected) throw new Error(response.statusText)
  return response.json()
}

/** Show the form at `address` in a dialog; resolve once it is kept or put off. */
export const askForWords = async (address, { thumbnail = "" } = {}) => {
  let told
  try {
    told = await askServer(address)
  } catch {
    return // the picture is in the library, and the checks before publishing ask for what it lacks
  }
  const heading = make("h2", { id: "desk-picture-words", textContent: `New picture: ${told.title}` })
  const fields = make("div", {}, ...parsed(told.fields))
  const status = make("p", { className: "desk-verdict" })
  status.setAttribute("role", "status")
  const later = make("button", { type: "button", className: "desk-move", textContent: "Later" })
  const buttons = make("div", { className: "desk-dialog-buttons" },
    make("button", { type: "submit", className: "desk-move desk-primary", textContent: "Keep" }), later)
  const form = make("form", { noValidate: true }, heading, fields, status, buttons)
  if (thumbnail) heading.after(make("img", { src: thumbnail, alt: "", className: "desk-dialog-picture" }))
  const dialog = make("dialog", { className: "desk-dialog" }, form)
  dialog.setAttribute("aria-labelledby", heading.id)
  const before = document.activeElement
  document.body.append(dialog)
  dialog.showModal()
  dialog.querySelector("textarea, input:not([type=hidden])")?.focus()
  await new Promise((resolve) => {
    const close = () => { dialog.close(); dialog.remove(); resolve() }
    later.addEventListener("click", close)
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close() })
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      try {
        const answer = await askServer(address, { method: "POST", body: new FormData(form) })
        if (!answer.fields) { close(); return }
        fields.replaceChildren(...parsed(answer.fields))
        status.textContent = "Something has to be mended: see above."
        fields.querySelector(".errors :is(input, textarea, select)")?.focus()
      } catch {
        status.textContent = "The server does not answer; try again."
      }
    })
  })
  before?.focus?.()
  document.dispatchEvent(new CustomEvent("desk:picture-told"))
}
