// Shows the picture that was just chosen from the library, without waiting for a save.

const $ = window.django?.jQuery
const references = document.querySelector("[data-references]")?.dataset.references

const show = async (choice, number) => {
  const image = choice.querySelector("img")
  image.hidden = true
  if (number && references) {
    const address = new URL(references, location)
    address.search = new URLSearchParams({ kind: "image", ids: number })
    try {
      const [found] = (await (await fetch(address)).json()).results
      if (found) Object.assign(image, { src: found.thumbnail, alt: found.detail ?? "", hidden: false })
    } catch { /* the choice stands without its picture */ }
  }
  choice.dispatchEvent(new Event("desk:picture", { bubbles: true }))
}

for (const choice of document.querySelectorAll("[data-choice]")) {
  const select = choice.querySelector("select")
  const listen = $ ? (heard) => $(select).on("change", heard) : (heard) => select.addEventListener("change", heard)
  listen(() => show(choice, select.value))
}
