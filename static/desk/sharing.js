// Shows how a search result and a social card will look, from what is typed; what is empty falls back as the page does.

const shown = document.querySelector(".desk-sharing")

const value = (name) => document.querySelector(`#id_${name}`)?.value.trim() ?? ""
const place = (name) => shown.querySelector(`[data-shown=${name}]`)

const draw = () => {
  const headline = value("headline") || "Headline"
  const description = value("search_description") || value("standfirst")
  const { host, path, paper } = shown.dataset
  place("address").textContent = `${host}${path}`
  place("search_title").textContent = `${value("search_title") || headline} | ${paper}`
  place("search_description").textContent = description
  place("host").textContent = host
  place("social_title").textContent = value("social_title") || headline
  place("social_description").textContent = value("social_description") || description
  const lead = document.querySelector(".field-lead_picture .desk-chosen")
  const picture = place("picture")
  picture.hidden = !lead || lead.hidden || !lead.getAttribute("src")
  if (!picture.hidden) picture.src = lead.src
}

if (shown) {
  shown.hidden = false
  document.addEventListener("input", draw)
  document.addEventListener("desk:picture", draw)
  draw()
}
