// A page that was shown from the phone's keep says so, and since when it was kept. What keeps pages is registered here.
const facts = document.querySelector("[data-worker]")?.dataset

function say({ saved }) {
  const at = new Date(saved)
  const zone = { timeZone: facts.zone }
  const lang = document.documentElement.lang
  const day = (date) => date.toLocaleDateString(lang, zone)
  const date = day(at) === day(new Date()) ? {} : { day: "numeric", month: "long" }
  const time = at.toLocaleString(lang, { ...zone, ...date, hour: "2-digit", minute: "2-digit", hour12: false })
  const bar = document.createElement("p")
  bar.className = "saved"
  bar.role = "status"
  const again = document.createElement("a")
  again.href = location.pathname
  again.textContent = facts.again
  bar.append((navigator.onLine ? facts.unreached : facts.offline).replace("{time}", time), " ", again)
  document.body.append(bar)
}

/** List the stories that are there to be read, newest first. */
async function list(place) {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of (await cache.keys()).reverse()) {
      const page = await cache.match(request)
      if (!page.headers.has("X-Saved-At")) continue
      const link = document.createElement("a")
      link.href = new URL(request.url).pathname
      link.textContent = new DOMParser().parseFromString(await page.text(), "text/html").title
      const row = document.createElement("li")
      row.append(link)
      place.append(row)
    }
  }
}

if (facts && "serviceWorker" in navigator) {
  if (document.documentElement.dataset.saved) say(document.documentElement.dataset)
  const kept = document.querySelector("[data-kept]")
  if (kept) list(kept)
  addEventListener("load", async () => {
    const first = !navigator.serviceWorker.controller
    await navigator.serviceWorker.register(facts.worker)
    if (first) (await navigator.serviceWorker.ready).active.postMessage(location.pathname + location.search)
  })
}
