// "Show More": fetch the next page, move its items into this one. Without it, or on any error, the link is followed.
const status = document.querySelector("[data-status]")

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-more]")
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  if (link.ariaBusy) return
  link.ariaBusy = "true"
  try {
    const answer = await fetch(link.href)
    if (!answer.ok) throw new Error(answer.status)
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const name = link.dataset.more
    const here = document.querySelector(`[data-list="${name}"]`)
    const items = [...page.querySelector(`[data-list="${name}"]`).children]
    const next = page.querySelector(`a[data-more="${name}"]`)
    const onward = next && new URL(next.getAttribute("href"), link.href)
    here.append(...items)
    items[0]?.querySelector("a")?.focus()
    status.textContent = `${link.dataset.said} ${items.length}`
    if (onward) link.href = onward
    else link.parentElement.remove()
    link.ariaBusy = null
  } catch {
    location.assign(link.href)
  }
})
