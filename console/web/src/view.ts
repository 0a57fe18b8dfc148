/** Draws a page again when its state has changed: many changes in one go are one drawing, also in a hidden tab. */
export function redraw(draw: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      draw();
    });
  };
}

/** What the browser's tab says of a screen: its heading. */
export function titled(product: string): void {
  const heading = document.querySelector("main h1")?.textContent.trim() ?? "";
  const title = heading === "" || heading === product ? product : `${heading} · ${product}`;
  if (document.title !== title) document.title = title;
}
