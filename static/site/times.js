// Recent times are told as how long ago they are, and stay right while the page is open; older ones as the clock showed.
const RECENT = 3600 // seconds
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" })
const clocks = new WeakMap()

/** Say how long ago an instant is, or nothing if that is long, or ahead by this device's clock. */
function recently(instant) {
  const seconds = (Date.now() - Date.parse(instant)) / 1000
  if (!(seconds >= 0 && seconds < RECENT)) return null
  return seconds < 60 ? ago.format(0, "second") : ago.format(-Math.floor(seconds / 60), "minute")
}

function tell() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const words = recently(time.dateTime)
    if (words === null) {
      if (clocks.has(time)) time.replaceChildren(...clocks.get(time))
      clocks.delete(time)
      time.removeAttribute("title")
    } else if (time.textContent !== words) {
      if (!clocks.has(time)) {
        time.title = time.textContent
        clocks.set(time, [...time.childNodes])
      }
      time.replaceChildren(words)
    }
  }
}

tell()
setInterval(tell, 10_000)
document.addEventListener("visibilitychange", tell)
for (const list of document.querySelectorAll("[data-list]")) {
  new MutationObserver(tell).observe(list, { childList: true, subtree: true })
}
