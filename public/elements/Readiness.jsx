import { useState } from "react"
import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react"

const SIGNS = { pass: CircleCheck, warn: CircleDashed, miss: TriangleAlert }
const MEANINGS = { pass: "passes", warn: "worth a look", miss: "to mend" }
const ORDER = ["miss", "warn", "pass"]

/* Whether a still is ready to be set in motion: what to mend first, everything on demand. */
function Readiness({ card }) {
  const [all, setAll] = useState(false)
  const open = card.checks.filter((check) => check.level !== "pass")
  const shown = [...(all ? card.checks : open)].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level))
  const worst = ORDER.find((level) => card.checks.some((check) => check.level === level)) || "pass"
  return (
    <section className="rs-card rs-readiness" data-testid="readiness" data-worst={worst} aria-label="Readiness check">
      {card.still_url && <img className="rs-checked" src={card.still_url} alt="The still that was checked" loading="lazy" decoding="async" />}
      <div className="rs-findings">
        <p className="rs-verdict">{card.verdict}</p>
        {shown.length > 0 && (
          <ul>
            {shown.map((check) => <Row key={check.name} check={check} />)}
          </ul>
        )}
        {open.length < card.checks.length && (
          <button type="button" className="rs-link" data-testid="readiness-all" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? (open.length ? "Only what to look at" : "Hide the checks") : `All ${card.checks.length} checks`}
          </button>
        )}
      </div>
    </section>
  )
}

function Row({ check }) {
  const Sign = SIGNS[check.level] || CircleDashed
  return (
    <li className="rs-check" data-level={check.level} data-testid="readiness-check">
      <Sign role="img" aria-label={MEANINGS[check.level]} />
      <div>
        <p><strong>{check.name}</strong> <span className="rs-quiet">{String(check.value)}</span></p>
        {check.fix && <p className="rs-fix">{check.fix}</p>}
      </div>
    </li>
  )
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.Readiness = kept.Readiness || Readiness

export default <kept.Readiness card={props} />
