// A point of a picture is set by clicking, dragging or with arrow keys; beside it stand the crops that follow from it.

const CROPS = [["16:9", 16 / 9], ["4:3", 4 / 3], ["1:1", 1], ["9:16", 9 / 16]]
const STEP = 0.01
const FAR = 0.1
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

const within = (value) => Math.min(1, Math.max(0, value))
const thousandths = (value) => Math.round(value * 1000) / 1000
const percent = (share) => `${Math.round(share * 100)} %`

/** Read "0.31,0.62"; null if it is no point. */
export const readFocus = (text) => {
  const [x, y, ...more] = (text ?? "").split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)))
  return more.length || !(x >= 0 && x <= 1 && y >= 0 && y <= 1) ? null : { x, y }
}
export const writeFocus = ({ x, y }) => `${thousandths(x)},${thousandths(y)}`

/** Where a crop lies between both ends when a share of the length is cut out around a point: as images/crops.py cuts. */
const place = (point, share) => (share >= 1 ? 0.5 : within((point - share / 2) / (1 - share)))

const make = (tag, properties = {}, ...children) => {
  const dom = Object.assign(document.createElement(tag), properties)
  dom.append(...children)
  return dom
}

/** Make the picker. `change` is told of each new point; `show(point)` and `use(src, point)` change what it shows. */
export const focusPicker = ({ src, point, change }) => {
  let at = { ...point }
  const picture = make("img", { alt: "", draggable: false })
  const handle = make("button", { type: "button", className: "focus-point" })
  const stage = make("div", { className: "focus-stage" }, picture, handle)
  const said = make("p", { className: "focus-said" })
  said.setAttribute("role", "status")
  const crops = CROPS.map(([name, ratio]) => {
    const cut = make("img", { alt: "", draggable: false })
    const frame = make("span", { className: `focus-crop focus-${name.replace(":", "-")}` }, cut)
    return { ratio, cut, dom: make("li", {}, frame, name) }
  })
  const draw = () => {
    const ratio = picture.naturalWidth / picture.naturalHeight || 1.5
    handle.style.left = `${at.x * 100}%`
    handle.style.top = `${at.y * 100}%`
    handle.setAttribute("aria-label", `Focus, ${percent(at.x)} from the left and ${percent(at.y)} from the top; arrow keys move it`)
    for (const crop of crops) {
      const x = place(at.x, Math.min(1, crop.ratio / ratio))
      const y = place(at.y, Math.min(1, ratio / crop.ratio))
      crop.cut.style.objectPosition = `${x * 100}% ${y * 100}%`
    }
  }
  const move = (x, y, { isSaid = false } = {}) => {
    at = { x: thousandths(within(x)), y: thousandths(within(y)) }
    draw()
    if (isSaid) said.textContent = `${percent(at.x)} from the left, ${percent(at.y)} from the top`
    change(at)
  }
  const follow = (event) => {
    const box = picture.getBoundingClientRect()
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
  }
  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return
    event.preventDefault()
    stage.setPointerCapture(event.pointerId)
    follow(event)
    handle.focus({ preventScroll: true })
  })
  stage.addEventListener("pointermove", (event) => { if (stage.hasPointerCapture(event.pointerId)) follow(event) })
  handle.addEventListener("keydown", (event) => {
    const step = KEYS[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const far = event.shiftKey ? FAR : STEP
    move(at.x + step[0] * far, at.y + step[1] * far, { isSaid: true })
  })
  picture.addEventListener("load", draw)
  const use = (address, next) => {
    at = { ...next }
    for (const image of [picture, ...crops.map(({ cut }) => cut)]) image.src = address
    draw()
  }
  const dom = make("div", { className: "focus" },
    stage, make("ul", { className: "focus-crops" }, ...crops.map((crop) => crop.dom)), said)
  use(src, at)
  return { dom, use, show: (next) => { at = { ...next }; draw() } }
}
