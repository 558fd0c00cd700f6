// A video plays in the page once the reader asks for it; nothing is loaded from its provider before.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-player]")
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const player = new URL(link.dataset.player)
  player.searchParams.set("autoplay", "1")
  const frame = document.createElement("iframe")
  Object.assign(frame, {
    src: player.href,
    title: link.dataset.title,
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    referrerPolicy: "strict-origin-when-cross-origin",
  })
  link.replaceWith(frame)
  frame.focus()
})
