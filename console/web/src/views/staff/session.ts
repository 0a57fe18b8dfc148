/** What both pages of staff do: the shift, offers, the visit, the wrap-up. State is one object; `draw` is called when it changes. */

import type { PageParts } from "../../begin";
import { Announcer } from "../../components/announcer";
import { staffTexts } from "../../i18n/staff";
import type { Action, Board, Catalogue, Closing, Language, Outcome, Score, Self, VisitView, Welcome } from "../../protocol";
import type { Answered, Signalling } from "../../signal";
import type { Cues } from "../../sound";
import type { Talk } from "../../talk";
import { everySecond } from "../../ticker";
import { redraw } from "../../view";
import { Ahead } from "./ahead";
import { change } from "./announce";
import { OwnDevices } from "./own-devices";
import { mustStay } from "./people";
import { renew } from "./renew";
import { Ringer, ringOf } from "./ringer";
import { owing, rateable, ratingKey, type Line, type Press, type StaffActs, type StaffState, type Way } from "./state";

const LEVEL_EVERY = 200;
/** Milliseconds after which a press that only makes sense at once is given up. */
const AT_ONCE = 20_000;

export interface SessionParts extends PageParts {
  readonly storage: Storage;
  readonly language: Language;
  readonly draw: () => void;
}

export class StaffSession implements StaffActs {
  readonly announcer = new Announcer();
  protected readonly signal: Signalling;
  protected readonly storage: Storage;
  protected readonly redraw: () => void;
  readonly #talk: Talk;
  readonly #cues: Cues;
  readonly #own: OwnDevices;
  readonly #ringer: Ringer;
  readonly #ahead = new Ahead();
  readonly #busy = new Set<Press>();
  #language: Language;
  #line: Line = "connecting";
  #way: Way = "start";
  #you: Self | null = null;
  #board: Board | null = null;
  #boardAt = 0;
  #catalogue: Catalogue | null = null;
  #view: VisitView | null = null;
  #serverView: VisitView | null = null;
  #viewAt = 0;
  #onShift = false;
  #freeSince: number | null = null;
  #takenOver = false;
  #notice: string | null = null;
  #skipped: string | null = null;
  #told = "";
  #reload = false;

  constructor({ signal, devices, talk, cues, storage, language, draw }: SessionParts) {
    this.signal = signal;
    this.storage = storage;
    this.redraw = redraw(draw);
    this.#talk = talk;
    this.#cues = cues;
    this.#language = language;
    this.#own = new OwnDevices(devices, talk.players, cues);
    this.#ringer = new Ringer(cues);
    this.#own.routeSound();
    signal.on("welcome", (welcome) => this.#welcomed(welcome));
    signal.on("view", () => this.#viewed());
    signal.on("board", (board) => this.#boarded(board));
    signal.on("catalogue", (catalogue) => this.#set(() => (this.#catalogue = catalogue)));
    signal.on("health", ({ connected, stopped }) => this.#set(() => this.#lineIs(connected, stopped)));
    signal.on("takenOver", () => this.#set(() => this.#takeOver()));
    signal.on("closing", (closing) => this.#set(() => this.#closing(closing)));
    devices.on("changed", () => this.#set(() => this.#tellDevices()));
    talk.on("changed", this.redraw);
    everySecond(() => this.#beat());
    setInterval(() => this.#own.selfShown && this.redraw(), LEVEL_EVERY);
  }

  get state(): StaffState {
    const now = performance.now();
    return {
      t: staffTexts[this.#language],
      language: this.#language,
      line: this.#line,
      way: this.#way,
      you: this.#you,
      board: this.#board,
      catalogue: this.#catalogue,
      view: this.#view,
      viewAge: (now - this.#viewAt) / 1000,
      boardAge: (now - this.#boardAt) / 1000,
      onShift: this.#onShift,
      freeFor: this.#freeSince === null ? null : (now - this.#freeSince) / 1000,
      takenOver: this.#takenOver,
      notice: this.#notice,
      devices: this.#own.snapshot(),
      player: (seat) => this.#talk.players.of(seat),
      busy: new Set(this.#busy),
      choosingDevices: this.#own.choosing,
      selfShown: this.#own.selfShown,
      skippedRating: this.#skipped,
    };
  }

  // --- presses -------------------------------------------------------------------------------------------------------

  readonly chooseLanguage = (language: Language): void => {
    this.#language = language;
    this.storage.setItem("language", language);
    document.documentElement.lang = language;
    this.signal.setLanguage(language);
    this.#pressed();
  };

  readonly startShift = (): void => {
    this.#pressed();
    void this.#own.allowSound();
    this.#ringer.askForNotifications();
    this.#own.showSelf();
    void this.#startShift();
  };

  readonly endShift = (): void => {
    this.#pressed();
    this.#own.hideSelf();
    void this.do({ do: "end_shift" }).then((answer) => {
      if (answer.type === "done") this.#shiftIs(false);
    });
  };

  readonly answer = (): void => {
    const view = this.#view;
    if (view?.audience !== "rung") return;
    this.#pressed();
    void this.#own.allowSound();
    void this.busyWhile("answer", this.do({ do: "answer", visit: view.visit, offer: view.offer }, AT_ONCE));
  };

  readonly decline = (): void => {
    const view = this.#view;
    if (view?.audience !== "rung") return;
    this.#pressed();
    this.#ahead.decline(view.offer);
    this.#viewed();
    void this.do({ do: "decline", visit: view.visit, offer: view.offer });
  };

  readonly toggleMicrophone = (): void => this.#own.toggle("microphone");
  readonly toggleCamera = (): void => this.#own.toggle("camera");

  readonly leave = (): void => {
    const view = this.#view;
    if (view?.audience !== "staff") return;
    this.#pressed();
    if (mustStay(this.state, view)) {
      // The server would refuse it, and links that are closed at once would have to be made again.
      this.notice(staffTexts[this.#language].visit.noScreen);
      return;
    }
    this.#goAway({ do: "leave", visit: view.visit }, false);
  };

  readonly endVisit = (): void => {
    const view = this.#view;
    if (view?.audience !== "staff") return;
    this.#pressed();
    this.#goAway({ do: "end_visit", visit: view.visit }, true);
  };

  readonly giveOutcome = (outcome: Exclude<Outcome, "not_given">): void => {
    const view = owing(this.state);
    if (view === null) return;
    this.#pressed();
    this.#ahead.giveOutcome(view);
    this.#viewed();
    void this.do({ do: "give_outcome", visit: view.visit, matter: view.matter, outcome }).then((answer) => {
      if (answer.type !== "refused") return;
      this.#ahead.takeBackOutcome(view);
      this.#viewed();
    });
  };

  readonly rate = (score: Score): void => {
    const view = rateable(this.state);
    if (view === null) return;
    this.#pressed();
    this.#ahead.rate(view);
    this.#viewed();
    void this.do({ do: "rate_as_staff", visit: view.visit, matter: view.matter, score }).then((answer) => {
      if (answer.type !== "refused") return;
      this.#ahead.takeBackRating(view);
      this.#viewed();
    });
  };

  readonly skipRating = (): void => {
    const view = rateable(this.state);
    if (view === null) return;
    this.#skipped = ratingKey(view);
    this.#pressed();
    this.#viewed();
  };

  readonly takeSeat = (): void => {
    this.#takenOver = false;
    this.#pressed();
    void this.#own.allowSound();
    void this.signal.resume().then((answer) => this.#answered(answer));
  };

  readonly allowSound = (): void => {
    this.#pressed();
    void this.#own.allowSound().then(this.redraw);
  };

  readonly showSelf = (): void => {
    this.#own.showSelf();
    this.redraw();
  };

  readonly toggleDevices = (): void => {
    this.#own.toggleChoosing();
    this.redraw();
  };

  readonly chooseCamera = (id: string): void => void this.#own.choose("camera", id);
  readonly chooseMicrophone = (id: string): void => void this.#own.choose("microphone", id);
  readonly chooseSpeaker = (id: string): void => void this.#own.choose("speaker", id);

  // --- for the pages -------------------------------------------------------------------------------------------------

  /** Asks the server; what it refuses, or says is over, is shown in its own words. */
  protected async do(action: Action, within?: number): Promise<Answered> {
    const answer = await this.signal.command(action, within === undefined ? {} : { within });
    this.#answered(answer);
    return answer;
  }

  /** The button of that press is busy until the answer is there. */
  protected async busyWhile(press: Press, answer: Promise<Answered>): Promise<Answered> {
    this.#busy.add(press);
    this.redraw();
    try {
      return await answer;
    } finally {
      this.#busy.delete(press);
      this.redraw();
    }
  }

  protected notice(words: string | null): void {
    this.#notice = words;
    this.redraw();
  }

  /** After each change of the view that is shown. */
  protected viewChanged(_view: VisitView | null): void {}

  // --- what comes ----------------------------------------------------------------------------------------------------

  #set(change: () => void): void {
    change();
    this.redraw();
  }

  #pressed(): void {
    this.#notice = null;
    this.redraw();
  }

  #answered(answer: Answered): void {
    if (answer.type !== "done" && answer.sentence !== "") this.notice(answer.sentence);
  }

  async #startShift(): Promise<void> {
    const found = await this.#own.pluggedIn();
    const answer = await this.busyWhile("shift", this.do({ do: "start_shift", ...found }, AT_ONCE));
    if (answer.type === "done") this.#shiftIs(true);
  }

  #shiftIs(onShift: boolean): void {
    if (onShift === this.#onShift) return;
    this.#onShift = onShift;
    this.#freeSince = onShift && this.#view === null ? performance.now() : null;
    const { shift } = staffTexts[this.#language];
    this.announcer.say(onShift ? shift.started : shift.ended);
    this.redraw();
  }

  #welcomed(welcome: Welcome): void {
    this.#you = welcome.you;
    this.#onShift = welcome.you.on_shift;
    this.#reload = welcome.reload_when_idle;
    this.#takenOver = false;
    this.#told = "";
    this.#tellDevices();
    this.redraw();
  }

  #boarded(board: Board): void {
    this.#board = board;
    this.#boardAt = performance.now();
    this.#shiftIs(board.on_shift);
    this.redraw();
  }

  #lineIs(connected: boolean, stopped: boolean): void {
    const before = this.#line;
    if (stopped) return;
    this.#line = connected ? "open" : this.#you === null ? "connecting" : "away";
    document.documentElement.dataset["server"] = this.#line;
    if (before === "away" && connected) this.announcer.say(staffTexts[this.#language].visit.returned);
  }

  #takeOver(): void {
    this.#takenOver = true;
    this.#view = null;
    this.#own.hideSelf();
    this.#own.use(false);
    this.#ringer.set(null);
    this.announcer.say(staffTexts[this.#language].taken.title, true);
  }

  #closing({ code, sentence, retry }: Closing): void {
    if (retry !== null) return;
    this.#line = "signed_out";
    this.#way = code === "session_expired" ? "sign_in" : code === "protocol_unknown" ? "reload" : "start";
    this.#notice = sentence;
    this.#own.hideSelf();
    this.#own.use(false);
  }

  /** The server's newest view, or something that this page did ahead of it. */
  #viewed(): void {
    const before = this.#view;
    const after = this.#takenOver ? null : this.#ahead.over(this.signal.view);
    const t = staffTexts[this.#language];
    if (this.signal.view !== this.#serverView) {
      this.#serverView = this.signal.view;
      this.#viewAt = performance.now();
    }
    this.#view = after;
    if (after !== null && (after.visit !== before?.visit || after.audience !== before.audience)) {
      if (after.audience === "rung" || after.audience === "staff") this.#notice = null;
    }
    const news = change(before, after, { t, language: this.#language });
    if (news !== null) {
      this.announcer.say(news.words, news.urgent);
      if (news.cue !== null) this.#cues.play(news.cue);
    }
    const free = after === null || (after.audience === "wrap_up" && !after.owes_outcome);
    if (!free) this.#freeSince = null;
    else if (this.#onShift) this.#freeSince ??= performance.now();
    this.#own.use(after?.audience === "rung" || after?.audience === "staff");
    if (after?.audience === "staff") this.#own.hideSelf();
    else if (before?.audience === "staff") this.#own.unmute();
    this.#ringer.set(ringOf(after, t, this.#language));
    this.#tellDevices();
    if (this.#reload && !this.#onShift && after === null) renew(this.signal.welcome?.build ?? "");
    this.viewChanged(after);
    this.redraw();
  }

  /** Closes the links of the visit now and tells the server when it can be told. */
  #goAway(action: Extract<Action, { do: "leave" | "end_visit" }>, ended: boolean): void {
    if (this.#view?.audience !== "staff") return;
    this.#talk.leave(action.visit);
    this.#ahead.leave(this.#view, ended);
    this.#viewed();
    if (!this.signal.health.connected) this.notice(staffTexts[this.#language].notice.later);
    void this.do(action).then((answer) => {
      if (answer.type !== "refused") return;
      this.#ahead.stay();
      this.#talk.stay(action.visit);
      this.#viewed();
    });
  }

  #tellDevices(): void {
    const report = this.#view?.audience === "staff" || this.#view?.audience === "rung" ? this.#own.report() : null;
    const told = JSON.stringify(report);
    if (report === null || told === this.#told || !this.signal.health.connected) return;
    this.#told = told;
    void this.signal.command(report, { within: AT_ONCE });
  }

  #beat(): void {
    this.#own.beat(this.#onShift || this.#view?.audience === "staff");
    this.#ringer.beat();
    this.redraw();
  }
}
