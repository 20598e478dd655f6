import { useEffect, useRef, useState } from "react"
import { elementState } from "@chainlit/react-client"
import { Check, CircleCheck, CircleDashed, Play, TriangleAlert } from "lucide-react"
import { useRecoilValue } from "recoil"

const STILL_MOTION = "(prefers-reduced-motion: reduce)"
const SIGNS = { pass: CircleCheck, note: CircleDashed, miss: TriangleAlert }
const MEANINGS = { pass: "passes", note: "worth a look", miss: "a fault" }
const ORDER = ["miss", "note", "pass"]

/* The takes of a shot side by side. Which one is in the film is read from the scene of now; the card itself knows only its
   own moment. */
function Takes({ card, callAction }) {
  const [busy, setBusy] = useState(null)
  const [problem, setProblem] = useState("")
  const [open, setOpen] = useState(card.open ?? null)
  const scene = useRecoilValue(elementState).find((element) => element.name === "ScenePane" && element.props?.shots)?.props
  const shot = scene?.shots.find((one) => one.id === card.shot)
  const inUse = (shot ? shot.take : card.in_use) ?? null
  const used = (item) => item.take === inUse || (item.number === 0 && !card.items.some((one) => one.take === inUse))
  const choose = async (number, way) => {
    setBusy(number)
    setProblem("")
    try {
      const answer = (await callAction({ name: "take", payload: { shot: card.shot, number, ...(way && { way }) } }))?.response
      if (answer?.ok === false) setProblem(answer.message)
    } catch {
      setProblem("Reshoot could not be reached. Nothing was changed; please try once more.")
    } finally {
      setBusy(null)
    }
  }
  const opened = card.items.find((item) => item.number === open && item.check)
  const [across, down] = card.ratio.split(":").map(Number)
  return (
    <section className="rs-card rs-takes" data-testid="takes" data-shape={across > down ? "wide" : "tall"}
      style={{ "--ratio": `${across} / ${down}` }} aria-label={`Takes of shot ${card.place}`}>
      <ul>
        {card.items.map((item) => (
          <Take key={item.number} item={item} used={used(item)} busy={busy} choose={choose} open={item === opened}
            toggle={() => setOpen(open === item.number ? null : item.number)} />
        ))}
      </ul>
      {opened && <Whole item={opened} />}
      {problem && <p className="rs-problem" role="alert">{problem}</p>}
    </section>
  )
}

function Take({ item, used, busy, choose, open, toggle }) {
  const name = item.number === 0 ? "The still" : `Take ${item.number}`
  return (
    <li className="rs-variant" data-testid="take" data-number={item.number} data-locked={used}>
      <div className="rs-picture">
        <Loop item={item} name={name} />
        {item.number > 0 && <span className="rs-number" aria-hidden="true">{item.number}</span>}
      </div>
      <p className="rs-label" title={item.label}>
        <span>{item.label}</span>
        {item.duration_s > 0 && <span>{item.duration_s.toFixed(1)} s</span>}
      </p>
      <button type="button" className="rs-button" data-testid="take-pick" aria-pressed={used} disabled={busy !== null || used}
        aria-label={used ? `${name} is in the film` : `Put ${name.toLowerCase()} in the film`} onClick={() => choose(item.number)}>
        {used ? <Check aria-hidden="true" /> : <Play aria-hidden="true" />}
        {used ? "In the film" : busy === item.number ? "One moment …" : "Pick"}
      </button>
      {item.pending && <p className="rs-quiet rs-told" role="status">Is being looked at …</p>}
      {!item.pending && item.video && !item.check && <p className="rs-quiet rs-told">Not checked</p>}
      {item.check && <Found item={item} name={name} open={open} toggle={toggle} />}
      {!item.pending && item.ways?.filter((way) => !(used && way.way === "anyway")).map((way) => (
        <button key={way.way} type="button" className="rs-chip" data-testid="take-way" data-way={way.way} disabled={busy !== null}
          aria-label={`${name}: ${way.label}`} onClick={() => choose(item.number, way.way)}>
          {way.label}
        </button>
      ))}
    </li>
  )
}

/* What the guards say of a take: its place and score, and each fault in a line. */
function Found({ item, name, open, toggle }) {
  const { check } = item
  const Sign = SIGNS[check.level]
  const faults = check.findings.filter((finding) => finding.level === "miss")
  return (
    <div className="rs-told" data-testid="take-check" data-level={check.level}>
      <p className="rs-score"><Sign role="img" aria-label={MEANINGS[check.level]} />{check.best && "Best of them · "}{check.score} of 100</p>
      {faults.length > 0
        ? <ul>{faults.slice(0, 3).map((fault, index) => <li key={index} data-testid="take-fault">{fault.value}</li>)}</ul>
        : <p className="rs-quiet">{check.reason}</p>}
      <button type="button" className="rs-link" data-testid="take-open" aria-expanded={open} onClick={toggle}
        aria-label={open ? `Hide what was measured on ${name}` : `What was measured on ${name}`}>
        {open ? "Hide" : "What was measured"}
      </button>
    </div>
  )
}

/* One take's check, whole: the two pictures side by side, and every measure. */
function Whole({ item }) {
  const { check } = item
  const findings = [...check.findings].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level))
  const at = check.at_s > 0 ? `at ${check.at_s.toFixed(1)} s` : "first frame"
  return (
    <section className="rs-whole" data-testid="take-whole" aria-label={`What was measured on take ${item.number}`}>
      {check.still && check.frame && (
        <div className="rs-pair">
          <figure><img src={check.still} alt="What the take was made from" loading="lazy" /><figcaption>Made from</figcaption></figure>
          <figure><img src={check.frame} alt={`Take ${item.number}, ${at}`} loading="lazy" /><figcaption>Take {item.number}, {at}</figcaption></figure>
        </div>
      )}
      <div className="rs-findings">
        <p className="rs-verdict">{check.verdict}</p>
        <ul>
          {findings.map((finding, index) => {
            const Sign = SIGNS[finding.level]
            return (
              <li key={index} className="rs-check" data-level={finding.level}>
                <Sign role="img" aria-label={MEANINGS[finding.level]} />
                <div>
                  <p><strong>{finding.name}</strong> <span className="rs-quiet">{finding.value}</span></p>
                  {finding.fix && <p className="rs-fix">{finding.fix}</p>}
                </div>
              </li>
            )
          })}
        </ul>
        <p className="rs-quiet">Measured are likeness, words, evenness and wholeness. How the movement feels is yours to judge.</p>
      </div>
    </section>
  )
}

/* A small film that plays while it is in sight; it is asked for when it first comes into sight. */
function Loop({ item, name }) {
  const film = useRef(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry.isIntersecting) setSeen(true)
      if (window.matchMedia(STILL_MOTION).matches) return
      if (entry.isIntersecting) film.current?.play().catch(() => {})
      else film.current?.pause()
    }, { threshold: 0.3 })
    watcher.observe(film.current)
    return () => watcher.disconnect()
  }, [seen])
  const toggle = () => (film.current.paused ? film.current.play().catch(() => {}) : film.current.pause())
  return (
    <video ref={film} src={seen ? item.url : undefined} poster={seen ? item.poster : undefined} muted loop playsInline
      preload="metadata" aria-label={`${name}, a loop without sound`} onClick={toggle} />
  )
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.Takes = kept.Takes || Takes

export default <kept.Takes card={props} callAction={callAction} />
