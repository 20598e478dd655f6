import { useState } from "react"
import { Check, CircleAlert, CircleDashed, CircleHelp, LoaderCircle, Wallet, X } from "lucide-react"

const SIGNS = {
  PREPARED: CircleDashed, SUBMITTING: LoaderCircle, SUBMITTED: LoaderCircle, DONE: Check, FAILED: CircleAlert,
  NEEDS_HUMAN: CircleHelp, CANCELLED: X,
}
const HEADS = {
  open: "Needs your go", agreed: "Agreed", withdrawn: "Withdrawn, nothing was spent", running: "In the making",
}

/* What something costs, before it is bought; then how it is coming along. */
function Spend({ card, callAction }) {
  const [busy, setBusy] = useState(false)
  const [others, setOthers] = useState(false)
  const [problem, setProblem] = useState("")
  const call = async (name, payload) => {
    setBusy(true)
    setProblem("")
    try {
      const answer = (await callAction({ name, payload }))?.response
      if (answer?.ok === false) setProblem(answer.message)
    } catch {
      setProblem("Reshoot could not be reached. Nothing was sent; please try once more.")
    } finally {
      setBusy(false)
    }
  }
  const press = (index) => call("chip", { turn: card.turn, index })
  const open = card.phase === "open"
  const head = card.phase === "over" ? ended(card.calls) : HEADS[card.phase]
  return (
    <section className="rs-card rs-spend" data-testid="spend" data-phase={card.phase}
      aria-label={`${head}: ${card.what} by ${card.engine}, ${card.total}`}>
      <div className="rs-body">
        <div className="rs-text">
          <header className="rs-head"><Wallet aria-hidden="true" /><span>{head}</span></header>
          <div className="rs-price">
            <p className="rs-title">{card.what}<span className="rs-quiet"> by {card.engine}</span></p>
            <p className="rs-total" data-testid="spend-total">{card.total}</p>
          </div>
          {open && <p className="rs-quiet">
            {card.each && `${card.count} at ${card.each} each · `}{card.money}{card.per && ` · ${card.per}`}
          </p>}
          {card.prompt && (open || card.phase === "running") && (
            <p className="rs-note rs-sent" data-testid="spend-prompt"><span className="rs-quiet">What is sent: </span>{card.prompt}</p>
          )}
          {open && card.notes.map((note, index) => <p key={index} className="rs-note">{note}</p>)}
          {!open && card.calls.length > 0 && <Calls calls={card.calls} />}
          {open && others && (
            <div className="rs-chips" role="group" aria-label="Other ways">
              {card.changes.map((change) => (
                <button key={change.index} type="button" className="rs-chip" data-testid="spend-change" disabled={busy}
                  onClick={() => press(change.index)}>
                  {change.label}
                </button>
              ))}
            </div>
          )}
          {problem && <p className="rs-problem" role="alert">{problem}</p>}
        </div>
      </div>
      {open && (
        <footer className="rs-foot">
          <button type="button" className="rs-button rs-go" data-testid="spend-go" disabled={busy} onClick={() => press(card.go)}>
            Go, {card.total}
          </button>
          {card.changes.length > 0 && (
            <button type="button" className="rs-button" data-testid="spend-others" aria-expanded={others} disabled={busy}
              onClick={() => setOthers(!others)}>
              Change
            </button>
          )}
          <button type="button" className="rs-button" data-testid="spend-cancel" disabled={busy} onClick={() => press(card.cancel)}>
            Cancel
          </button>
          {card.always && (
            <button type="button" className="rs-link rs-always" data-testid="spend-always" disabled={busy}
              onClick={() => press(card.always.index)}>
              Go, and {card.always.label}
            </button>
          )}
        </footer>
      )}
      {card.phase === "running" && (
        <footer className="rs-foot">
          <button type="button" className="rs-button" data-testid="spend-stop" disabled={busy} onClick={() => call("stop_orders", {})}>
            Stop
          </button>
          <span className="rs-cost">You can close this page; it goes on.</span>
        </footer>
      )}
    </section>
  )
}

/* How a purchase ended, in words. */
function ended(calls) {
  const states = calls.map((call) => call.state)
  if (states.includes("NEEDS_HUMAN")) return "Needs your word"
  if (states.includes("DONE")) return "Done"
  return states.includes("FAILED") ? "It did not work" : "Stopped"
}

function Calls({ calls }) {
  return (
    <ul className="rs-orders" aria-live="polite">
      {calls.map((call) => {
        const Sign = SIGNS[call.state] || CircleDashed
        const share = call.progress === null ? null : Math.round(call.progress * 100)
        return (
          <li key={call.number} data-state={call.state} data-testid="spend-call">
            <Sign aria-hidden="true" />
            <span>{calls.length > 1 && `${call.number}: `}{call.words}{share !== null && `, ${share} %`}</span>
            {call.cost && <span className="rs-quiet">{call.cost}</span>}
            {share !== null && <progress max="100" value={share} aria-label={`Order ${call.number}`} />}
            {call.message && <p className="rs-quiet">{call.message}</p>}
          </li>
        )
      })}
    </ul>
  )
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.Spend = kept.Spend || Spend

export default <kept.Spend card={props} callAction={callAction} />
