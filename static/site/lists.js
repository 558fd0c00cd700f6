// Lists go on in place, and the feed says what is new. Without this, or on any error, the page's links lead there.
const status = document.querySelector("[data-status]")
const modified = (event) => event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey

const itemsOf = (place) => [...place.querySelectorAll("[data-item]")]
const find = (place, item) => place.querySelector(`[data-item="${item.dataset.item}"]`)

/** Compare two items' places: positive if `one` stands above `other`. Of one instant the greater number stands above. */
const above = (one, other) => one.dataset.at - other.dataset.at || one.dataset.item - other.dataset.item

async function read(address) {
  const answer = await fetch(address)
  if (!answer.ok) throw Object.assign(new Error(answer.status), { status: answer.status })
  return new DOMParser().parseFromString(await answer.text(), "text/html")
}

/** Put items where they belong, under their days; what the list has already is left out. */
function place(list, items) {
  for (const item of items.filter((one) => !find(list, one))) {
    const day = item.closest("[data-day]")
    let here = list.querySelector(`[data-day="${day.dataset.day}"]`)
    if (!here) {
      here = day.cloneNode(true)
      here.querySelector("ol").replaceChildren()
      list.insertBefore(here, [...list.children].find((one) => one.dataset.day < day.dataset.day) ?? null)
    }
    here.querySelector("ol").insertBefore(item, itemsOf(here).find((one) => above(one, item) < 0) ?? null)
  }
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-more]")
  if (!link || modified(event)) return
  event.preventDefault()
  if (link.ariaBusy) return
  link.ariaBusy = "true"
  try {
    const page = await read(link.href)
    const name = link.dataset.more
    const here = document.querySelector(`[data-list="${name}"]`)
    const there = page.querySelector(`[data-list="${name}"]`)
    const items = there.querySelector("[data-day]") ? itemsOf(there).filter((one) => !find(here, one)) : [...there.children]
    const next = page.querySelector(`a[data-more="${name}"]`)
    const onward = next && new URL(next.getAttribute("href"), link.href)
    if (items[0]?.dataset.item) place(here, items)
    else here.append(...items)
    items[0]?.querySelector("a")?.focus()
    status.textContent = `${link.dataset.said} ${items.length}`
    if (onward) link.href = onward
    else link.parentElement.remove()
    link.ariaBusy = null
  } catch {
    location.assign(link.href)
  }
})

/** Ask every so often what is new, and offer it by a button in `notice`. The page never moves by itself. */
function watch(notice, list) {
  const QUIET = 300_000
  const LONGEST = 900_000
  const { news: address, every, language, gone } = notice.dataset
  const forms = new Intl.PluralRules(document.documentElement.lang)
  const button = document.createElement("button")
  button.type = "button"
  let wait = every * 1000
  let due = Date.now() + wait
  let timer
  let fresh = []
  let changed = []
  let spoken = -QUIET

  /** Say it aloud the first time, and then not again for a while, however often the number changes. */
  function tell(words) {
    if (words === button.textContent && words) return
    const aloud = performance.now() - spoken >= QUIET
    notice.setAttribute("aria-live", aloud || !words ? "polite" : "off")
    if (words && aloud) spoken = performance.now()
    button.textContent = words
    if (words) notice.append(button)
    else button.remove()
  }

  function count(number) {
    const form = notice.dataset[forms.select(number)] ?? notice.dataset.many
    return form.replace(/\d+/, number)
  }

  function offer(answer) {
    const shown = itemsOf(list)
    const end = document.querySelector("[data-more=feed]") && shown.at(-1)
    fresh = itemsOf(answer).filter((item) => !find(list, item) && (!end || above(item, end) > 0))
    const tooMany = "tooMany" in answer.dataset
    button.dataset.tooMany = tooMany || ""
    button.classList.toggle("is-breaking", fresh.some((item) => item.classList.contains("is-breaking")))
    tell(tooMany ? notice.dataset.tooMany : fresh.length ? count(fresh.length) : "")
    if (!tooMany) compare(shown, answer.dataset)
  }

  /** Take back what was taken back, in a place that keeps its height, and note what is otherwise than shown. */
  function compare(shown, { standing, floor }) {
    const states = new Map(standing.trim().split(" ").map((pair) => pair.split(":")))
    const told = shown.filter((item) => +item.dataset.at > +floor)
    for (const item of told.filter((one) => one.dataset.state && !states.has(one.dataset.item))) {
      for (const copy of document.querySelectorAll(`[data-item="${item.dataset.item}"]`)) {
        copy.style.minBlockSize = `${copy.getBoundingClientRect().height}px`
        copy.dataset.state = ""
        const words = document.createElement("p")
        words.textContent = gone
        copy.replaceChildren(words)
      }
    }
    changed = told.filter(({ dataset }) => "state" in dataset && states.get(dataset.item) !== dataset.state)
  }

  /** Draw anew what has changed, where nobody sees it happen: below what is in view. */
  async function refresh() {
    if (!changed.some(below)) return
    const page = await read(location.pathname)
    for (const item of changed.filter(below)) {
      const now = find(page.querySelector("[data-list=feed]"), item)
      if (now) item.replaceWith(now)
      else delete item.dataset.state // it stands lower than that page goes, and is left as it is
    }
  }

  const below = (item) => item.getBoundingClientRect().top > innerHeight

  async function ask() {
    const newest = list.querySelector("[data-item]").dataset.item
    try {
      const answer = await read(`${address}${newest}/${language}`)
      offer(answer.querySelector("[data-standing]"))
      await refresh()
      wait = every * 1000
    } catch (problem) {
      if (problem.status === 404) return
      wait = Math.min(wait * 2, LONGEST)
    }
    due = Date.now() + wait * (0.9 + Math.random() / 5) // not all readers at one time
    rest()
  }

  /** Wait until the next question is due; who does not look at the page asks nothing. */
  function rest() {
    clearTimeout(timer)
    if (!document.hidden) timer = setTimeout(ask, due - Date.now())
  }

  button.addEventListener("click", () => {
    if (button.dataset.tooMany) return location.assign(location.pathname)
    place(list, fresh)
    const first = fresh[0]
    const target = first.querySelector(".item-headline a") ?? first.querySelector(".item-headline") ?? first.querySelector("a")
    if (!target.href) target.tabIndex = -1
    fresh = []
    tell("")
    target.focus()
  })
  document.addEventListener("visibilitychange", rest)
  addEventListener("online", () => {
    due = Date.now()
    rest()
  })
  rest()
}

const notice = document.querySelector("[data-news]")
if (notice) watch(notice, document.querySelector("[data-list=feed]"))
