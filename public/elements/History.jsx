import { useState } from "react"
import { Pause, Play, RotateCcw } from "lucide-react"

/* Every change of the session in order; undone ones are greyed, not hidden. One film plays at a time. */
function History({ card, callAction }) {
  const [playing, setPlaying] = useState(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState("")
  const goBack = async (revision) => {
    setBusy(true)
    setProblem("")
    try {
      const answer = (await callAction({ name: "say", payload: { text: `go back to version ${revision}` } }))?.response
      if (answer?.ok === false) setProblem(answer.message)
    } catch {
      setProblem("Reshoot could not be reached. Nothing was changed; please try once more.")
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="rs-card rs-history" aria-label="What was changed">
      <ol data-testid="history">
        {card.entries.map((entry) => (
          <Entry key={entry.revision} entry={entry} playing={playing === entry.revision} busy={busy} goBack={goBack}
            play={() => setPlaying(playing === entry.revision ? null : entry.revision)} />
        ))}
      </ol>
      {problem && <p className="rs-problem" role="alert">{problem}</p>}
    </section>
  )
}

function Entry({ entry, playing, busy, play, goBack }) {
  const { revision, current, undone, sentence } = entry
  return (
    <li className="rs-entry" data-testid="history-entry" data-revision={revision} data-undone={undone} data-current={current}>
      <button type="button" className="rs-thumb" data-testid="history-play" onClick={play} aria-pressed={playing}
        aria-label={`${playing ? "Stop" : "Play"} version ${revision}: ${sentence}`}>
        {playing ? (
          <video src={entry.play_url} poster={entry.thumb} autoPlay muted loop playsInline />
        ) : (
          entry.thumb && <img src={entry.thumb} alt="" loading="lazy" decoding="async" />
        )}
        <span>{playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}</span>
      </button>
      <div className="rs-told">
        <p className="rs-line">
          <strong>{sentence || "Start"}</strong>
          {current && <span className="rs-badge" data-now="">now</span>}
          {undone && <span className="rs-badge">undone</span>}
        </p>
        <ul>
          {entry.changes.map((change, index) => (
            <li key={index}>
              {change.what} <span className="rs-was">{change.old}</span> <span className="rs-arrow" role="img" aria-label="becomes">→</span>{" "}
              <span className="rs-is">{change.new}</span>
            </li>
          ))}
        </ul>
        <p className="rs-quiet rs-when">
          version {revision}{entry.when && <> · <time dateTime={entry.when}>{clockTime(entry.when)}</time></>}
        </p>
      </div>
      {!current && (
        <button type="button" className="rs-button" data-testid="history-restore" disabled={busy} onClick={() => goBack(revision)}
          aria-label={`Go back to version ${revision}`}>
          <RotateCcw aria-hidden="true" />Go back here
        </button>
      )}
    </li>
  )
}

/* "14:02" for today, "19 Nov, 14:02" for another day, in the person's own time. */
function clockTime(when) {
  const moment = new Date(when)
  if (Number.isNaN(moment.getTime())) return when
  const time = moment.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
  if (moment.toDateString() === new Date().toDateString()) return time
  return `${moment.toLocaleDateString(undefined, { day: "numeric", month: "short" })}, ${time}`
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.History = kept.History || History

export default <kept.History card={props} callAction={callAction} />
