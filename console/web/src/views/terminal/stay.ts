/**
 * A resident's visit as this page goes through it. The server's view decides the screen; **Lopeta**, **Peruuta** and
 * **Valmis** act in the page at once: the visit is dismissed here, and the server learns of it when it can.
 */

import type { PageParts } from "../../begin";
import type { EndReason, VisitView } from "../../protocol";
import { isCut, playerOf } from "../people";
import { ThinLine } from "../thin-line";
import { FACE_COUNTS_AFTER, needsTelling } from "./after";
import { ASKED_FOR, firstInWindow } from "./interrupted";
import type { Memory } from "./memory";
import type { ResidentView, StayActions } from "./state";
import { tell } from "./telling";

const OVER_SECONDS = 20;
const TOUCH_EVERY = 10_000;
const END_WITHIN = 2_000;
const MOST_WORDS = 2_000;

export class Stay implements StayActions {
  readonly #parts: PageParts;
  readonly #memory: Memory;
  /** Visits that are over for this page, whatever the server still shows of them. */
  readonly #dismissed = new Set<string>();
  readonly #wiped = new Set<string>();
  #viewAt = 0;
  #toldTouchAt = -Infinity;
  /** When the screen of now (line, talk, After) began: an earlier touch was of another. */
  #stageAt = 0;
  #chosenAt = 0;
  #endedAt = 0;
  #cut = false;
  /** Until the first view, in a window that was opened just now. */
  #fresh = firstInWindow();
  readonly #thin = new ThinLine();

  constructor(parts: PageParts, memory: Memory) {
    this.#parts = parts;
    this.#memory = memory;
    parts.talk.staysOutOf = (view) => this.#asksBefore(view);
  }

  // --- what buttons do -----------------------------------------------------------------------------------------------

  goOn(yes: boolean): void {
    const { state, announcer } = this.#memory;
    const { view } = state;
    if (!view) return;
    this.#memory.set({ interrupted: false });
    if (yes) {
      this.#parts.talk.stay(view.visit);
      tell(null, view, state, (text) => announcer.say(text), this.#parts.cues);
    } else if (view.audience === "waiting") {
      this.cancel();
    } else {
      void this.#parts.signal.command({ do: "end_visit", visit: view.visit });
      this.#endAlone(view.visit);
    }
  }

  cancel(): void {
    const { view } = this.#memory.state;
    if (!view) return;
    void this.#parts.signal.command({ do: "cancel", visit: view.visit });
    this.#rateAfterwards(view.visit);
    this.#dismiss(view.visit);
  }

  here(keepWaiting: boolean): void {
    const { view } = this.#memory.state;
    if (view) void this.#parts.signal.command({ do: "touch", visit: view.visit, keep_waiting: keepWaiting });
  }

  askEnd(): void {
    this.#memory.set({ confirming: true });
  }

  keepTalking(): void {
    this.#memory.set({ confirming: false });
  }

  end(): void {
    const { view } = this.#memory.state;
    if (!view) return this.keepTalking();
    const { visit: id } = view;
    const { signal, talk } = this.#parts;
    this.#memory.set({ confirming: false, ending: true });
    talk.leave(id);
    void signal.command({ do: "end_visit", visit: id });
    if (!signal.health.connected) return this.#endAlone(id);
    setTimeout(() => {
      const { ending, view: now } = this.#memory.state;
      if (ending && now?.visit === id) this.#endAlone(id);
    }, END_WITHIN);
  }

  choose(score: number): void {
    this.#chosenAt = performance.now();
    this.#memory.set({ score });
  }

  say(words: string): void {
    this.#chosenAt = performance.now();
    this.#memory.set({ words: words.slice(0, MOST_WORDS) });
  }

  finish(rated: boolean): void {
    const { view, score, words } = this.#memory.state;
    if (view?.audience !== "after") return;
    const { signal } = this.#parts;
    const { visit: id } = view;
    const given = rated ? score : null;
    void signal.command({ do: "finish", visit: id, score: given, words: rated ? words : "" }).then((answer) => {
      // The visit had ended meanwhile: its rating may still come.
      if (answer.type === "gone" && given !== null) void signal.command({ do: "rate", visit: id, score: given, words });
    });
    this.#dismiss(id);
  }

  closeOver(): void {
    this.#memory.set({ ended: null });
  }

  /** Somebody has touched the page: the server, which waits for that, is told once in a while. */
  touch(): void {
    this.#memory.touchedAt = performance.now();
    this.#tellTouch(this.#memory.touchedAt);
  }

  // --- what the server shows -----------------------------------------------------------------------------------------

  viewed(view: VisitView | null): void {
    const { state, announcer } = this.#memory;
    const before = state.view;
    this.#viewAt = performance.now();
    if (view?.audience === "over") return this.#ended(view.visit, view.end);
    const known = view && !this.#dismissed.has(view.visit) && isResident(view) ? view : null;
    if (!known) {
      this.#fresh = false;
      if (before) this.#memory.forget();
      return this.#memory.redraw();
    }
    const asked = before === null ? this.#asksBefore(known) : state.interrupted && isUnderWay(known);
    this.#fresh = false;
    if (asked !== state.interrupted) {
      this.#memory.set({ interrupted: asked });
      if (asked) announcer.say(state.t.interrupted.title);
    }
    const another = known.audience !== before?.audience;
    if (another) this.#stageAt = this.#viewAt;
    this.#memory.set({ ended: null, menu: another || known.audience !== "after" ? { at: "idle" } : state.menu });
    if (!asked) tell(before, known, state, (text) => announcer.say(text), this.#parts.cues);
    if (known.audience === "customer" && known.people.length > 0) this.#memory.set({ lastPeople: known.people });
    if (known.audience === "waiting") this.#memory.set({ lastPeople: [] });
    if (known.audience !== "customer") this.#memory.set({ confirming: false, ending: false });
    // The keyboard of the written talk goes with it.
    if (before?.audience === "customer" && known.audience !== "customer") this.#memory.set({ keyboard: null });
    this.#memory.set({ view: known });
  }

  /** Somebody's picture, sound or light is different. */
  mediaChanged(): void {
    const { view, ending, interrupted, t, players } = this.#memory.state;
    const talking = view?.audience === "customer" && !ending && !interrupted && view.private?.why !== "hold";
    const people = talking ? view.people : [];
    const cut = people.length > 0 && people.every((person) => isCut(person, players));
    if (cut !== this.#cut) {
      this.#cut = cut;
      if (people.length > 0) {
        this.#parts.cues.play(cut ? "lost" : "back");
        this.#memory.announcer.say(cut ? `${t.visit.troubleTitle}. ${t.visit.troubleLead}` : t.visit.recovered);
      }
    }
    const shown = people.map((person) => ({ id: person.id, name: person.name, soundOnly: playerOf(person, players)?.soundOnly ?? false }));
    const told = this.#thin.changed(shown, this.#parts.talk.givenUp, t.visit);
    if (told !== null) this.#memory.announcer.say(told);
    this.#memory.redraw();
  }

  /** Nobody in the visit is seen or heard. */
  get cut(): boolean {
    return this.#cut;
  }

  /** Seconds since the view came. */
  age(now: number): number {
    return (now - this.#viewAt) / 1000;
  }

  /** Seconds since anybody chose a face, wrote or touched the screen, or since it came. */
  untouchedFor(now: number): number {
    return (now - Math.max(this.#chosenAt, this.#memory.touchedAt, this.#stageAt)) / 1000;
  }

  /** Once a second: the last touch is told, a chosen face counts, and what nobody answers goes away. */
  beat(now: number): void {
    this.#tellTouch(now);
    const { view, menu, score, ended, interrupted } = this.#memory.state;
    if (interrupted && this.untouchedFor(now) >= ASKED_FOR) this.goOn(false);
    if (view?.audience === "after" && menu.at === "idle") {
      const chosen = score !== null && this.untouchedFor(now) >= FACE_COUNTS_AFTER;
      if (chosen || view.left - this.age(now) <= 0) this.finish(score !== null);
    }
    if (ended !== null && (now - this.#endedAt) / 1000 > OVER_SECONDS) this.closeOver();
  }

  /** A touch that the server does not know of, at most once in a while. */
  #tellTouch(now: number): void {
    const { view } = this.#memory.state;
    if (!view || view.audience === "customer" || now - this.#toldTouchAt < TOUCH_EVERY) return;
    if (this.#memory.touchedAt <= Math.max(this.#toldTouchAt, this.#stageAt)) return;
    if (view.audience === "waiting" && view.question) return;
    this.#toldTouchAt = now;
    void this.#parts.signal.command({ do: "touch", visit: view.visit, keep_waiting: false });
  }

  /** The face that was chosen before another matter counts, however the visit ends. */
  #rateAfterwards(id: string): void {
    const { score, words } = this.#memory.state;
    if (score !== null) void this.#parts.signal.command({ do: "rate", visit: id, score, words });
  }

  /** Whoever sits here may be another than the one whose visit it is, if the terminal was away for so long that it was lost. */
  #asksBefore(view: VisitView): boolean {
    return this.#fresh && isUnderWay(view) && this.#parts.signal.welcome?.was_lost === true;
  }

  #ended(id: string, end: EndReason): void {
    const { state, announcer } = this.#memory;
    const told = this.#dismissed.has(id);
    this.#dismissed.add(id);
    if (!told && state.view?.visit === id) this.#rateAfterwards(id);
    if (state.view?.visit === id) this.#memory.forget();
    if (!told && needsTelling(end)) {
      this.#endedAt = performance.now();
      this.#memory.set({ ended: end });
      announcer.say(state.t.over[end]);
    }
    if (!this.#wiped.has(id)) {
      this.#wiped.add(id);
      void this.#parts.signal.command({ do: "wiped", visit: id });
    }
    this.#memory.redraw();
  }

  /** The end without the server: it hears of the end, and of a visit that nobody rates, when it is back. */
  #endAlone(id: string): void {
    const { score, words } = this.#memory.state;
    void this.#parts.signal.command({ do: "finish", visit: id, score, words: score === null ? "" : words });
    this.#dismiss(id);
  }

  #dismiss(id: string): void {
    this.#dismissed.add(id);
    this.#memory.forget();
    this.#parts.talk.leave(id);
  }
}

function isResident(view: VisitView): view is ResidentView {
  return view.audience === "waiting" || view.audience === "customer" || view.audience === "after";
}

/** In line or in a talk. */
function isUnderWay(view: VisitView): boolean {
  return view.audience === "waiting" || view.audience === "customer";
}
