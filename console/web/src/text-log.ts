/** The rows of one written talk, as T.140 from its writers makes them. Bounded, whatever a writer sends. */

import { clusters, ERASE, LOST, NEW_LINE, readable } from "./text-t140";

export const MOST_ROWS = 100;
/** Clusters of one row: a longer one goes on in the next. */
export const LONGEST_ROW = 1_000;

export interface Writer {
  /** Whose it is: a seat of somebody else, or `own`. */
  readonly seat: string;
  /** The person, as the view names them now; their name stays when they have left. */
  readonly person: string;
  readonly name: string;
  readonly customer: boolean;
}

export interface Row {
  readonly id: number;
  readonly writer: Writer;
  readonly own: boolean;
  readonly text: string;
  /** It is being written. */
  readonly open: boolean;
}

/** The seat of rows that this page wrote. */
export const OWN = "own";

interface Writing {
  readonly id: number;
  readonly writer: Writer;
  clusters: string[];
  open: boolean;
}

let lastId = 0;

export class TextLog {
  #rows: Writing[] = [];

  get rows(): readonly Row[] {
    return this.#rows.map(({ id, writer, clusters, open }) => ({
      id,
      writer,
      own: writer.seat === OWN,
      text: clusters.join(""),
      open,
    }));
  }

  /** Text as it arrives from that writer. */
  take(writer: Writer, t140: string): void {
    // What is erased, ended or lost stands by itself; the text between is taken as a whole.
    const pieces = readable(t140).split(/([\u0008\u2028\uFFFD])/u).filter(Boolean);
    for (const [index, piece] of pieces.entries()) {
      if (piece === ERASE) this.#erase(writer);
      else if (piece === NEW_LINE) this.#end(writer);
      else if (piece === LOST) this.lost(writer);
      else {
        if (pieces[index - 1] === NEW_LINE && pieces[index - 2] === LOST) this.#heal(writer, piece);
        this.#write(writer, piece);
      }
    }
  }

  /** A row of this page's, ended. */
  add(writer: Writer, text: string): void {
    if (text !== "") this.#push({ id: ++lastId, writer, clusters: [...clusters(text)].slice(0, LONGEST_ROW), open: false });
  }

  /** Something of what that writer wrote is missing here. */
  lost(writer: Writer): void {
    const row = this.#open(writer.seat);
    if (row?.clusters.at(-1) !== LOST) this.#write(writer, LOST);
  }

  /** Nobody goes on with a row that is open: their talk is over, or they have left. */
  close(seat?: string): void {
    for (const row of this.#rows) if (seat === undefined || row.writer.seat === seat) row.open = false;
  }

  clear(): void {
    this.#rows = [];
  }

  #write(writer: Writer, text: string): void {
    const row = this.#open(writer.seat) ?? this.#push({ id: ++lastId, writer, clusters: [], open: true });
    // Characters may join with the last one: an accent, a part of a flag.
    const last = row.clusters.pop() ?? "";
    const more = clusters(last + text);
    row.clusters.push(...more.slice(0, LONGEST_ROW - row.clusters.length));
    if (row.clusters.length >= LONGEST_ROW) row.open = false;
  }

  /** The row is written again from its beginning: where all that is here of it is in there, nothing of it is lost. */
  #heal(writer: Writer, again: string): void {
    const row = this.#rows.findLast((other) => other.writer.seat === writer.seat);
    if (!row || row.open || row.clusters.at(-1) !== LOST) return;
    if (!again.startsWith(row.clusters.slice(0, -1).join(""))) return;
    row.clusters = [];
    row.open = true;
  }

  #erase(writer: Writer): void {
    const row = this.#open(writer.seat);
    if (row) {
      row.clusters.pop();
      if (row.clusters.length === 0) this.#rows = this.#rows.filter((other) => other !== row);
      return;
    }
    // Beyond the beginning of a row it is the row's end that is erased.
    const before = this.#rows.findLast((other) => other.writer.seat === writer.seat);
    if (before) before.open = true;
  }

  #end(writer: Writer): void {
    const row = this.#open(writer.seat);
    if (row) row.open = false;
  }

  #open(seat: string): Writing | undefined {
    return this.#rows.findLast((row) => row.open && row.writer.seat === seat);
  }

  #push(row: Writing): Writing {
    this.#rows.push(row);
    if (this.#rows.length > MOST_ROWS) this.#rows.shift();
    return row;
  }
}
