// Keeps the shell, the front page and the stories that were opened, for reading without a network. What it shows from
// its keep it marks as saved, and static/site/offline.js says so. Everything that is not named here it leaves alone.
const CACHE = "paper-{{ version }}"
const SHELL = [{% for file in shell %}"{{ file }}", {% endfor %}]
const FILES = "{{ files }}"
const OFFLINE = "{{ offline }}"
const FRONTS = [{% for front in fronts %}"{{ front }}", {% endfor %}]
const FEED = "{{ feed }}"
const STORIES = "{{ stories }}"
const LISTS = [{% for list in lists %}"{{ list }}", {% endfor %}]
const MOST = 30 // kept pages
const PATIENCE = 5000 // milliseconds for the network, where there is something kept
const UNCHANGING = /\.[0-9a-f]{12}\.\w+$/

const isStory = (path) => path.startsWith(STORIES) && /^[^/]+\/$/.test(path.slice(STORIES.length))
const isKept = (path) => FRONTS.includes(path) || path === FEED || isStory(path)

/** Keep a page that was read; forget one that is gone. */
async function keep(path, answer) {
  const cache = await caches.open(CACHE)
  if (answer.status === 404 || answer.status === 410) await cache.delete(path)
  if (answer.status !== 200 || answer.redirected) return
  const headers = new Headers(answer.headers)
  headers.set("X-Saved-At", new Date().toISOString())
  headers.delete("Content-Encoding")
  const page = new Response(await answer.text(), { headers })
  await cache.delete(path) // so that it is the newest
  await cache.put(path, page)
  const stories = (await cache.keys()).filter(({ url }) => isStory(new URL(url).pathname))
  for (const old of stories.slice(0, -MOST)) await cache.delete(old)
}

/** Return a page as it was kept, marked with the time of that. */
async function saved(path) {
  const page = await (await caches.open(CACHE)).match(path, { ignoreVary: true })
  if (!page) return null
  const text = (await page.text()).replace("<html", `<html data-saved="${page.headers.get("X-Saved-At")}"`)
  return new Response(text, { headers: page.headers })
}

/** The network first. What is kept is shown if it fails, or takes long. */
async function read(event, path) {
  const asking = fetch(event.request)
  if (isKept(path)) event.waitUntil(asking.then((answer) => keep(path, answer.clone())).catch(() => null))
  const failing = asking.catch(() => null)
  const answer = await Promise.race([failing, new Promise((late) => setTimeout(late, PATIENCE))])
  if (answer && answer.status < 500) return answer
  return (await saved(path)) ?? (await failing) ?? (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error()
}

async function file(event) {
  const cache = await caches.open(CACHE)
  const { url } = event.request
  const kept = await cache.match(url, { ignoreVary: true })
  if (kept && UNCHANGING.test(url)) return kept
  try {
    const answer = await fetch(event.request)
    if (answer.ok) event.waitUntil(cache.put(url, answer.clone()))
    return answer
  } catch (problem) {
    if (kept) return kept
    throw problem
  }
}

/** Take over the pages that an older version kept, and the files that they need. */
async function inherit() {
  const cache = await caches.open(CACHE)
  const take = async (old, request) => (await cache.match(request)) || cache.put(request, await old.match(request))
  for (const name of (await caches.keys()).filter((one) => one.startsWith("paper-") && one !== CACHE)) {
    const old = await caches.open(name)
    const all = await old.keys()
    const pathOf = ({ url }) => new URL(url).pathname
    let pages = ""
    for (const request of all.filter((one) => isKept(pathOf(one)))) {
      pages += await (await old.match(request)).text()
      await take(old, request)
    }
    for (const request of all.filter((one) => pathOf(one).endsWith(".woff2") || pages.includes(pathOf(one)))) {
      await take(old, request)
    }
    await caches.delete(name)
  }
}

self.addEventListener("install", (event) => {
  const begin = async () => {
    await (await caches.open(CACHE)).addAll([...SHELL, OFFLINE])
    await keep(FRONTS[0], await fetch(FRONTS[0]))
    await self.skipWaiting()
  }
  event.waitUntil(begin())
})

self.addEventListener("activate", (event) => event.waitUntil(inherit().then(() => self.clients.claim())))

// The page from which this was installed was read before it could be kept
self.addEventListener("message", (event) => {
  const path = event.data
  if (isKept(path)) event.waitUntil(fetch(path).then((answer) => keep(path, answer)))
})

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== "GET" || url.origin !== location.origin || url.search) return
  const path = url.pathname
  if (path.startsWith(FILES)) event.respondWith(file(event))
  else if (event.request.mode !== "navigate") return
  else if (isKept(path) || LISTS.some((list) => path.startsWith(list))) event.respondWith(read(event, path))
})
