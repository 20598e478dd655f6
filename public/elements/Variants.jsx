import { Button } from "@/components/ui/button"

/* Stills to choose from. */
export default function Variants() {
  return (
    <div data-testid="variants" style={{ display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(150px, 1fr))", gap: 10 }}>
      {props.items.map((item) => (
        <figure key={item.still} style={{ margin: 0 }}>
          <img src={item.url} alt={item.label} loading="lazy" style={{ width: "100%", borderRadius: 8 }} />
          <figcaption style={{ display: "flex", justifyContent: "space-between", alignItems: "center", fontSize: 13 }}>
            <span>{item.number}. {item.label}{item.sketch ? " (sketch)" : ""}</span>
            {item.locked ? <span>locked</span> : (
              <Button size="sm" variant="outline" onClick={() => callAction({ name: "lock", payload: { still: item.still } })}>
                Lock
              </Button>
            )}
          </figcaption>
        </figure>
      ))}
    </div>
  )
}
