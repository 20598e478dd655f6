import { useEffect, useRef, useState } from "react"
import {
  Check, ChevronDown, CircleAlert, CircleHelp, Columns2, Download, KeyRound, Minus, Pause, Play, RectangleVertical,
  RotateCcw, SquareSplitHorizontal, Undo2, Volume2, VolumeX, Wallet,
} from "lucide-react"
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/components/ui/dropdown-menu"

const SIGNS = {
  changed: Check, action: Check, unchanged: Minus, clarify: CircleHelp, needs_engine: KeyRound, awaiting_approval: Wallet,
  refused: CircleAlert, failed: CircleAlert,
}
const VIEWS = [["side", "Side by side", Columns2], ["wipe", "Wipe", SquareSplitHorizontal], ["after", "Only after", RectangleVertical]]
const PLATFORMS = ["TikTok", "Instagram Reels", "YouTube Shorts", "Instagram feed", "Instagram feed portrait", "YouTube"]
const HOME_OF = { "9:16": "TikTok", "16:9": "YouTube", "1:1": "Instagram feed", "4:5": "Instagram feed portrait" }
const FRAME_S = 1 / 30
const Growing = window.ManagedMediaSource || window.MediaSource
const PICTURES = 'video/mp4; codecs="avc1.64001f"'

/* The answer to a turn: what changed, what stayed, the film before and after, and the next steps on offer. */
function Receipt({ card, callAction }) {
  const { after, before, changes, live, notes, offers, outcome, reading, stayed } = card
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState("")
  const call = async (name, payload) => {
    setBusy(true)
    setProblem("")
    try {
      const answer = (await callAction({ name, payload }))?.response
      if (answer?.ok === false) setProblem(answer.message)
    } catch {
      setProblem("Reshoot could not be reached. Nothing was changed; please try once more.")
    } finally {
      setBusy(false)
    }
  }
  const Sign = SIGNS[outcome] || Check
  const words = ownWords(card)
  const shape = !after ? "none" : after.ratio === "16:9" ? "wide" : after.ratio === "9:16" ? "tall" : "square"
  return (
    <article className="rs-card rs-receipt" data-testid="receipt" data-turn={card.turn} data-outcome={outcome}
      data-shape={shape} data-pair={before ? "" : undefined} aria-label={`Receipt: ${card.outcome_label}. ${card.message}`}>
      <div className="rs-body">
        {after && <Film before={before} after={after} live={live} />}
        <div className="rs-text">
          <header className="rs-head">
            <Sign aria-hidden="true" /><span>{card.outcome_label}</span>
            {card.revision !== null && changes.length > 0 && <span className="rs-quiet">version {card.revision}</span>}
          </header>
          {words && <p className={changes.length ? "rs-title" : "rs-message"}>{words}</p>}
          {changes.length > 0 && <Changes changes={changes} />}
          <div className="rs-asides">
            {reading && <p data-testid="receipt-reading">Read as: {reading}</p>}
            {stayed && <p data-testid="receipt-stayed">{stayed}</p>}
            {notes.map((note, index) => <p key={index} className="rs-note">{note}</p>)}
          </div>
          <div className="rs-chips" role="group" aria-label="Next steps on offer">
            {live && offers.map((offer) => (
              <button key={offer.index} type="button" className="rs-chip" data-testid="chip" disabled={busy}
                onClick={() => call("chip", { turn: card.turn, index: offer.index })}>
                {offer.label}
              </button>
            ))}
          </div>
          {problem && <p className="rs-problem" role="alert">{problem}</p>}
        </div>
        {card.framings && <Framings framings={card.framings} />}
      </div>
      <Foot card={card} busy={busy} say={(text) => call("say", { text })} />
    </article>
  )
}

/* What the message says before it comes to the changes, which stand below it anyway; else what was asked. */
function ownWords({ message, changes, sentence }) {
  const [first] = changes
  const at = first ? message.indexOf(`${first.what}: ${first.old} → ${first.new}`) : -1
  const words = at < 0 ? message : message.slice(0, at).trim()
  return words || (sentence && `“${sentence}”`)
}

function Changes({ changes }) {
  return (
    <table className="rs-changes" data-testid="receipt-changes">
      <tbody>
        {changes.map((change, index) => (
          <tr key={index}>
            <th scope="row">{change.what}</th>
            <td>
              <span className="rs-was">{change.old}</span> <span className="rs-arrow" role="img" aria-label="becomes">→</span>{" "}
              <strong>{change.new}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/* The still with the end framings of before (dashed) and now (solid); what falls outside is shaded. */
function Framings({ framings: { still_url, old, new: now } }) {
  const points = (quad) => quad.map(([x, y]) => `${x * 100},${y * 100}`).join(" ")
  return (
    <figure className="rs-framings" data-testid="receipt-framings">
      <div className="rs-still">
        <img src={still_url} alt="The still with its end framings" loading="lazy" decoding="async" />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {now && <path className="rs-outside" fillRule="evenodd" d={`M0 0H100V100H0ZM${points(now)}Z`} />}
          {old && <polygon className="rs-old" points={points(old)} />}
          {now && <polygon className="rs-new" points={points(now)} />}
        </svg>
      </div>
      <figcaption>
        <span>End framing</span>
        {old && <span className="rs-key" data-old="">before</span>}
        {now && <span className="rs-key">{old ? "now" : "this version"}</span>}
      </figcaption>
    </figure>
  )
}

function Foot({ card, busy, say }) {
  const { after, before, can_undo, cost, live, revision, seconds } = card
  const home = HOME_OF[after?.ratio] || "TikTok"
  const button = (id, Icon, label, text) => (
    <button type="button" className="rs-button" data-testid={id} disabled={busy} onClick={() => say(text)}>
      <Icon aria-hidden="true" />{label}
    </button>
  )
  return (
    <footer className="rs-foot">
      {live && can_undo && button("button-undo", Undo2, "Undo", "undo")}
      {live && before && button("button-compare", Columns2, "Compare", "compare with the version before")}
      {live && after && (
        <span className="rs-split">
          {button("button-export", Download, `Export for ${home}`, `export for ${home}`)}
          <DropdownMenu>
            <DropdownMenuTrigger className="rs-button" data-testid="button-export-more" disabled={busy} aria-label="Export for another platform">
              <ChevronDown aria-hidden="true" />
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              {PLATFORMS.map((name) => (
                <DropdownMenuItem key={name} onSelect={() => say(`export for ${name}`)}>{name}</DropdownMenuItem>
              ))}
            </DropdownMenuContent>
          </DropdownMenu>
        </span>
      )}
      {!live && after && button("button-restore", RotateCcw, "Go back here", `go back to version ${revision}`)}
      <span className="rs-cost">
        {seconds < 0.095 ? `${Math.max(1, Math.round(seconds * 1000))} ms` : `${seconds.toFixed(1)} s`}
        {" · "}{cost || "no cost"}
      </span>
    </footer>
  )
}

/* Two films in step on one clock: that of the longer one; the other follows, and waits on its last frame if it is shorter.
   Pictures load when they come near, films when they are played or, for the latest receipt, seen. While the latest film is
   still being made, what there is of it plays already. */
function Film({ before, after, live }) {
  const root = useRef(null)
  const films = { before: useRef(null), after: useRef(null) }
  const near = useSeen(root, "500px 0px", true)
  const seen = useSeen(root, "-80px 0px")
  const [view, setView] = useState(before ? "side" : "after")
  const [wanted, setWanted] = useState(live && !matchMedia("(prefers-reduced-motion: reduce)").matches)
  const [loaded, setLoaded] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const [broken, setBroken] = useState("")
  const [clock, setClock] = useState({ at: 0, length: 0 })
  const [divide, setDivide] = useState(50)
  const [muted, setMuted] = useState(true)
  const [early, leaveEarly] = useEarlyFilm(live ? after : null)
  const resume = useRef(0)
  const ready = !after.pending || !!early
  const whole = { ...after, url: early || after.url }
  const trouble = broken || (after.error && !loaded ? after.error : "")
  const playing = wanted && seen && ready && !trouble
  const all = () => [films.after.current, view !== "after" && films.before.current].filter(Boolean)
  const longest = () => all().reduce((a, b) => (b.duration > a.duration + 0.02 ? b : a))

  useEffect(() => { if (!live) setWanted(false) }, [live])
  useEffect(() => { if (playing) setLoaded(true) }, [playing])
  useEffect(() => {
    if (!loaded || !playing) {
      all().forEach((film) => film.pause())
      return undefined
    }
    const start = (film) => film.play().catch((error) => error.name === "NotAllowedError" && setWanted(false))
    const step = () => {
      const lead = longest()
      all().forEach((film) => film !== lead && follow(film, lead))
      setClock({ at: lead.currentTime, length: lead.duration || 0 })
      if (lead.ended) restart(start)
      tick = requestAnimationFrame(step)
    }
    let tick = requestAnimationFrame(step)
    all().forEach(start)
    return () => cancelAnimationFrame(tick)
  }, [loaded, playing, view, whole.url, after.pending])

  /* The growing film has no sound: where the whole one has, it takes over at the first return to the start. */
  const mute = early && !after.pending && after.early.sound
  const restart = (start) => {
    if (mute) leaveEarly()
    else all().forEach((film) => { film.currentTime = 0; start(film) })
  }
  const sound = () => {
    if (muted && mute) {
      resume.current = films.after.current?.currentTime || 0
      leaveEarly()
    }
    setMuted(!muted)
  }
  const seek = (to) => {
    setLoaded(true)
    const at = Math.min(Math.max(to, 0), longest().duration || 0)
    all().forEach((film) => { film.currentTime = Math.min(at, (film.duration || FRAME_S) - FRAME_S / 2) })
    setClock((old) => ({ ...old, at }))
  }
  const toggle = () => {
    if (trouble) all().forEach((film) => film.load())
    if (trouble) setLoaded(true)
    setBroken("")
    setWanted(!!trouble || !wanted)
  }
  const onKey = (event) => {
    const nudge = (frames) => { setWanted(false); seek(clock.at + frames * FRAME_S) }
    const keys = { " ": toggle, Enter: toggle, ArrowLeft: () => nudge(-1), ArrowRight: () => nudge(1) }
    if (event.target !== event.currentTarget || !keys[event.key]) return
    event.preventDefault()
    keys[event.key]()
  }
  const video = (which, film) => (
    <video ref={films[which]} data-testid={`receipt-video-${which}`} muted={muted || which === "before"} playsInline loop={false}
      poster={near ? film.poster : undefined} src={loaded && ready ? film.url : undefined} preload={loaded ? "auto" : "none"}
      aria-label={`${which}, ${film.label}`} disableRemotePlayback onLoadedMetadata={(event) => {
        if (film === whole && resume.current) event.target.currentTime = resume.current
        resume.current = 0
        setClock((old) => ({ ...old, length: longest().duration || 0 }))
      }}
      onWaiting={() => setWaiting(true)} onCanPlay={() => setWaiting(false)} onPlaying={() => setWaiting(false)}
      onError={() => early && film === whole ? leaveEarly() : setBroken("This film could not be loaded. The change is kept; press play to try once more.")} />
  )
  return (
    <div className="rs-film" ref={root} data-view={view} style={{ "--ratio": after.ratio.replace(":", " / "), "--divide": `${divide}%` }}>
      <div className="rs-stage" tabIndex={0} role="group" onKeyDown={onKey} onClick={ready ? toggle : undefined}
        aria-label="Film. Space plays and pauses, the arrow keys step by one frame.">
        {before && (
          <div className="rs-frame" data-which="before">
            {video("before", before)}
            <span className="rs-tag">before · {before.label}</span>
          </div>
        )}
        <div className="rs-frame" data-which="after" data-pending={after.pending || undefined} data-early={early ? "" : undefined}>
          {!ready && before && near && <img className="rs-ghost" src={before.poster} alt="" />}
          {ready ? video("after", whole) : <span className="rs-pending" role="status" data-testid="receipt-pending">Making the film …</span>}
          {waiting && playing && <span className="rs-loading" role="status" aria-label="The film is loading" />}
          {trouble && <span className="rs-trouble" role="alert" data-testid="receipt-film-error">{trouble}</span>}
          {ready && !wanted && !trouble && clock.at === 0 && <span className="rs-bigplay" aria-hidden="true"><Play /></span>}
          {before && <span className="rs-tag">after · {after.label}</span>}
        </div>
        {view === "wipe" && ready && (
          <input className="rs-divide" type="range" min="0" max="100" step="0.5" value={divide} data-testid="receipt-divide"
            aria-label="Divide between before and after" onClick={(event) => event.stopPropagation()}
            onChange={(event) => setDivide(Number(event.target.value))} />
        )}
      </div>
      <div className="rs-controls" inert={ready ? undefined : ""}>
        <button type="button" className="rs-icon" data-testid="receipt-play" onClick={toggle} aria-label={wanted && !trouble ? "Pause" : "Play"}>
          {wanted && !trouble ? <Pause /> : <Play />}
        </button>
        <input className="rs-scrub" type="range" min="0" max={clock.length || 1} step="0.01" value={clock.at} data-testid="receipt-scrub"
          aria-label="Time" aria-valuetext={`${clock.at.toFixed(1)} of ${clock.length.toFixed(1)} seconds`}
          style={{ "--share": `${clock.length ? (clock.at / clock.length) * 100 : 0}%` }}
          onPointerDown={() => setWanted(false)} onChange={(event) => seek(Number(event.target.value))} />
        <span className="rs-time">{clock.length ? `${clock.at.toFixed(1)} / ${clock.length.toFixed(1)} s` : ""}</span>
        <span className="rs-toggles">
          <button type="button" className="rs-icon" data-testid="receipt-sound" onClick={sound}
            aria-label={muted ? "Sound on" : "Sound off"}>{muted ? <VolumeX /> : <Volume2 />}</button>
          {before && VIEWS.map(([name, label, Icon]) => (
            <button key={name} type="button" className="rs-icon" aria-pressed={view === name} aria-label={label} title={label}
              data-testid={`view-${name}`} onClick={() => setView(name)}><Icon /></button>
          ))}
        </span>
      </div>
    </div>
  )
}

/* The address of a film that is still being made, and a way to leave it for the whole one. Null once it is left, or where
   there is none: the film was whole, nobody makes it, the browser cannot put a film together, or it broke off. */
function useEarlyFilm(after) {
  const [url, setUrl] = useState(null)
  const wished = useRef(after?.pending && after.early)
  const leave = () => setUrl(null)
  useEffect(() => {
    if (!wished.current || !after || !Growing?.isTypeSupported(PICTURES)) return undefined
    const leaving = new AbortController()
    const source = new Growing()
    const address = URL.createObjectURL(source)
    feed(source, wished.current, leaving.signal, () => setUrl(address)).catch(leave)
    return () => { leaving.abort(); URL.revokeObjectURL(address); leave() }
  }, [!after])
  return [url, leave]
}

/* Put a growing film into `source`, as it comes; `begin` is told when there is something to see. Fails when it breaks off. */
async function feed(source, { url, length_s, start_s }, signal, begin) {
  const answer = await fetch(url, { signal })
  if (!answer.ok || answer.redirected) return
  const reader = answer.body.getReader()
  let buffer = null
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    if (!buffer) {
      begin()
      await once(source, "sourceopen", signal)
      buffer = source.addSourceBuffer(PICTURES)
      buffer.timestampOffset = -start_s
      source.duration = length_s
    }
    const taken = once(buffer, "updateend", signal)
    buffer.appendBuffer(value)
    await taken
  }
  const end = buffer?.buffered.length ? buffer.buffered.end(buffer.buffered.length - 1) : 0
  if (end < length_s - 0.2) throw new Error("the film broke off")
  source.endOfStream()
}

/* The next event of a name; fails when `signal` ends all waiting. */
function once(target, name, signal) {
  return new Promise((done, fail) => {
    target.addEventListener(name, done, { once: true, signal })
    signal.addEventListener("abort", fail, { once: true })
  })
}

/* Keep `film` where `lead` is: a jump for a large gap, else a little slower or faster until they meet. */
function follow(film, lead) {
  if (film.readyState < 2 || film.seeking || lead.currentTime >= film.duration) return
  const gap = lead.currentTime - film.currentTime
  if (Math.abs(gap) > 0.3) film.currentTime = lead.currentTime
  film.playbackRate = Math.abs(gap) > 0.02 ? 1 + Math.max(-0.2, Math.min(0.2, gap)) : 1
  if (film.paused && !film.ended) film.play().catch(() => film.pause())
}

/* Whether an element is on screen (widened by `margin`); with `once` it stays so. */
function useSeen(ref, margin, once) {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => {
      setSeen(entry.isIntersecting)
      if (once && entry.isIntersecting) watch.disconnect()
    }, { rootMargin: margin, scrollMargin: margin })
    watch.observe(ref.current)
    return () => watch.disconnect()
  }, [])
  return seen
}

/* Chainlit evaluates this file again whenever anything happens in the chat. React keeps a component's state, and a playing
   film, only while its function stays the same one: so the first evaluation's function is the one that is used. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.Receipt = kept.Receipt || Receipt

export default <kept.Receipt card={props} callAction={callAction} />
