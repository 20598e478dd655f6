import { useState } from "react"
import { ArrowRight } from "lucide-react"

/* Sessions and turns that were found; each is a link to its session. */
function Found({ card }) {
  return (
    <section className="rs-card rs-found" data-testid="found" aria-label="Found">
      <ul>{card.items.map((item, index) => <li key={index}><Item item={item} /></li>)}</ul>
    </section>
  )
}

function Item({ item }) {
  const { here, said, title, told, turn, url, when } = item
  return (
    <a className="rs-place" href={url} data-testid="found-link" aria-current={here || undefined}>
      {turn !== null && <Thumb thumb={item.thumb} turn={turn} />}
      <span className="rs-told">
        <span className="rs-line">
          <strong>{said ? `“${said}”` : title}</strong>
        </span>
        {told && <span className="rs-toldline">{told}</span>}
        <span className="rs-quiet rs-when">
          {[here ? "this session" : said && title, turn !== null && `turn ${turn}`, when && dayAndTime(when)].filter(Boolean).join(" · ")}
        </span>
      </span>
      <ArrowRight aria-hidden="true" />
    </a>
  )
}

function Thumb({ thumb, turn }) {
  const [broken, setBroken] = useState(false)
  if (!thumb || broken) return <span className="rs-thumb" data-empty="" aria-hidden="true">{turn}</span>
  return <span className="rs-thumb"><img src={thumb} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} /></span>
}

function dayAndTime(when) {
  const moment = new Date(when)
  if (Number.isNaN(moment.getTime())) return when
  const time = moment.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
  if (moment.toDateString() === new Date().toDateString()) return `today, ${time}`
  return `${moment.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" })}, ${time}`
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.Found = kept.Found || Found

export default <kept.Found card={props} />
