/** A native dialog that stands open as long as it is in the page, and then gives the focus back. Never two at a time. */

import { ref } from "lit-html/directives/ref.js";

let before: Element | null = null;
/** While a dialog stands open, a screen reader hears nothing from outside it: these regions say the same inside. */
let regions: readonly HTMLElement[] = [];
let words: readonly [string, string] = ["", ""];
/** Which of the two is new in the drawing that is made now. */
let fresh: readonly [boolean, boolean] = [false, false];
/** What had been said when the dialog opened, and is not said in it. */
let earlier: readonly [string, string] = ["", ""];
/** Long enough that a reader has met the empty regions. */
const MET = 50;

/** What the page's live regions say now, polite and urgent: an open dialog says it too. */
export function sayInside(said: readonly [string, string]): void {
  fresh = [said[0] !== words[0], said[1] !== words[1]];
  words = said;
  if (words[0] !== earlier[0]) earlier = ["", earlier[1]];
  if (words[1] !== earlier[1]) earlier = [earlier[0], ""];
  fill();
}

function fill(): void {
  regions.forEach((region, index) => {
    const said = words[index] === earlier[index] ? "" : (words[index] ?? "");
    if (region.textContent !== said) region.textContent = said;
  });
}

function withRegions(dialog: HTMLDialogElement): void {
  regions = [];
  const made = ["polite", "assertive"].map((how) => {
    const region = document.createElement("div");
    region.className = "sr";
    region.setAttribute("aria-live", how);
    return region;
  });
  dialog.append(...made);
  // What came with the dialog was lost under it, and is said again.
  earlier = [fresh[0] ? "" : words[0], fresh[1] ? "" : words[1]];
  setTimeout(() => {
    regions = made;
    fill();
  }, MET);
}

/** An element part of the `dialog`. Escape does what its `@cancel` does. */
export const modal = ref((element) => {
  if (!(element instanceof HTMLDialogElement)) {
    regions = [];
    return queueMicrotask(giveBack);
  }
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
  if (dialog.querySelector(":scope > [aria-live]") === null) withRegions(dialog);
}

function giveBack(): void {
  // Whoever went on elsewhere, to the heading of a new screen for one, stays there.
  if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected) before.focus();
  before = null;
}
