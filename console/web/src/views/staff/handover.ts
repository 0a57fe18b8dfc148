/** A transfer as it is being prepared in its dialog. Nothing of it is kept anywhere else: the browser asks before it is lost. */

import type { Id, StaffView } from "../../protocol";
import { AT_ONCE, type Requests } from "./requests";
import type { Chosen } from "./targets";

export interface TransferDraft {
  readonly words: string;
  readonly target: Chosen | null;
  readonly note: string;
  readonly consent: boolean;
  /** Until somebody answers. */
  readonly stay: boolean;
  /** Why the server did not do it. */
  readonly refusal: string | null;
}

export interface TransferActs {
  open(): void;
  close(): void;
  change(change: Partial<TransferDraft>): void;
  send(): void;
  withdraw(search: Id): void;
}

const EMPTY: TransferDraft = { words: "", target: null, note: "", consent: false, stay: true, refusal: null };

export class Handover implements TransferActs {
  draft: TransferDraft | null = null;
  readonly #requests: Requests;
  readonly #view: () => StaffView | null;
  readonly #redraw: () => void;

  constructor(requests: Requests, view: () => StaffView | null, redraw: () => void) {
    this.#requests = requests;
    this.#view = view;
    this.#redraw = redraw;
    addEventListener("beforeunload", (event) => {
      if (this.draft !== null && this.draft.note.trim() !== "") event.preventDefault();
    });
  }

  /** Whatever was prepared for another moment of the visit is forgotten. */
  viewChanged(view: StaffView | null): void {
    if (view === null || view.stage !== "serving") this.draft = null;
  }

  open(): void {
    if (this.#view()?.stage === "serving") this.draft = EMPTY;
    this.#requests.say(null);
  }

  close(): void {
    this.draft = null;
    this.#redraw();
  }

  change(change: Partial<TransferDraft>): void {
    if (this.draft !== null) this.draft = { ...this.draft, refusal: null, ...change };
    this.#redraw();
  }

  send(): void {
    const view = this.#view();
    const draft = this.draft;
    if (view === null || draft?.target == null || this.#requests.busy.has("transfer")) return;
    const { target, consent, stay } = draft;
    // Without consent the words never leave the page.
    const note = consent ? draft.note.trim() : "";
    const action = { do: "transfer", visit: view.visit, ...target, stay, note, consent } as const;
    void this.#requests.busyWhile("transfer", this.#requests.ask(action, AT_ONCE)).then((answer) => {
      if (answer.type === "done") return this.close();
      this.change({ refusal: answer.sentence });
    });
  }

  withdraw(search: Id): void {
    const view = this.#view();
    if (view === null) return;
    this.#requests.say(null);
    void this.#requests.do({ do: "withdraw", visit: view.visit, search }, AT_ONCE);
  }
}
