/** The drawn keyboard: which field it writes in, and what its keys do to it. */

import type { Memory } from "./memory";
import type { Field, KeyActions } from "./state";

export class Keys implements KeyActions {
  readonly #memory: Memory;
  readonly #write: Readonly<Record<Field, (change: (before: string) => string) => void>>;

  /** `write`: how the text of each field is changed. */
  constructor(memory: Memory, write: Readonly<Record<Field, (change: (before: string) => string) => void>>) {
    this.#memory = memory;
    this.#write = write;
  }

  open(field: Field): void {
    this.#memory.set({ keyboard: { field, capitals: false } });
  }

  close(): void {
    this.#memory.set({ keyboard: null });
  }

  type(text: string): void {
    this.#change((before) => before + text);
  }

  erase(): void {
    this.#change((before) => [...before].slice(0, -1).join(""));
  }

  shift(): void {
    const { keyboard } = this.#memory.state;
    if (keyboard) this.#memory.set({ keyboard: { ...keyboard, capitals: !keyboard.capitals } });
  }

  #change(change: (before: string) => string): void {
    const { keyboard } = this.#memory.state;
    if (keyboard) this.#write[keyboard.field](change);
  }
}
