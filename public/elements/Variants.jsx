import { useState } from "react"
import { elementState } from "@chainlit/react-client"
import { Lock, LockOpen } from "lucide-react"
import { useRecoilValue } from "recoil"

/* Stills to choose from; or, `kept`, those that the film keeps to, which are only shown. Which one is locked is read from the scene of now; the card itself knows only its own moment. */
function Variants({ card, callAction }) {
  const [busy, setBusy] = useState(null)
  const [problem, setProblem] = useState("")
  const scene = useRecoilValue(elementState).find((element) => element.name === "ScenePane" && element.props?.stills)?.props
  const isLocked = (item) => (scene ? scene.stills.includes(item.still) : item.locked)
  const lock = async (still) => {
    setBusy(still)
    setProblem("")
    try {
      const answer = (await callAction({ name: "lock", payload: { still } }))?.response
      if (answer?.ok === false) setProblem(answer.message)
    } catch {
      setProblem("Reshoot could not be reached. Nothing was locked; please try once more.")
    } finally {
      setBusy(null)
    }
  }
  return (
    <section className="rs-card rs-variants" data-testid="variants" aria-label={card.kept ? "Reference pictures" : "Stills to choose from"}>
      <ul>
        {card.items.map((item) => (
          <Variant key={item.still} item={item} kept={card.kept} locked={isLocked(item)} busy={busy} lock={lock} />
        ))}
      </ul>
      {problem && <p className="rs-problem" role="alert">{problem}</p>}
    </section>
  )
}

function Variant({ item, kept, locked, busy, lock }) {
  const [wide, setWide] = useState(false)
  return (
    <li className="rs-variant" data-testid="variant" data-locked={locked} data-wide={wide || undefined}>
      <div className="rs-picture">
        <img src={item.url} alt={item.label} loading="lazy" decoding="async"
          onLoad={(event) => setWide(event.target.naturalWidth > event.target.naturalHeight)} />
        <span className="rs-number" aria-hidden="true">{item.number}</span>
        {item.sketch && <span className="rs-sketch">SKETCH</span>}
      </div>
      <p className="rs-label"><span className="rs-hidden">{kept ? "Reference" : "Still"} {item.number}: </span>{item.label}</p>
      {!kept && (
        <button type="button" className="rs-button" data-testid="variant-lock" aria-pressed={locked} disabled={busy !== null || locked}
          aria-label={locked ? `Still ${item.number} is locked` : `Lock still ${item.number}`} onClick={() => lock(item.still)}>
          {locked ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
          {locked ? "Locked" : busy === item.still ? "Locking …" : "Lock"}
        </button>
      )}
    </li>
  )
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.Variants = kept.Variants || Variants

export default <kept.Variants card={props} callAction={callAction} />
