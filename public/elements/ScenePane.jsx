import { elementState } from "@chainlit/react-client"
import { useRecoilValue } from "recoil"

/* The scene at the side. The pane is only a frame: what it shows is another element, which the server sends again after
   each turn. So an open pane follows the scene and a closed one stays closed. */
export default function ScenePane() {
  const elements = useRecoilValue(elementState)
  const scene = elements.find((element) => element.id === props.element_id)?.props
  if (!scene) return null
  const quiet = { fontSize: 13, color: "hsl(var(--muted-foreground))" }
  return (
    <div data-testid="scene-pane" style={{ display: "grid", gap: 14 }}>
      <div>
        <div style={{ fontWeight: 600 }}>{scene.title}</div>
        <div style={quiet}>{scene.ratio} · {scene.duration_s.toFixed(1)} s</div>
      </div>
      {scene.shots.map((shot) => (
        <div key={shot.id} data-testid="pane-shot" style={{ display: "flex", gap: 10 }}>
          {shot.thumb && <img src={shot.thumb} alt="" loading="lazy" style={{ width: 64, borderRadius: 6 }} />}
          <div>
            <div>{shot.number}. {shot.description} · {shot.duration_s} s</div>
            {shot.lines.map((line) => <div key={line} style={quiet}>{line}</div>)}
          </div>
        </div>
      ))}
      {[...scene.captions, ...scene.sound].map((line, index) => <div key={index} style={quiet}>{line}</div>)}
      <ol style={{ margin: 0, padding: 0, listStyle: "none" }}>
        {scene.revisions.map((revision) => (
          <li key={revision.number} style={{ ...quiet, opacity: revision.undone ? 0.5 : 1 }}>
            {revision.number}. {revision.sentence || "start"}{revision.current ? " · now" : ""}
          </li>
        ))}
      </ol>
    </div>
  )
}
