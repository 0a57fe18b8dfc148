/**
 * The visit of whoever has this page, from the offer to the wrap-up: what is shown of it, and what is pressed in it.
 *
 * **Poistu**, **Lopeta asiointi**, **Hylkää** and the outcome act in the page at once (`ahead.ts`), also while the server
 * is away.
 */

import type { PageParts } from "../../begin";
import type { Announcer } from "../../components/announcer";
import type { Action, Outcome, Score, Self, StaffView, VisitView } from "../../protocol";
import { Ahead } from "./ahead";
import { change, type Reader } from "./announce";
import type { OwnDevices } from "./own-devices";
import { maySign, mustStay } from "./people";
import { AT_ONCE, type Requests } from "./requests";
import { ringOf, type Ringer } from "./ringer";
import type { Shift } from "./shift";
import { owing, rateable, ratingKey } from "./state";

/** Seconds that it is said why nothing rings any more. */
const RING_ENDED_FOR = 20;
/** Milliseconds that a lost seat is held. */
const HELD_FOR = 120_000;
/** Seconds that it is said who answers for the visit now. */
const HEIR_FOR = 20;

export interface VisitContext {
  readonly own: OwnDevices;
  readonly ringer: Ringer;
  readonly requests: Requests;
  readonly shift: Shift;
  readonly announcer: Announcer;
  readonly reader: () => Reader;
  readonly you: () => Self | null;
  /** After each change of the view that is shown. */
  readonly changed: (view: VisitView | null) => void;
}

export class OwnVisit {
  view: VisitView | null = null;
  skippedRating: string | null = null;
  readonly #parts: PageParts;
  readonly #context: VisitContext;
  readonly #ahead = new Ahead();
  #away = false;
  #serverView: VisitView | null = null;
  #viewAt = 0;
  #told = "";

  constructor(parts: PageParts, context: VisitContext) {
    this.#parts = parts;
    this.#context = context;
  }

  /** Seconds since the view came. */
  age(now: number): number {
    return (now - this.#viewAt) / 1000;
  }

  /** Of whoever gave the matter to this page. */
  get note(): string | null {
    const { view } = this;
    return view?.audience === "rung" || view?.audience === "staff" ? view.note : null;
  }

  // --- presses -------------------------------------------------------------------------------------------------------

  answer(): void {
    const { view } = this;
    if (view?.audience !== "rung") return;
    const { own, requests } = this.#context;
    void own.allowSound();
    void requests.busyWhile("answer", requests.do({ do: "answer", visit: view.visit, offer: view.offer }, AT_ONCE));
  }

  decline(): void {
    const { view } = this;
    if (view?.audience !== "rung") return;
    this.#ahead.decline(view.offer);
    this.changed();
    void this.#context.requests.do({ do: "decline", visit: view.visit, offer: view.offer });
  }

  /** **Pito**, **Jatka**. */
  hold(hold: boolean): void {
    const { view } = this;
    if (view?.audience !== "staff") return;
    const { requests } = this.#context;
    void requests.busyWhile("hold", requests.do({ do: hold ? "begin_hold" : "end_hold", visit: view.visit }, AT_ONCE));
  }

  leave(): void {
    const { view } = this;
    if (view?.audience !== "staff") return;
    if (mustStay({ you: this.#context.you() }, view)) {
      // The server would refuse it, and links that are closed at once would have to be made again.
      this.#context.requests.say(this.#context.reader().t.visit.noScreen);
      return;
    }
    this.#goAway({ do: "leave", visit: view.visit }, false);
  }

  /** **Palaa käynnille**: muted, and without a picture. */
  comeBack(): void {
    const { view } = this;
    if (view?.audience !== "given_up") return;
    const { own, requests } = this.#context;
    void own.allowSound();
    own.silence();
    void requests.busyWhile("come_back", requests.do({ do: "come_back", visit: view.visit }, AT_ONCE));
  }

  /** This page did nothing for so many milliseconds: longer than a seat is held, and its person may be somewhere else. */
  slept(milliseconds: number): void {
    const { own, requests, announcer, reader } = this.#context;
    if (milliseconds < HELD_FOR || this.view?.audience !== "staff") return;
    const { t } = reader();
    own.silence();
    requests.say(t.givenUp.slept);
    announcer.say(t.givenUp.slept, true);
  }

  end(): void {
    const { view } = this;
    if (view?.audience === "staff") this.#goAway({ do: "end_visit", visit: view.visit }, true);
  }

  giveOutcome(outcome: Exclude<Outcome, "not_given">): void {
    const view = owing(this);
    if (view === null) return;
    this.#ahead.giveOutcome(view);
    this.#give({ do: "give_outcome", visit: view.visit, matter: view.matter, outcome }, () =>
      this.#ahead.takeBackOutcome(view),
    );
  }

  rate(score: Score): void {
    const view = rateable(this);
    if (view === null) return;
    this.#ahead.rate(view);
    this.#give({ do: "rate_as_staff", visit: view.visit, matter: view.matter, score }, () =>
      this.#ahead.takeBackRating(view),
    );
  }

  skipRating(): void {
    const view = rateable(this);
    if (view === null) return;
    this.skippedRating = ratingKey(view);
    this.changed();
  }

  // -------------------------------------------------------------------------------------------------------------------

  /** Another page has this seat, or this one has it again. */
  away(away: boolean): void {
    this.#away = away;
    if (!away) return;
    this.view = null;
    this.#context.own.share.stop();
    this.#context.own.use(false);
    this.#context.ringer.set(null);
  }

  /** The server's view is another, or this page did something ahead of it. */
  changed(): void {
    const { own, ringer, requests, shift, announcer, reader } = this.#context;
    const before = this.view;
    const server = this.#parts.signal.view;
    const after = this.#away ? null : this.#ahead.over(server);
    if (server !== this.#serverView) {
      this.#serverView = server;
      this.#viewAt = performance.now();
    }
    this.view = after;
    if (after !== null && (after.visit !== before?.visit || after.audience !== before.audience)) {
      if (after.audience === "rung" || after.audience === "staff") requests.say(null);
    }
    if (before?.audience === "rung" && !(after?.audience === "rung" && after.offer === before.offer)) announcer.clear();
    const news = change(before, after, reader());
    if (news !== null) {
      announcer.say(news.words, news.urgent);
      if (news.cue !== null) this.#parts.cues.play(news.cue);
    }
    if (before?.audience === "rung" && after?.audience !== "staff") this.#ringEnded(before.offer, after);
    if (before?.audience === "staff") this.#parted(before, after);
    shift.free(after === null || after.audience === "given_up" || (after.audience === "wrap_up" && !after.owes_outcome));
    own.use(after?.audience === "rung" || after?.audience === "staff");
    if (after?.audience === "staff") own.hideSelf();
    else own.share.stop();
    if (before?.audience === "staff" && after?.audience !== "staff") own.unmute();
    ringer.set(ringOf(after, reader().t, reader().language));
    if (after?.audience === "staff" && !maySign(after)) own.signing = false;
    this.tellDevices();
    this.#context.changed(after);
  }

  /** Tells the server which devices work, while somebody is or may soon be in a talk with this page. */
  tellDevices(): void {
    const { view } = this;
    const report = view?.audience === "staff" || view?.audience === "rung" ? this.#context.own.report() : null;
    const told = JSON.stringify(report);
    if (report === null || told === this.#told || !this.#parts.signal.health.connected) return;
    this.#told = told;
    void this.#parts.signal.command(report, { within: AT_ONCE });
  }

  /** The server has forgotten what it was told of the devices. */
  tellAnew(): void {
    this.#told = "";
    this.tellDevices();
  }

  /** An offer went without a press of this page's: that it did is all that this page knows. */
  #ringEnded(offer: string, after: VisitView | null): void {
    if (after?.audience === "rung" && after.offer === offer) return;
    const { requests, reader } = this.#context;
    const pressed = requests.busy.has("answer") || this.#ahead.hasDeclined(offer) || requests.notice !== null;
    if (!pressed && !this.#away) requests.say(reader().t.offer.over, RING_ENDED_FOR);
  }

  /** What else has changed in a talk, and stands above the page for a while. */
  #parted(before: StaffView, after: VisitView | null): void {
    const { requests, reader } = this.#context;
    const { t } = reader();
    if (after?.audience === "staff") {
      const heir = after.visit === before.visit && after.host === after.you && before.host !== after.you;
      if (heir) requests.say(t.visit.youHost, HEIR_FOR);
    } else if (before.kind === "inquiry" && before.invitations.length > 0 && !this.#ahead.hasLeft(before.visit)) {
      requests.say(t.inquiry.noAnswer, RING_ENDED_FOR);
    }
  }

  #give(action: Action, takeBack: () => void): void {
    this.changed();
    void this.#context.requests.do(action).then((answer) => {
      if (answer.type !== "refused") return;
      takeBack();
      this.changed();
    });
  }

  /** Closes the links of the visit now and tells the server when it can be told. */
  #goAway(action: Extract<Action, { do: "leave" | "end_visit" }>, ended: boolean): void {
    if (this.view?.audience !== "staff") return;
    const { signal, talk } = this.#parts;
    const { requests, reader } = this.#context;
    talk.leave(action.visit);
    this.#ahead.leave(this.view, ended);
    this.changed();
    if (!signal.health.connected) requests.say(reader().t.notice.later);
    void requests.do(action).then((answer) => {
      if (answer.type !== "refused") return;
      this.#ahead.stay();
      talk.stay(action.visit);
      this.changed();
    });
  }
}
