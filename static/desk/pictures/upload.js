// Sends one picture to the library. Resolves to what the server says of it; a refusal is a sentence in `refused`.

const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value

const LOST = "The connection was lost on the way: try this file again."
const SIGNED_OUT = "You are signed out: sign in in another tab, then try this file again."
const SENTENCES = { 0: LOST, 403: "You may not add pictures to the library.", 413: "The server takes no file as large as this one." }

const answerOf = (request) => {
  if (request.responseURL.includes("/login/")) return { refused: SIGNED_OUT }
  try {
    return JSON.parse(request.responseText)
  } catch {
    return { refused: SENTENCES[request.status] ?? `The server could not take it (${request.status}): try again.` }
  }
}

/** Send `file` to `address`; `progress` is called with shares from 0 to 1. */
export const upload = (address, file, progress = () => {}) => new Promise((resolve) => {
  const request = new XMLHttpRequest()
  request.open("POST", address)
  request.setRequestHeader("Accept", "application/json")
  request.setRequestHeader("X-CSRFToken", csrf())
  request.upload.addEventListener("progress", ({ loaded, total }) => { if (total) progress(loaded / total) })
  request.addEventListener("load", () => resolve(answerOf(request)))
  for (const broken of ["error", "abort", "timeout"]) request.addEventListener(broken, () => resolve({ refused: LOST }))
  const form = new FormData()
  form.append("files", file)
  request.send(form)
})

/** Say whether something that is dragged holds files. */
export const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files")

export const filesOf = (event) => [...(event.dataTransfer?.files ?? [])]
