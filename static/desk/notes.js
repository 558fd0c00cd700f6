// Adds a note without leaving the page, so that what is typed in the story stays; keeps the note apart from the form.

const panel = document.querySelector("#notes")
const form = document.querySelector("#note-form")
const field = document.querySelector("#note-text")
const button = document.querySelector("#note-add")

const refuse = (sentence) => { panel.querySelector(".desk-note-refusal").textContent = sentence }

const piece = (html) => {
  const holder = document.createElement("template")
  holder.innerHTML = html
  return holder.content
}

const add = async () => {
  const answer = await fetch(form.action, {
    method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
  })
  if (!answer.headers.get("Content-Type")?.includes("json")) {
    throw new Error("The note is not added: you may be signed out. Sign in in another tab, then add it again.")
  }
  const { note, refusal } = await answer.json()
  if (!answer.ok) throw new Error(refusal)
  const list = panel.querySelector(".desk-note-list")
  const fresh = piece(note)
  list.querySelector(`#${fresh.firstElementChild.id}`)?.remove()
  list.prepend(fresh)
}

if (panel && form && field) {
  let sending = false
  panel.querySelector(".desk-note-unscripted")?.remove()

  // The field stands inside the story's form in the page, but what is typed there is no change of the story.
  for (const kind of ["input", "change"]) panel.addEventListener(kind, (event) => event.stopPropagation())

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (sending) return
    sending = true
    button.setAttribute("aria-disabled", "true")
    const typed = field.value
    refuse("")
    try {
      await add()
      if (field.value === typed) field.value = ""
    } catch (error) {
      refuse(error instanceof TypeError ? "The note is not added: the server cannot be reached. Try again." : error.message)
    }
    sending = false
    button.removeAttribute("aria-disabled")
    field.focus()
  })

  addEventListener("beforeunload", (event) => {
    if (field.value.trim()) event.preventDefault()
  })
}
