// Leads from what a check found to the field where it is mended: "#field-section" is no element's own name.

const go = (name) => {
  const place = document.querySelector(name === "bylines" ? "#bylines-group" : `.field-${CSS.escape(name)}`)
  if (!place) return false
  place.closest("details")?.setAttribute("open", "")
  place.scrollIntoView({ block: "center" })
  const control = place.querySelector("[contenteditable='true'], .select2-selection, textarea, select, input:not([type='hidden'])")
  control?.focus({ preventScroll: true })
  return true
}

const field = (hash) => hash.match(/^#field-([a-z_]+)$/)?.[1]

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#field-']")
  const name = link && field(link.hash)
  if (name && go(name)) event.preventDefault()
})

if (field(location.hash)) addEventListener("load", () => go(field(location.hash)))
