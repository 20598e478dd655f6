import { useEffect, useRef, useState } from "react"
import { Check, ChevronDown, Download, Pause, Play, TriangleAlert } from "lucide-react"

/* Finished files: what each is, what was checked against its platform's limits, and the download. */
function Exports({ card }) {
  return (
    <section className="rs-card rs-exports" data-testid="exports" aria-label="Finished files">
      <ul>{card.files.map((file) => <File key={file.url} file={file} />)}</ul>
    </section>
  )
}

function File({ file }) {
  const missed = file.checks.filter((check) => !check.ok)
  const [open, setOpen] = useState(missed.length > 0)
  const Sign = missed.length ? TriangleAlert : Check
  return (
    <li className="rs-file" data-testid="export" data-ok={missed.length === 0}>
      <Picture file={file} />
      <div className="rs-told">
        <p className="rs-line"><strong>{file.label}</strong><span className="rs-quiet">{file.name}</span></p>
        <p className="rs-facts">
          {file.width} × {file.height} <i>·</i> {file.duration_s?.toFixed(1)} s <i>·</i> {file.size_mb} MB
        </p>
        {file.notes.map((note, index) => <p key={index} className="rs-note rs-quiet">{note}</p>)}
        {file.checks.length > 0 && (
          <button type="button" className="rs-link" data-testid="export-checks" aria-expanded={open} data-ok={missed.length === 0}
            onClick={() => setOpen(!open)}>
            <Sign aria-hidden="true" />{file.checks.length - missed.length} of {file.checks.length} checks pass<ChevronDown aria-hidden="true" />
          </button>
        )}
        {open && <Checks checks={file.checks} />}
      </div>
      <a className="rs-button" data-solid="" data-testid="export-download" href={file.url} download={file.name}
        aria-label={`Download ${file.label}: ${file.name}`}>
        <Download aria-hidden="true" />Download
      </a>
    </li>
  )
}

function Checks({ checks }) {
  return (
    <table className="rs-limits">
      <thead>
        <tr><th scope="col"><span className="rs-hidden">check</span></th><th scope="col">this file</th><th scope="col">allowed</th></tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <tr key={check.name} data-ok={check.ok}>
            <th scope="row">
              {check.ok ? <Check role="img" aria-label="passes" /> : <TriangleAlert role="img" aria-label="does not pass" />}
              {check.name}
            </th>
            <td>{String(check.value)}</td>
            <td className="rs-quiet">{String(check.limit ?? "")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/* The file itself as its own picture: its first frame is fetched when it comes on screen, the rest when it is played. */
function Picture({ file }) {
  const film = useRef(null)
  const [seen, setSeen] = useState(false)
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => entry.isIntersecting && setSeen(true))
    watch.observe(film.current)
    return () => watch.disconnect()
  }, [])
  const toggle = () => (film.current.paused ? film.current.play().catch(() => setPlaying(false)) : film.current.pause())
  return (
    <button type="button" className="rs-thumb" data-testid="export-play" onClick={toggle} aria-pressed={playing}
      style={{ aspectRatio: `${file.width || 9} / ${file.height || 16}` }} aria-label={`${playing ? "Pause" : "Play"} ${file.name}`}>
      <video ref={film} src={seen ? file.url : undefined} poster={file.poster || undefined} preload={file.poster ? "none" : "metadata"} muted
        loop playsInline onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)} />
      <span>{playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}</span>
    </button>
  )
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.Exports = kept.Exports || Exports

export default <kept.Exports card={props} />
