// Says beside a local time which instant it means: "tomorrow 08:00 Kyiv, in 14 h 20 min". The server knows the zone.

const PAUSE = 250

for (const moment of document.querySelectorAll(".moment[data-echo]")) {
  const input = moment.querySelector("input[type='datetime-local']")
  const output = moment.querySelector("output")
  let timer

  const echo = async () => {
    const which = moment.querySelector("input[type='radio']:checked")?.value ?? ""
    const address = new URL(moment.dataset.echo, location)
    address.search = new URLSearchParams({ local: input.value, which })
    try {
      const answer = await (await fetch(address)).json()
      output.textContent = answer.words ?? answer.refusal
      output.classList.toggle("moment-refused", Boolean(answer.refusal))
    } catch {
      output.textContent = ""
    }
  }

  moment.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(echo, PAUSE)
  })
  if (input.value) echo()
}
