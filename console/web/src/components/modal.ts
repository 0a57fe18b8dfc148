/** A native dialog that stands open as long as it is in the page, and then gives the focus back. Never two at a time. */

import { ref } from "lit-html/directives/ref.js";

let before: Element | null = null;

/** An element part of the `dialog`. Escape does what its `@cancel` does. */
export const modal = ref((element) => {
  if (!(element instanceof HTMLDialogElement)) return queueMicrotask(giveBack);
  element.addEventListener("cancel", (event) => event.preventDefault());
  // A browser lets a second Escape through.
  element.addEventListener("close", () => open(element));
  // The reference comes before the element is in the document.
  queueMicrotask(() => open(element));
});

function open(dialog: HTMLDialogElement): void {
  if (!dialog.isConnected || dialog.open) return;
  before = document.activeElement;
  dialog.showModal();
}

function giveBack(): void {
  // Whoever went on elsewhere, to the heading of a new screen for one, stays there.
  if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected) before.focus();
  before = null;
}
