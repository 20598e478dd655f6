import { useState } from "react"
import { Button } from "@/components/ui/button"

/* The answer to a turn: what changed, what stayed, the film before and after, and the next steps on offer. */
export default function Receipt() {
  const [busy, setBusy] = useState(false)
  const { outcome, message, changes, stayed, reading, notes, seconds, offers, before, after, live, can_undo } = props

  const call = async (name, payload) => {
    setBusy(true)
    try {
      await callAction({ name, payload })
    } finally {
      setBusy(false)
    }
  }
  const quiet = { fontSize: 13, color: "hsl(var(--muted-foreground))" }

  return (
    <div data-testid="receipt" data-turn={props.turn} data-outcome={outcome} style={{ display: "grid", gap: 10 }}>
      {(outcome !== "changed" || !changes.length) && <div style={{ whiteSpace: "pre-line" }}>{message}</div>}
      {changes.length > 0 && (
        <ul data-testid="changes" style={{ margin: 0, padding: 0, listStyle: "none" }}>
          {changes.map((change, index) => (
            <li key={index}>
              {change.what}: <span style={quiet}>{change.old}</span> → <strong>{change.new}</strong>
            </li>
          ))}
        </ul>
      )}
      {stayed && <div style={quiet}>{stayed}</div>}
      {reading && <div style={quiet}>{reading}</div>}
      {notes.map((note, index) => (
        <div key={index} style={quiet}>{note}</div>
      ))}
      {after && (
        <div style={{ display: "flex", gap: 10, alignItems: "flex-end" }}>
          {before && (
            <video data-testid="before" src={before.url} poster={before.poster} preload="none" controls loop muted
              playsInline style={{ height: 240, borderRadius: 8, opacity: 0.8 }} />
          )}
          {after.pending ? (
            <div data-testid="pending" style={quiet}>Making the film …</div>
          ) : after.error ? (
            <div data-testid="film-error" style={quiet}>{after.error}</div>
          ) : (
            <video data-testid="after" src={after.url} poster={after.poster} preload="metadata" controls loop muted
              autoPlay={live} playsInline style={{ height: 320, borderRadius: 8 }} />
          )}
        </div>
      )}
      {live && (offers.length > 0 || can_undo) && (
        <div style={{ display: "flex", flexWrap: "wrap", gap: 6 }}>
          {offers.map((offer) => (
            <Button key={offer.index} size="sm" variant="outline" disabled={busy} data-testid="chip"
              onClick={() => call("chip", { turn: props.turn, index: offer.index })}>
              {offer.label}
            </Button>
          ))}
          {can_undo && (
            <Button size="sm" variant="ghost" disabled={busy} data-testid="undo" onClick={() => call("say", { text: "undo" })}>
              Undo
            </Button>
          )}
        </div>
      )}
      <div style={quiet}>{seconds.toFixed(1)} s</div>
    </div>
  )
}
