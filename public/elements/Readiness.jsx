/* Whether a still is ready to be set in motion, and what to mend. */
export default function Readiness() {
  return (
    <div data-testid="readiness" style={{ display: "flex", gap: 12, alignItems: "flex-start" }}>
      {props.still_url && <img src={props.still_url} alt="the still" style={{ width: 120, borderRadius: 8 }} />}
      <ul style={{ margin: 0, padding: 0, listStyle: "none", fontSize: 13 }}>
        {props.checks.map((check) => (
          <li key={check.name}>
            {check.level === "pass" ? "✓" : "·"} {check.name}: {String(check.value)}{check.fix ? ` · ${check.fix}` : ""}
          </li>
        ))}
      </ul>
    </div>
  )
}
