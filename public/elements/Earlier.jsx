import { useState } from "react"
import { ChevronUp } from "lucide-react"

/* Above the newest part of a long chat: how much is left out, and the way to it. */
function Earlier({ card, callAction }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState("")
  const more = async () => {
    setBusy(true)
    try {
      const answer = (await callAction({ name: "earlier", payload: { shown: card.shown } }))?.response
      if (answer?.ok === false) setProblem(answer.message)
    } catch {
      setProblem("Reshoot could not be reached. Please try once more.")
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="rs-card rs-earlier" data-testid="earlier">
      <button type="button" className="rs-button" data-testid="earlier-more" disabled={busy} onClick={more}>
        <ChevronUp aria-hidden="true" />{busy ? "Fetching …" : "Show earlier messages"}
      </button>
      <span className="rs-quiet">{card.left_out} more; “what did we change?” lists every change</span>
      {problem && <p className="rs-problem" role="alert">{problem}</p>}
    </div>
  )
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.Earlier = kept.Earlier || Earlier

export default <kept.Earlier card={props} callAction={callAction} />
