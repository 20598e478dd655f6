import { useEffect, useRef, useState } from "react"
import { Columns2, Pause, Play, RotateCcw, SquareSplitHorizontal } from "lucide-react"

const SHAPES = { "9:16": "tall", "16:9": "wide" }
const share = (ratio) => ratio.split(":").reduce((width, height) => width / height)

/* Two versions: one picture over the other with a wipe, or side by side, at a time of the film; and what differs. */
function Compare({ card, callAction }) {
  const { a, b, changes, head } = card
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState("")
  const goBack = async (version) => {
    setBusy(true)
    setProblem("")
    try {
      const answer = (await callAction({ name: "version", payload: { do: "restore", version } }))?.response
      if (answer?.ok === false) setProblem(answer.message)
    } catch {
      setProblem("Reshoot could not be reached. Nothing was changed; please try once more.")
    } finally {
      setBusy(false)
    }
  }
  const others = [a, b].filter((side) => side.version !== head)
  return (
    <article className="rs-card rs-receipt rs-compare" data-testid="compare" data-shape={SHAPES[b.ratio] || "square"}
      data-pair="" aria-label={`Version ${a.version} beside version ${b.version}`}>
      <div className="rs-body">
        {a.frame && b.frame && <Pictures card={card} />}
        <div className="rs-text">
          <p className="rs-title">Version {a.version} beside version {b.version}</p>
          <dl className="rs-sides">
            {[a, b].map((side, index) => (
              <div key={index}><dt>version {side.version}</dt><dd>{side.said ? `“${side.said}”` : "the start"}{side.version === head && <span className="rs-badge" data-now="">now</span>}</dd></div>
            ))}
          </dl>
          {changes.length ? <Differences changes={changes} a={a.version} b={b.version} /> : <p className="rs-message">They are the same.</p>}
          {problem && <p className="rs-problem" role="alert">{problem}</p>}
        </div>
      </div>
      {others.length > 0 && (
        <footer className="rs-foot">
          {others.map((side) => (
            <button key={side.version} type="button" className="rs-button" data-testid="compare-restore" disabled={busy} onClick={() => goBack(side.version)}>
              <RotateCcw aria-hidden="true" />Go back to version {side.version}
            </button>
          ))}
        </footer>
      )}
    </article>
  )
}

function Differences({ changes, a, b }) {
  return (
    <table className="rs-changes" data-testid="compare-changes">
      <thead className="rs-hidden"><tr><th scope="col">what</th><th scope="col">version {a}, version {b}</th></tr></thead>
      <tbody>
        {changes.map((change, index) => (
          <tr key={index}>
            <th scope="row">{change.what}</th>
            <td>{change.old} <span className="rs-arrow" role="img" aria-label="becomes">→</span> <strong>{change.new}</strong></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/* Pictures at a chosen time. They are frames until somebody presses play; then the films run in step in their place. */
function Pictures({ card: { a, b, at_s: start } }) {
  const alike = a.ratio === b.ratio
  const length = Math.max(a.duration_s, b.duration_s)
  const [view, setView] = useState(alike ? "wipe" : "side")
  const [divide, setDivide] = useState(50)
  const [at, setAt] = useState(Math.min(start, length))
  const [filmed, setFilmed] = useState(false)
  const [playing, setPlaying] = useState(false)
  const films = { a: useRef(null), b: useRef(null) }
  const both = () => [films.a.current, films.b.current].filter(Boolean)

  useEffect(() => {
    if (!playing) {
      both().forEach((film) => film.pause())
      return undefined
    }
    both().forEach((film) => { film.currentTime = at; film.play().catch(() => setPlaying(false)) })
    const step = () => {
      const lead = both().reduce((one, other) => ((other.duration || 0) > (one.duration || 0) + 0.02 ? other : one))
      both().forEach((film) => { if (film !== lead && !film.ended && Math.abs(film.currentTime - lead.currentTime) > 0.15) film.currentTime = lead.currentTime })
      setAt(Math.min(lead.currentTime, length))
      if (lead.ended) setPlaying(false)
      else tick = requestAnimationFrame(step)
    }
    let tick = requestAnimationFrame(step)
    return () => cancelAnimationFrame(tick)
  }, [playing])

  const seek = (to) => {
    setPlaying(false)
    setAt(to)
    both().forEach((film) => { film.currentTime = to })
  }
  const play = () => {
    if (!playing && at > length - 0.1) setAt(0)
    setFilmed(true)
    setPlaying(!playing)
  }
  const drag = (event) => {
    if (view !== "wipe" || event.target.tagName === "INPUT" || (event.type === "pointermove" && !event.buttons)) return
    const box = event.currentTarget.getBoundingClientRect()
    setDivide(Math.min(Math.max(((event.clientX - box.left) / box.width) * 100, 0), 100))
  }
  const columns = view === "side" ? { gridTemplateColumns: `${share(a.ratio)}fr ${share(b.ratio)}fr` } : {}
  return (
    <div className="rs-film" data-view={view} style={{ "--ratio": b.ratio.replace(":", " / "), "--divide": `${divide}%` }}>
      <div className="rs-stage" style={columns} onPointerDown={drag} onPointerMove={drag} data-testid="compare-stage">
        {[["before", a, "a"], ["after", b, "b"]].map(([which, side, key]) => (
          <div key={key} className="rs-frame" data-which={which} style={{ "--ratio": side.ratio.replace(":", " / ") }}>
            <Frame side={side} at={at} still={!filmed} />
            {filmed && <video ref={films[key]} src={side.film} muted playsInline preload="auto" aria-label={`version ${side.version}`} />}
            <span className="rs-tag">version {side.version}{at > side.duration_s + 0.05 ? " · over" : ""}</span>
          </div>
        ))}
        {view === "wipe" && (
          <input className="rs-divide" type="range" min="0" max="100" step="1" value={divide} data-testid="compare-divide"
            aria-label={`Divide between version ${a.version} and version ${b.version}`} onChange={(event) => setDivide(Number(event.target.value))} />
        )}
      </div>
      <div className="rs-controls">
        <button type="button" className="rs-icon" data-testid="compare-play" onClick={play} aria-label={playing ? "Pause" : "Play"}>{playing ? <Pause /> : <Play />}</button>
        <input className="rs-scrub" type="range" min="0" max={length} step="0.1" value={at} data-testid="compare-time" aria-label="Time of the film"
          aria-valuetext={`${at.toFixed(1)} of ${length.toFixed(1)} seconds`} style={{ "--share": `${length ? (at / length) * 100 : 0}%` }}
          onChange={(event) => seek(Number(event.target.value))} />
        <span className="rs-time">{at.toFixed(1)} / {length.toFixed(1)} s</span>
        {alike && (
          <span className="rs-toggles">
            <button type="button" className="rs-icon" data-testid="compare-wipe" aria-pressed={view === "wipe"} aria-label="Wipe" title="Wipe" onClick={() => setView("wipe")}><SquareSplitHorizontal /></button>
            <button type="button" className="rs-icon" data-testid="compare-side" aria-pressed={view === "side"} aria-label="Side by side" title="Side by side" onClick={() => setView("side")}><Columns2 /></button>
          </span>
        )}
      </div>
    </div>
  )
}

/* A frame at a time; the one before stays until the next is there, and one that cannot be made says so. */
function Frame({ side, at, still }) {
  const moment = Math.min(at, side.duration_s).toFixed(1)
  const [shown, setShown] = useState(null)
  const [broken, setBroken] = useState(false)
  useEffect(() => {
    if (!still) return undefined
    let wanted = true
    const wait = setTimeout(() => {
      const picture = new Image()
      picture.onload = () => { if (wanted) { setShown(picture.src); setBroken(false) } }
      picture.onerror = () => wanted && setBroken(true)
      picture.src = `${side.frame}?at=${moment}`
    }, shown ? 80 : 0)
    return () => { wanted = false; clearTimeout(wait) }
  }, [moment, still])
  if (broken) return <span className="rs-trouble" role="alert">This frame could not be made. The version is kept.</span>
  return shown ? <img src={shown} alt={`Version ${side.version} at ${moment} seconds`} data-testid="compare-frame" data-at={moment} draggable={false} /> : null
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.Compare = kept.Compare || Compare

export default <kept.Compare card={props} callAction={callAction} />
