import { useEffect, useRef, useState } from "react"
import { elementState } from "@chainlit/react-client"
import { Check, Play } from "lucide-react"
import { useRecoilValue } from "recoil"

const STILL_MOTION = "(prefers-reduced-motion: reduce)"

/* The takes of a shot side by side. Which one is in the film is read from the scene of now; the card itself knows only its
   own moment. */
function Takes({ card, callAction }) {
  const [busy, setBusy] = useState(null)
  const [problem, setProblem] = useState("")
  const scene = useRecoilValue(elementState).find((element) => element.name === "ScenePane" && element.props?.shots)?.props
  const shot = scene?.shots.find((one) => one.id === card.shot)
  const inUse = (shot ? shot.take : card.in_use) ?? null
  const used = (item) => item.take === inUse || (item.number === 0 && !card.items.some((one) => one.take === inUse))
  const pick = async (number) => {
    setBusy(number)
    setProblem("")
    try {
      const answer = (await callAction({ name: "take", payload: { shot: card.shot, number } }))?.response
      if (answer?.ok === false) setProblem(answer.message)
    } catch {
      setProblem("Reshoot could not be reached. Nothing was changed; please try once more.")
    } finally {
      setBusy(null)
    }
  }
  const [across, down] = card.ratio.split(":").map(Number)
  return (
    <section className="rs-card rs-takes" data-testid="takes" data-shape={across > down ? "wide" : "tall"}
      style={{ "--ratio": `${across} / ${down}` }} aria-label={`Takes of shot ${card.place}`}>
      <ul>
        {card.items.map((item) => (
          <Take key={item.number} item={item} used={used(item)} busy={busy} pick={pick} />
        ))}
      </ul>
      {problem && <p className="rs-problem" role="alert">{problem}</p>}
    </section>
  )
}

function Take({ item, used, busy, pick }) {
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
        aria-label={used ? `${name} is in the film` : `Put ${name.toLowerCase()} in the film`} onClick={() => pick(item.number)}>
        {used ? <Check aria-hidden="true" /> : <Play aria-hidden="true" />}
        {used ? "In the film" : busy === item.number ? "Picking …" : "Pick"}
      </button>
    </li>
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
