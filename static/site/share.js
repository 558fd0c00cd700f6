// A permalink is shared by the device's own sheet, or copied where there is none. Without this it is a link.
const status = document.querySelector("[data-status]")

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-share]")
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  try {
    if (navigator.share) {
      const headline = link.closest("[data-item]")?.querySelector(".item-headline")
      await navigator.share({ title: headline?.textContent ?? document.title, url: link.href })
    } else {
      await navigator.clipboard.writeText(link.href)
      const words = link.textContent
      if (words !== link.dataset.share) setTimeout(() => (link.textContent = words), 4000)
      link.textContent = status.textContent = link.dataset.share
    }
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(link.href)
  }
})
