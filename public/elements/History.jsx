/* Every change of the session, undone ones greyed. */
export default function History() {
  return (
    <ol data-testid="history" style={{ margin: 0, padding: 0, listStyle: "none", display: "grid", gap: 8 }}>
      {props.entries.map((entry) => (
        <li key={entry.revision} data-undone={entry.undone} style={{ display: "flex", gap: 10, opacity: entry.undone ? 0.5 : 1 }}>
          {entry.thumb && <img src={entry.thumb} alt="" loading="lazy" style={{ width: 48, borderRadius: 6 }} />}
          <div>
            <div>{entry.sentence}{entry.current ? " · now" : ""}</div>
            <div style={{ fontSize: 13, color: "hsl(var(--muted-foreground))" }}>
              {entry.changes.map((change) => `${change.what}: ${change.old} → ${change.new}`).join("; ")}
            </div>
          </div>
        </li>
      ))}
    </ol>
  )
}
