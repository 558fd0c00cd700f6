// Keeps what is typed in a story's form: with the server after each pause, in this browser while the server cannot be
// reached. Says who else has the story open, and when it moves on under the form. Saves nothing of the story itself.

const form = document.querySelector("#article_form")
const box = document.querySelector("[data-typing]")

const LEFT_OUT = new Set(["csrfmiddlewaretoken", "seen", "save_over", "once", "form_number"])
const LOCAL = "desk-typing:"
const KEEPALIVE_BYTES = 60_000 // the Fetch standard lets 64 KiB outlive a page
const LOCAL_DAYS = 30

class SignedOut extends Error {}
class SomebodyElse extends Error {}

if (form && box) {
  const { user, pause, longest, presenceEvery, retry } = box.dataset
  const address = box.dataset.typing
  const takenBack = "takenBack" in box.dataset
  const number = form.elements.once?.value || form.elements.form_number.value
  const localKey = `${LOCAL}${user}:${number}`

  const keptLine = box.querySelector("[data-kept]")
  const troubleLine = box.querySelector("[data-trouble]")
  const signIn = box.querySelector("[data-sign-in]")
  const typedSince = document.querySelector("[data-typed-since]")

  let baseline = null // what stood in the form before its user touched it
  let kept = null // what the server has
  let unsentSince = null
  let lastInput = 0
  let timer
  let sending = null
  let leaving = false
  let signedOut = false

  const values = () => [...new FormData(form)].filter(([name, value]) =>
    typeof value === "string" && !name.startsWith("_") && !name.includes("__prefix__") && !LEFT_OUT.has(name))
  const shot = () => JSON.stringify(values())
  const keys = () => ["seen", "once", "form_number"].flatMap((name) =>
    form.elements[name] ? [[name, form.elements[name].value]] : [])

  const touch = () => {
    if (baseline !== null) return
    baseline = shot()
    if (takenBack) kept = baseline
  }

  const say = (line, trouble = "", { mayHelp = false } = {}) => {
    keptLine.textContent = line
    if (troubleLine.textContent !== trouble) troubleLine.textContent = trouble
    box.classList.toggle("typing-trouble", Boolean(trouble))
    signIn.hidden = !mayHelp
  }

  // The server

  const freshToken = async () => {
    const response = await fetch(box.dataset.token, { redirect: "manual" })
    if (response.type === "opaqueredirect") throw new SignedOut()
    const answer = await response.json()
    if (answer.user !== user) throw new SomebodyElse()
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = answer.token
  }

  const send = (where, entries, options) => {
    const data = new FormData()
    for (const [name, value] of entries) data.append(name, value)
    data.set("user", user)
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    return fetch(where, { method: "POST", body: data, redirect: "manual", ...options })
  }

  const post = async (where, entries, options = {}) => {
    let response = await send(where, entries, options)
    if (response.status === 403) { // a sign-in in another tab has made our token an old one
      await freshToken()
      response = await send(where, entries, options)
    }
    if (response.type === "opaqueredirect") throw new SignedOut()
    return response
  }

  // A copy in this browser, for as long as the server does not have it

  const keepLocally = () => {
    if (signedOut) return false
    try {
      localStorage.setItem(localKey, JSON.stringify({ address, entries: [...keys(), ...values()], at: Date.now() }))
      return true
    } catch {
      return false
    }
  }
  const forgetLocally = (key = localKey) => { try { localStorage.removeItem(key) } catch { /* not allowed to keep any */ } }

  const handInLeftovers = async () => {
    let found = []
    try {
      found = Object.keys(localStorage).filter((key) => key.startsWith(`${LOCAL}${user}:`) && key !== localKey)
    } catch { return }
    for (const key of found) {
      const left = JSON.parse(localStorage.getItem(key))
      if (Date.now() - left.at > LOCAL_DAYS * 86_400_000) { forgetLocally(key); continue }
      try {
        const response = await post(left.address, [...left.entries, ["leftover", "1"]])
        if (response.status >= 500) return
        forgetLocally(key)
        const answer = response.ok ? await response.json() : {}
        const isOffered = document.querySelector(`[data-offer="${key.split(":").at(-1)}"]`)
        if (answer.kept && left.address === address && !isOffered) {
          const notice = document.querySelector("[data-found]")
          notice.querySelector("a").href = answer.address
          notice.hidden = false
        }
      } catch { return }
    }
  }

  // Keeping

  const tellTyped = (isTyped) => { if (typedSince) typedSince.hidden = !isTyped }

  const settle = (now, line) => {
    kept = now
    tellTyped(now !== null)
    unsentSince = null
    forgetLocally()
    say(line)
  }

  const again = (after) => {
    clearTimeout(timer)
    timer = setTimeout(keep, Number(after))
  }

  const failed = (error) => {
    if (leaving) return
    signedOut = error instanceof SignedOut || error instanceof SomebodyElse
    if (error instanceof SignedOut) {
      say("", "You are signed out: sign in in another tab, your typing stays here.", { mayHelp: true })
    } else if (error instanceof SomebodyElse) {
      say("", "Somebody else is signed in here now: your typing stays here, and is not kept.")
    } else {
      const copied = keepLocally() ? " A copy is in this browser." : ""
      say("", `Not kept: no connection – it is retried.${copied}`)
    }
    again(retry)
  }

  const refused = async (response) => {
    if (response.status >= 500) throw new Error(response.statusText)
    const reasons = {
      403: "Not kept: you may not change this story any more. Copy what you need.",
      404: "Not kept: this story is gone. Copy what you need.",
    }
    let sentence = reasons[response.status] ?? "Not kept: the server does not take it. Is it larger than 10 MB?"
    try { sentence = (await response.json()).refusal ?? sentence } catch { /* a page, not our answer */ }
    unsentSince = null
    say("", sentence)
  }

  const keep = async () => {
    clearTimeout(timer)
    if (leaving || sending || baseline === null) return
    const now = shot()
    if (now === kept) { settle(now, keptLine.textContent); return }
    const undone = now === baseline && !takenBack
    if (undone && kept === null) { settle(null, ""); return }
    sending = new AbortController()
    try {
      const extra = undone ? [["unchanged", "1"]] : values()
      const response = await post(address, [...keys(), ...extra], { signal: sending.signal })
      if (response.ok) {
        const answer = await response.json()
        signedOut = false
        settle(undone ? null : now, answer.kept ? `Typing kept ${answer.kept}` : "")
        document.dispatchEvent(new CustomEvent("desk:autosaved"))
      } else {
        await refused(response)
      }
    } catch (error) {
      failed(error)
    } finally {
      sending = null
    }
    if (unsentSince === null && kept !== null && shot() !== kept && !box.classList.contains("typing-trouble")) typed()
  }

  const typed = () => {
    touch()
    if (typedSince?.hidden) tellTyped(shot() !== baseline) // fields that search tell of a change when they are drawn
    lastInput = Date.now()
    unsentSince ??= lastInput
    again(Math.max(0, Math.min(Number(pause), unsentSince + Number(longest) - lastInput)))
  }

  const leave = () => {
    if (leaving || baseline === null) return
    const now = shot()
    if (now === kept || (now === baseline && kept === null)) return
    keepLocally()
    const entries = [...keys(), ...values()]
    const size = new Blob(entries.flat()).size
    send(address, entries, { keepalive: size < KEEPALIVE_BYTES }).catch(() => {})
  }

  for (const name of ["focusin", "pointerdown", "keydown"]) form.addEventListener(name, touch, { capture: true })
  form.addEventListener("input", typed)
  window.django?.jQuery(form).on("change", typed) // the fields that search tell only jQuery
  document.addEventListener("formset:added", typed)
  document.addEventListener("formset:removed", typed)
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return
    if (baseline !== null && shot() !== kept) keepLocally()
    leaving = true
    sending?.abort()
  })
  document.addEventListener("visibilitychange", () => { if (unsentSince !== null) keep() })
  addEventListener("online", () => { if (unsentSince !== null) keep() })
  addEventListener("focus", () => { if (signedOut) keep() })
  addEventListener("pagehide", leave)
  addEventListener("pageshow", (event) => { if (event.persisted) leaving = false })
  handInLeftovers()

  // Who else is here

  const present = document.querySelector("[data-presence][data-address]")
  if (present) {
    const list = present.querySelector(".presence-others")
    const bar = present.querySelector(".presence-moved")

    const tell = ({ others, version, moved }) => {
      list.hidden = !others.length
      list.replaceChildren(...others.map((words) => Object.assign(document.createElement("li"), { textContent: words })))
      if (version > Number(box.dataset.version) && moved) {
        bar.querySelector("[data-moved]").textContent = moved
        bar.hidden = false
      }
    }
    const ping = async () => {
      if (document.hidden || leaving) return
      const entries = [["version", box.dataset.version]]
      if (Date.now() - lastInput < Number(presenceEvery)) entries.push(["is_typing", "1"])
      try {
        const response = await post(present.dataset.address, entries)
        if (response.ok) tell(await response.json())
      } catch { /* whoever cannot reach the server is not here */ }
    }
    ping()
    setInterval(ping, Number(presenceEvery))
    document.addEventListener("visibilitychange", ping)
    addEventListener("pagehide", () => {
      if (!leaving) send(present.dataset.address, [["leave", "1"]], { keepalive: true }).catch(() => {})
    })
  }
}
