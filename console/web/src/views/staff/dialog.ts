/** Opens a native dialog as modal as soon as it stands in the page; leaving the page closes it. */

import { noChange, type ElementPart } from "lit-html";
import { Directive, directive, type PartInfo } from "lit-html/directive.js";

class Modal extends Directive {
  readonly #opened = new WeakSet<HTMLDialogElement>();

  constructor(part: PartInfo) {
    super(part);
  }

  override update(part: ElementPart): typeof noChange {
    const dialog = part.element as HTMLDialogElement;
    if (!this.#opened.has(dialog)) {
      this.#opened.add(dialog);
      dialog.addEventListener("cancel", keepOpen);
      dialog.addEventListener("close", () => open(dialog));
      queueMicrotask(() => open(dialog));
    }
    return noChange;
  }

  override render(): typeof noChange {
    return noChange;
  }
}

/** Escape answers nothing here: only what has stopped ringing goes away. */
function keepOpen(event: Event): void {
  event.preventDefault();
}

function open(dialog: HTMLDialogElement): void {
  if (dialog.isConnected && !dialog.open) dialog.showModal();
}

export const modal = directive(Modal);
