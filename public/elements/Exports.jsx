/* Finished files with what was checked. */
export default function Exports() {
  return (
    <ul data-testid="exports" style={{ margin: 0, padding: 0, listStyle: "none", display: "grid", gap: 10 }}>
      {props.files.map((file) => (
        <li key={file.url}>
          <a href={file.url} download={file.name}>{file.label}: {file.name}</a>
          <div style={{ fontSize: 13, color: "hsl(var(--muted-foreground))" }}>
            {file.width} × {file.height}, {file.duration_s} s, {file.size_mb} MB ·{" "}
            {file.checks.map((check) => `${check.ok ? "✓" : "✗"} ${check.name} ${check.value}`).join(" · ")}
          </div>
        </li>
      ))}
    </ul>
  )
}
