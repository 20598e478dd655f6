import { useEffect, useState } from "react"
import { elementState } from "@chainlit/react-client"
import { History, Play } from "lucide-react"
import { useRecoilValue } from "recoil"

/* The scene at the side. The pane is only a frame: what it shows is another element, which the server sends again after
   each turn. So an open pane follows the scene and a closed one stays closed. */
function ScenePane({ element_id, callAction }) {
  const scene = useRecoilValue(elementState).find((element) => element.id === element_id)?.props
  if (!scene) return null
  return (
    <aside className="rs-card rs-pane" data-testid="scene-pane" aria-label="The scene" style={{ "--ratio": scene.ratio.replace(":", " / ") }}
      data-wide={scene.ratio === "16:9" || undefined}>
      <header>
        <h2>{scene.title}</h2>
        <p className="rs-quiet">
          {scene.ratio} · {scene.duration_s.toFixed(1)} s · {scene.shots.length} {scene.shots.length === 1 ? "shot" : "shots"}
        </p>
      </header>
      {scene.play_url && <Player url={scene.play_url} poster={scene.poster} />}
      <Shots shots={scene.shots} />
      <Lines title="Captions" lines={scene.captions} />
      <Lines title="Sound" lines={scene.sound} />
      <Versions scene={scene} callAction={callAction} />
    </aside>
  )
}

/* The whole film, loaded when it is played. A new version begins with its poster again: its receipt is what plays by itself. */
function Player({ url, poster }) {
  const [wanted, setWanted] = useState(null)
  const loaded = wanted === url
  return (
    <div className="rs-screen">
      <video key={url} src={loaded ? url : undefined} poster={poster || undefined} preload="none" autoPlay={loaded} loop playsInline
        controls={loaded} data-testid="scene-film" aria-label="The whole film" />
      {!loaded && (
        <button type="button" onClick={() => setWanted(url)} aria-label="Play the film" data-testid="scene-play">
          <span><Play aria-hidden="true" /></span>
        </button>
      )}
    </div>
  )
}

/* The storyboard; a click on a shot shows its settings. The shot edited last is the one shown at first. */
function Shots({ shots }) {
  const edited = (shots.find((shot) => shot.selected) || shots[0])?.id
  const [chosen, setChosen] = useState(edited)
  useEffect(() => setChosen(edited), [edited])
  const shot = shots.find((one) => one.id === chosen) || shots[0]
  if (!shot) return null
  return (
    <section>
      <h3>Storyboard</h3>
      <ol className="rs-strip">
        {shots.map((one) => (
          <li key={one.id}>
            <button type="button" className="rs-shot" data-testid="pane-shot" aria-pressed={one.id === shot.id} onClick={() => setChosen(one.id)}
              aria-label={`Shot ${one.number}${one.description ? `: ${one.description}` : ""}, ${one.duration_s} seconds`}>
              <span className="rs-cell">
                {one.thumb ? <img src={one.thumb} alt="" loading="lazy" decoding="async" /> : <em>no still</em>}
              </span>
              <span className="rs-shotline"><b>{one.number}</b> {one.duration_s.toFixed(1)} s</span>
            </button>
          </li>
        ))}
      </ol>
      <div className="rs-settings" data-testid="pane-settings">
        <p><strong>Shot {shot.number}</strong>{shot.description && <span className="rs-quiet"> · {shot.description}</span>}</p>
        <ul>{shot.lines.map((line, index) => <li key={index}>{line}</li>)}</ul>
      </div>
    </section>
  )
}

function Lines({ title, lines }) {
  if (!lines.length) return null
  return (
    <section>
      <h3>{title}</h3>
      <ul className="rs-lines">{lines.map((line, index) => <li key={index}>{line}</li>)}</ul>
    </section>
  )
}

/* The newest versions first; all of them are on the history board, which is one click away. */
function Versions({ scene, callAction }) {
  const [busy, setBusy] = useState(false)
  const open = async () => {
    setBusy(true)
    try {
      await callAction({ name: "say", payload: { text: "what did we change?" } })
    } finally {
      setBusy(false)
    }
  }
  const shown = scene.revisions.some((revision) => revision.current)
  return (
    <section>
      <h3>Versions</h3>
      {!shown && <p className="rs-quiet rs-lines">The film stands at version {scene.revision}.</p>}
      <ol className="rs-versions" data-testid="pane-versions">
        {[...scene.revisions].reverse().map((revision) => (
          <li key={revision.number} data-current={revision.current} data-undone={revision.undone}>
            <b>{revision.number}</b>
            <span>{revision.sentence || "start"}</span>
            {revision.names.map((name) => <span key={name} className="rs-badge" data-name="">{name}</span>)}
            {revision.current && <span className="rs-badge" data-now="">now</span>}
            {revision.undone && <span className="rs-badge">undone</span>}
          </li>
        ))}
      </ol>
      {scene.revisions.length > 0 && (
        <button type="button" className="rs-button rs-openboard" data-testid="pane-board" disabled={busy} onClick={open}>
          <History aria-hidden="true" />All versions, compare, go back
        </button>
      )}
    </section>
  )
}

/* See Receipt.jsx: the first evaluation's component is kept, so that it keeps its state. */
const kept = (window.reshootElements = window.reshootElements || {})
kept.ScenePane = kept.ScenePane || ScenePane

export default <kept.ScenePane element_id={props.element_id} callAction={callAction} />
