/**
 * The row that is being written, and what each listener has to be sent for it.
 *
 * A change in the middle erases back to where it begins and writes the rest again. A listener who came in the middle of the row
 * gets nothing of what was written before: not when it is changed, and not when something after it is.
 */

import { clusters, ERASE, NEW_LINE } from "./text-t140";

/** `before` became `after`; the first `same` and the last `kept` of them did not change. */
export interface Change {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly same: number;
  readonly kept: number;
}

export function changeBetween(before: readonly string[], after: readonly string[]): Change {
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before[same] === after[same]) same += 1;
  let kept = 0;
  while (kept < most - same && before[before.length - 1 - kept] === after[after.length - 1 - kept]) kept += 1;
  return { before, after, same, kept };
}

/** The one row of this page that is not ended yet. */
export class Line {
  #clusters: readonly string[] = [];

  get text(): string {
    return this.#clusters.join("");
  }

  get clusters(): readonly string[] {
    return this.#clusters;
  }

  /** The row is that now. */
  become(text: string): Change {
    const change = changeBetween(this.#clusters, clusters(text));
    this.#clusters = change.after;
    return change;
  }

  clear(): void {
    this.#clusters = [];
  }
}

/** One who reads the row from its cluster `start` on. */
export class Listener {
  #start: number;
  #owesEnd = false;

  /** `start`: how much of the row was written before this listener was there. */
  constructor(start: number) {
    this.#start = start;
  }

  /** The T.140 that makes this listener's part of the row what it is after the change. */
  take({ before, after, same, kept }: Change): string {
    if (before.length === after.length && same === before.length) return "";
    const changedTo = before.length - kept;
    if (changedTo <= this.#start && same < this.#start) {
      // All of it lies before what this listener knows.
      this.#start += after.length - before.length;
      return "";
    }
    const from = Math.max(same, this.#start);
    // Where the change reaches back over the start, what is written now is all that this listener may have.
    if (same < this.#start) this.#start = same;
    const erased = ERASE.repeat(before.length - from);
    return this.#ended() + erased + after.slice(Math.min(same, from)).join("");
  }

  /** What ends the row for this listener. */
  end(): string {
    this.#start = 0;
    return this.#ended() + NEW_LINE;
  }

  /** The row was left as it is, without its end: the next text begins a row of its own. */
  leave(): void {
    this.#start = 0;
    this.#owesEnd = true;
  }

  /** The part of the row that this listener has. */
  part(line: readonly string[]): string {
    return line.slice(this.#start).join("");
  }

  #ended(): string {
    const end = this.#owesEnd ? NEW_LINE : "";
    this.#owesEnd = false;
    return end;
  }
}
