/**
 * The written talk of a page: one row that is being written, sent as it is typed to whoever may receive it now, and the rows of
 * everybody. It is kept here alone, and forgotten with the visit. An aside has rows of its own.
 */

import { Emitter } from "./events";
import type { Circle, VisitView } from "./protocol";
import { Line, Listener } from "./text-line";
import type { TextLink, TextLinkContext } from "./text-link";
import { LONGEST_ROW, OWN, TextLog, type Row, type Writer } from "./text-log";
import { ERASE, LOST, NEW_LINE, readable } from "./text-t140";

/** The page is drawn at most so often for arriving text. */
const TELL_EVERY = 40;

const MYSELF: Writer = { seat: OWN, person: OWN, name: "", customer: false };
const NOT_OURS_TO_SEND = new RegExp(`[${ERASE}${LOST}]`, "gu");

/** What is used here of a link. */
export interface WritingLink {
  readonly seat: string | null;
  readonly text: TextLink;
}

export interface WrittenEvents {
  changed: void;
  /** Somebody began to write while the rows were not shown; they are from now on. */
  begun: Writer;
}

type Talking = Extract<VisitView, { audience: "customer" | "staff" }>;

export class WrittenTalk extends Emitter<WrittenEvents> {
  readonly #links: () => readonly WritingLink[];
  readonly #line = new Line();
  readonly #listeners = new Map<object, Listener>();
  #log = new TextLog();
  /** What was written in the main circle, while this page's person is in an aside. */
  #main: TextLog | null = null;
  #view: Talking | null = null;
  #circle: Circle = "none";
  #shown = false;
  #field = "";
  #toldAt = -Infinity;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(links: () => readonly WritingLink[]) {
    super();
    this.#links = links;
  }

  // --- what is shown -------------------------------------------------------------------------------------------------

  get rows(): readonly Row[] {
    return this.#log.rows;
  }

  /** What stands in the field, with what is still being composed. */
  get field(): string {
    return this.#field;
  }

  /** Somebody would receive it now. */
  get mayWrite(): boolean {
    return this.#links().some(({ text }) => text.turn !== null);
  }

  get shown(): boolean {
    return this.#shown;
  }

  toggle(): void {
    this.#shown = !this.#shown;
    this.emit("changed", undefined);
  }

  // --- writing -------------------------------------------------------------------------------------------------------

  /** The field holds that now. Ended rows in it are taken out; what is being composed waits until it is a word. */
  write(value: string, composing = false): void {
    if (!this.mayWrite) return this.emit("changed", undefined);
    this.#field = value;
    if (!composing) {
      const rows = readable(value).replace(NOT_OURS_TO_SEND, "").split(NEW_LINE);
      const last = rows.pop() ?? "";
      for (const row of rows) {
        this.#become(row);
        this.#end();
      }
      this.#become(last);
      this.#field = this.#line.text;
    }
    this.emit("changed", undefined);
  }

  endRow(): void {
    this.write(`${this.#field}${NEW_LINE}`);
  }

  // --- what the view and the links say -------------------------------------------------------------------------------

  /** That is the view from now on, before its links are. null, or a view of no talk: everything is forgotten. */
  follow(view: VisitView | null): void {
    const talking = view?.audience === "customer" || view?.audience === "staff" ? view : null;
    if (talking?.visit !== this.#view?.visit) this.#forget();
    this.#view = talking;
    const circle = talking ? circleOf(talking) : "none";
    if (circle === this.#circle) return;
    this.#leaveRow();
    this.#log.close();
    if (circle === "aside") {
      this.#main = this.#log;
      this.#log = new TextLog();
    } else if (this.#main) {
      this.#log.clear();
      this.#log = this.#main;
      this.#main = null;
    }
    this.#circle = circle;
    this.emit("changed", undefined);
  }

  /** The links are as the view says. */
  granted(): void {
    const links = this.#links();
    const turns = new Set(links.map(({ text }) => text.turn));
    for (const turn of this.#listeners.keys()) if (!turns.has(turn)) this.#listeners.delete(turn);
    if (this.#line.text !== "" && !this.mayWrite) this.#leaveRow();
    const heard = new Set(links.flatMap(({ seat, text }) => (seat !== null && text.receives ? [seat] : [])));
    for (const { open, writer } of this.rows) if (open && !heard.has(writer.seat)) this.#log.close(writer.seat);
    this.emit("changed", undefined);
  }

  /** What text of that link is done with. */
  of(link: WritingLink): TextLinkContext {
    return {
      again: () => this.#listener(link.text)?.part(this.#line.clusters) ?? "",
      received: (t140) => {
        const writer = this.#writer(link.seat);
        if (writer === null || this.#circle === "none") return;
        const going = this.rows.some((row) => row.open && row.writer.seat === writer.seat);
        this.#log.take(writer, t140);
        if (!this.#shown && !going && this.rows.some((row) => row.writer.seat === writer.seat)) {
          this.#shown = true;
          this.emit("begun", writer);
        }
        this.#tell();
      },
      lost: () => {
        const writer = this.#writer(link.seat);
        if (writer) this.#log.lost(writer);
        this.#tell();
      },
    };
  }

  // -------------------------------------------------------------------------------------------------------------------

  #become(text: string): void {
    for (const { text: link } of this.#links()) this.#listener(link);
    const change = this.#line.become(text.slice(0, LONGEST_ROW));
    for (const { text: link } of this.#links()) link.send(this.#listener(link)?.take(change) ?? "");
  }

  #end(): void {
    const row = this.#line.text;
    this.#line.clear();
    if (row === "") return;
    this.#log.add(MYSELF, row);
    for (const { text: link } of this.#links()) link.send(this.#listener(link)?.end() ?? "");
  }

  /** The row stays as it is; whoever reads on gets the next text in a row of its own. */
  #leaveRow(): void {
    this.#field = "";
    if (this.#line.text === "") return;
    this.#log.add(MYSELF, this.#line.text);
    this.#line.clear();
    for (const listener of this.#listeners.values()) listener.leave();
  }

  /** Whoever is granted text begins with what is written from then on. */
  #listener({ turn }: TextLink): Listener | null {
    if (turn === null) return null;
    const listener = this.#listeners.get(turn) ?? new Listener(this.#line.clusters.length);
    this.#listeners.set(turn, listener);
    return listener;
  }

  #writer(seat: string | null): Writer | null {
    const person = this.#view?.people.find(({ seats }) => seats.some(({ id }) => id === seat));
    if (seat === null || !person) return null;
    return { seat, person: person.id, name: person.name, customer: person.part === "customer" };
  }

  #tell(): void {
    if (this.#telling !== undefined) return;
    const wait = TELL_EVERY - (performance.now() - this.#toldAt);
    const now = (): void => {
      this.#telling = undefined;
      this.#toldAt = performance.now();
      this.emit("changed", undefined);
    };
    if (wait <= 0) now();
    else this.#telling = setTimeout(now, wait);
  }

  #forget(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#log.clear();
    this.#main?.clear();
    this.#main = null;
    this.#log = new TextLog();
    this.#line.clear();
    this.#listeners.clear();
    this.#field = "";
    this.#shown = false;
    this.#circle = "none";
    this.emit("changed", undefined);
  }
}

/** Where this page's person is. A customer is in the main circle or in none, and then nothing is granted. */
function circleOf(view: Talking): Circle {
  if (view.audience === "customer") return "main";
  return view.people.find(({ id }) => id === view.you)?.circle ?? "none";
}
