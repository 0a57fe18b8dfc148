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
