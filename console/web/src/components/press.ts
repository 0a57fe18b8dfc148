/** A second press of the same button within 800 ms is ignored. */

const PAUSE = 800;
const pressedAt = new WeakMap<EventTarget, number>();

/** Wraps what a button does: `@click=${press(() => …)}`. */
export function press(act: (event: Event) => void): (event: Event) => void {
  return (event) => {
    const button = event.currentTarget;
    if (!button) return;
    const now = performance.now();
    if (now - (pressedAt.get(button) ?? -PAUSE) < PAUSE) return;
    pressedAt.set(button, now);
    act(event);
  };
}
