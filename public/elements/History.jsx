import { useEffect, useState } from "react"
import { elementState } from "@chainlit/react-client"
import { Columns2, Download, Eraser, GitBranch, Pause, Play, RotateCcw, Tag } from "lucide-react"
import { useRecoilValue } from "recoil"

const LANE = 14
const MOST_LANES = 5
const UNREACHED = "Reshoot could not be reached. Nothing was changed; please try once more."

/* The versions of the session as a tree, the newest at the top; undone ones are greyed, not hidden. What it shows is read
   from the server, and again whenever the scene changes: an old board tells the truth, too. */
function History({ card, callAction }) {
  const scene = useRecoilValue(elementState).find((element) => element.name === "ScenePane" && element.props?.revisions)
  const [board, setBoard] = useState(null)
  const [playing, setPlaying] = useState(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState("")

  const read = async (until, count) => {
    const asked = new URLSearchParams(card.only ? { only: card.only.join(",") } : { count })
    if (until !== null && !card.only) asked.set("until", until)
    const answer = await fetch(`/board/${card.session}?${asked}`)
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
  }
  const show = async (work) => {
    try {
      const page = await work()
      setBoard(page)
      setProblem("")
    } catch {
      setProblem("The versions could not be read. Nothing was changed; reload the page to try once more.")
    }
  }
  const shown = board ? board.entries.length : 0
  useEffect(() => { show(() => read(card.until, Math.min(Math.max(shown, 24), 200))) }, [scene])
  const earlier = () => show(async () => {
    const page = await read(board.earlier, 24)
    return { ...page, entries: [...board.entries, ...page.entries] }
  })
  const act = async (payload) => {
    setBusy(true)
    setProblem("")
    try {
      const answer = (await callAction({ name: "version", payload }))?.response
      if (answer?.ok === false) setProblem(answer.message)
      show(() => read(card.until, Math.min(Math.max(shown, 24), 200)))
    } catch {
      setProblem(UNREACHED)
    } finally {
      setBusy(false)
    }
  }
  const lanes = Math.min(board ? board.lanes : 1, MOST_LANES)
  return (
    <section className="rs-card rs-history" aria-label="What was changed" data-testid="board" aria-busy={!board}
      style={{ "--rail": card.only ? "0px" : `${lanes * LANE + 10}px` }}>
      {!card.only && (
        <header className="rs-boardhead">
          <p>{board ? <><strong>{board.versions - 1} {board.versions === 2 ? "change" : "changes"}</strong> <span className="rs-quiet">the film stands at version {board.head}</span></> : "Reading the versions …"}</p>
          <span className="rs-quiet rs-takeaway">
            <Download aria-hidden="true" />
            <a className="rs-link" data-testid="board-markdown" href={`/document/${card.session}.zip`} download title="The session with thumbnails">Markdown</a>
            <a className="rs-link" data-testid="board-json" href={`/document/${card.session}.json`} download title="The session as data">JSON</a>
          </span>
        </header>
      )}
      <ol data-testid="history">
        {(board?.entries || []).map((entry) => (
          <Entry key={entry.version} entry={entry} head={board.head} playing={playing === entry.version} busy={busy} act={act}
            play={() => setPlaying(playing === entry.version ? null : entry.version)} />
        ))}
      </ol>
      {board && board.earlier !== null && (
        <button type="button" className="rs-more" data-testid="board-earlier" onClick={earlier}>
          Earlier versions ({board.earlier + 1} more)
        </button>
      )}
      {problem && <p className="rs-problem" role="alert">{problem}</p>}
    </section>
  )
}

function Entry({ entry, head, playing, busy, play, act }) {
  const { version, current, undone, names } = entry
  const [naming, setNaming] = useState(false)
  const said = entry.said || "The start"
  const save = (name) => { setNaming(false); if (name.trim()) act({ do: "name", version, name: name.trim() }) }
  const small = [
    [!current, "compare", `Compare version ${version} with the present one`, Columns2, () => act({ do: "compare", version, with: head })],
    [entry.can_revert, "revert", `Take back this change and keep the later ones`, Eraser, () => act({ do: "revert", version })],
    [true, "branch", `Branch from version ${version} into a session of its own`, GitBranch, () => act({ do: "branch", version })],
    [true, "name", `Name version ${version}`, Tag, () => setNaming(!naming)],
  ]
  return (
    <li className="rs-entry" data-testid="history-entry" data-version={version} data-undone={undone} data-current={current}>
      {entry.rail && <Rail rail={entry.rail} current={current} undone={undone} />}
      <div className="rs-row">
        <Thumb entry={entry} said={said} playing={playing} play={play} />
        <div className="rs-told">
          <p className="rs-line">
            <strong>{said}</strong>
            {current && <span className="rs-badge" data-now="">now</span>}
            {undone && <span className="rs-badge">undone</span>}
            {names.map((name) => <span key={name} className="rs-badge" data-name="" data-testid="version-name"><Tag aria-hidden="true" />{name}</span>)}
          </p>
          <Changes changes={entry.changes} />
          <Facts entry={entry} />
          {naming && <Naming version={version} save={save} cancel={() => setNaming(false)} />}
        </div>
        <div className="rs-acts" role="group" aria-label={`Version ${version}`}>
          {!current && (
            <button type="button" className="rs-button" data-testid="version-restore" disabled={busy} onClick={() => act({ do: "restore", version })}
              aria-label={`Go back to version ${version}`}>
              <RotateCcw aria-hidden="true" />Go back here
            </button>
          )}
          <span>
            {small.map(([on, name, label, Icon, click]) => on && (
              <button key={name} type="button" className="rs-icon" data-testid={`version-${name}`} disabled={busy} aria-label={label} title={label}
                aria-expanded={name === "name" ? naming : undefined} onClick={click}><Icon aria-hidden="true" /></button>
            ))}
          </span>
        </div>
      </div>
    </li>
  )
}

/* The film of a version in its thumbnail; what cannot be shown is a plain tile, never a broken picture. */
function Thumb({ entry, said, playing, play }) {
  const [broken, setBroken] = useState(false)
  const { version, thumb, film, ratio } = entry
  const shape = { aspectRatio: ratio.replace(":", " / ") }
  if (!thumb) return <span className="rs-thumb" data-empty="" data-wide={ratio === "16:9" || undefined} style={shape} aria-hidden="true">{version}</span>
  return (
    <button type="button" className="rs-thumb" data-testid="history-play" onClick={play} aria-pressed={playing} style={shape}
      data-wide={ratio === "16:9" || undefined} aria-label={`${playing ? "Stop" : "Play"} version ${version}: ${said}`}>
      {playing ? (
        <video src={film} poster={thumb} autoPlay muted loop playsInline />
      ) : broken ? (
        <em>{version}</em>
      ) : (
        <img src={thumb} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      )}
      <span>{playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}</span>
    </button>
  )
}

function Changes({ changes }) {
  const [all, setAll] = useState(false)
  const shown = all ? changes : changes.slice(0, 3)
  return (
    <ul>
      {shown.map((change, index) => (
        <li key={index}>
          {change.what} <span className="rs-was">{change.old}</span> <span className="rs-arrow" role="img" aria-label="becomes">→</span>{" "}
          <span className="rs-is">{change.new}</span>
        </li>
      ))}
      {changes.length > 3 && (
        <li><button type="button" className="rs-link" aria-expanded={all} onClick={() => setAll(!all)}>{all ? "less" : `and ${changes.length - 3} more`}</button></li>
      )}
    </ul>
  )
}

function Facts({ entry }) {
  const { version, when, seconds, cost_usd: cost } = entry
  return (
    <p className="rs-quiet rs-when">
      version {version}
      {when && <> · <time dateTime={when}>{clockTime(when)}</time></>}
      {seconds !== null && <> · {seconds.toFixed(1)} s</>}
      {entry.said && <> · {cost > 0 ? `$${cost.toFixed(2)}` : "free"}</>}
    </p>
  )
}

function Naming({ version, save, cancel }) {
  const [name, setName] = useState("")
  const onKey = (event) => {
    if (event.key === "Escape") cancel()
    if (event.key === "Enter") save(name)
    event.stopPropagation()
  }
  return (
    <p className="rs-naming">
      <input type="text" autoFocus maxLength={60} value={name} placeholder="calm cut" data-testid="version-name-input" aria-label={`Name of version ${version}`}
        onChange={(event) => setName(event.target.value)} onKeyDown={onKey} />
      <button type="button" className="rs-button" data-testid="version-name-save" disabled={!name.trim()} onClick={() => save(name)}>Name it</button>
    </p>
  )
}

/* This version's dot, the lanes that lead up and down from it, those that pass by, and those that branch off here. */
function Rail({ rail, current, undone }) {
  const at = (lane) => Math.min(lane, MOST_LANES - 1) * LANE + LANE / 2
  const x = at(rail.lane)
  return (
    <span className="rs-rail" aria-hidden="true">
      {rail.through.map((lane) => <i key={lane} data-main={lane === 0 || undefined} style={{ left: at(lane), top: 0, bottom: 0 }} />)}
      {rail.up && <i data-main={rail.lane === 0 || undefined} style={{ left: x, top: 0, height: "var(--dot)" }} />}
      {rail.down && <i data-main={rail.lane === 0 || undefined} style={{ left: x, top: "var(--dot)", bottom: 0 }} />}
      {rail.joins.map((lane) => <u key={lane} style={{ left: x, width: Math.max(at(lane) - x, 2) }} />)}
      <b data-current={current || undefined} data-undone={undone || undefined} style={{ left: x }} />
    </span>
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
