/** A native dialog that stands open as long as it is in the page: only what has stopped ringing goes away. */

import { ref } from "lit-html/directives/ref.js";

/** An element part of the `dialog`. */
export const modal = ref((element) => {
  if (!(element instanceof HTMLDialogElement)) return;
  element.addEventListener("cancel", (event) => event.preventDefault());
  // A browser lets a second Escape through.
  element.addEventListener("close", () => open(element));
  // The reference comes before the element is in the document.
  queueMicrotask(() => open(element));
});

function open(dialog: HTMLDialogElement): void {
  if (dialog.isConnected && !dialog.open) dialog.showModal();
}
