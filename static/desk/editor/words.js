// What is in a text, and what is an address? Pure functions that the other modules share.

// as articles/body.py counts: an apostrophe or a hyphen does not end a word
const WORD = /[\p{L}\p{N}_]+(?:['’ʼ‑-][\p{L}\p{N}_]+)*/gu

export const countWords = (text) => (text.match(WORD) ?? []).length

const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g // soft hyphens, zero-width spaces and joiners that mean nothing

export const visible = (text) => text.replace(INVISIBLE, "").replace(/[\u2028\u2029\v]/g, "\n")

// A non-breaking space is kept where a typographer sets one: beside a number or its sign, before a dash or « : ; ! ? »
const keepsTogether = (before, after) =>
  /[\p{N}№§«]/u.test(before) || /[\p{N}–—:;!?»%°€$£₴]/u.test(after)

/** Fold white space in runs of text that follow each other; "\n" is a line break. Returns the runs' new texts. */
export const fold = (texts) => {
  const all = texts.join("")
  const folded = texts.map(() => "")
  let run = 0
  let left = texts[0]?.length ?? 0
  let last = "\n"
  for (let at = 0; at < all.length; at++) {
    while (left === 0) left = texts[++run].length
    left -= 1
    let character = all[at]
    if (/[ \t\u00a0\u202f]/.test(character)) {
      const isAlone = !/[ \t\u00a0\u202f]/.test(all[at + 1] ?? "\n") && !/[ \t\u00a0\u202f]/.test(all[at - 1] ?? "\n")
      const next = all.slice(at + 1).match(/[^ \t\u00a0\u202f]/)?.[0] ?? "\n"
      if (last === "\n" || last === " " || next === "\n") continue
      const isFixed = isAlone && !/[ \t]/.test(character) && keepsTogether(last, next)
      if (!isFixed) character = " "
    }
    folded[run] += character
    last = character === "\u00a0" || character === "\u202f" ? " " : character
  }
  return folded
}

const KNOWN = /^(https?:\/\/|mailto:|tel:)/i

/** Write an address as it is stored: with its scheme, or from the root if it is one of our own pages. */
export const addressOf = (typed) => {
  let text = typed.trim()
  if (!text || /\s/.test(text)) return ""
  if (/^[^\s/@:]+@[^\s/@:]+\.\w+$/.test(text)) text = `mailto:${text}`
  else if (!KNOWN.test(text) && !text.startsWith("/") && /^[^\s/:]+\.[^\s/:]{2,}([/?#]|$)/.test(text)) text = `https://${text}`
  if (!KNOWN.test(text)) return text.startsWith("/") && !text.startsWith("//") ? text : ""
  try {
    const address = new URL(text)
    if (address.host === location.host) return address.pathname + address.search + address.hash
  } catch {
    return ""
  }
  return text
}

const WRAPPED = [ // redirects that others put around a link, and where they carry it
  [/^(www\.)?google\.[a-z.]+$/, /^\/url$/, ["q", "url"]],
  [/\.safelinks\.protection\.outlook\.com$/, /^\//, ["url"]],
  [/^lm?\.(facebook|instagram)\.com$/, /^\//, ["u"]],
]

/** Take away what a word processor, a mailer or a network put around a link. */
export const unwrapped = (href) => {
  let address
  try {
    address = new URL(href)
  } catch {
    return href
  }
  for (const [host, path, names] of WRAPPED) {
    if (!host.test(address.hostname) || !path.test(address.pathname)) continue
    const inner = names.map((name) => address.searchParams.get(name)).find(Boolean)
    if (inner && /^https?:\/\//.test(inner)) return unwrapped(inner)
  }
  return href
}
