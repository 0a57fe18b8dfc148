/** A page of staff as a whole: its line to the server, its language, its shift, its visit. `draw` is called when something changes. */

import { readAddress } from "../../address";
import type { PageParts } from "../../begin";
import { Announcer } from "../../components/announcer";
import { staffTexts } from "../../i18n/staff";
import type { Board, Catalogue, Closing, Id, Language, Outcome, Score, Self, VisitView, Welcome } from "../../protocol";
import { everySecond, onWaking } from "../../ticker";
import { redraw } from "../../view";
import { nothingArrives } from "../arrivals";
import { ThinLine } from "../thin-line";
import { Colleagues } from "./colleagues";
import { CutTold } from "./cut";
import { Handover } from "./handover";
import { HoldReminder } from "./hold";
import { OwnDevices } from "./own-devices";
import { OwnVisit } from "./own-visit";
import { PairChoice } from "./pair";
import { remotePeople, shortName } from "./people";
import { renew } from "./renew";
import { Requests } from "./requests";
import { Ringer } from "./ringer";
import { Shift } from "./shift";
import { inVisit, type Line, type StaffActs, type StaffState, type Target, type Way } from "./state";

const LEVEL_EVERY = 200;

export interface SessionParts extends PageParts {
  readonly storage: Storage;
  readonly language: Language;
  readonly draw: () => void;
}

export class StaffSession implements StaffActs {
  readonly announcer = new Announcer(() => this.redraw());
  protected readonly parts: SessionParts;
  protected readonly redraw: () => void;
  protected readonly requests: Requests;
  readonly #own: OwnDevices;
  readonly #ringer: Ringer;
  readonly #shift: Shift;
  readonly #visit: OwnVisit;
  readonly #colleagues: Colleagues;
  readonly #reminder = new HoldReminder();
  readonly #thin = new ThinLine();
  readonly transfer: Handover;
  readonly #pair: PairChoice;
  #language: Language;
  #line: Line = "connecting";
  #way: Way = "start";
  #you: Self | null = null;
  #board: Board | null = null;
  #boardAt = 0;
  #catalogue: Catalogue | null = null;
  #takenOver = false;
  #reload = false;

  constructor(parts: SessionParts) {
    const { signal, devices, talk, cues, language, draw } = parts;
    this.parts = parts;
    this.redraw = redraw(draw);
    this.#language = language;
    this.requests = new Requests(signal, this.redraw);
    this.#own = new OwnDevices(devices, talk.players, cues);
    this.#own.routeSound();
    this.#ringer = new Ringer(cues);
    this.#shift = new Shift(this.requests, this.announcer, () => this.#t);
    this.#visit = new OwnVisit(parts, {
      own: this.#own,
      ringer: this.#ringer,
      requests: this.requests,
      shift: this.#shift,
      announcer: this.announcer,
      reader: () => ({ t: this.#t, language: this.#language }),
      you: () => this.#you,
      changed: (view) => this.#viewChanged(view),
    });
    this.#colleagues = new Colleagues(this.requests, () => this.#visit.view);
    this.#pair = new PairChoice(this.requests, () => inVisit(this.#visit));
    this.transfer = new Handover(this.requests, () => inVisit(this.#visit), this.redraw);
    signal.on("welcome", (welcome) => this.#set(() => this.#welcomed(welcome)));
    signal.on("view", () => this.#visit.changed());
    signal.on("board", (board) => this.#set(() => this.#boarded(board)));
    signal.on("catalogue", (catalogue) => this.#set(() => (this.#catalogue = catalogue)));
    signal.on("directory", (directory) => this.#set(() => (this.#colleagues.directory = directory)));
    signal.on("health", ({ connected, stopped }) => this.#set(() => this.#lineIs(connected, stopped)));
    signal.on("takenOver", () => this.#set(() => this.#takeOver()));
    signal.on("closing", (closing) => this.#set(() => this.#closing(closing)));
    devices.on("changed", () => this.#set(() => this.#visit.tellDevices()));
    this.#own.share.on("changed", () => this.#set(() => this.#shared()));
    const told = new CutTold(this.announcer, cues);
    talk.on("changed", () => {
      told.look(this.state);
      this.#mediaChanged();
    });
    talk.written.on("changed", this.redraw);
    talk.written.on("begun", ({ name, customer }) =>
      this.announcer.say(this.#t.writing.begun(customer ? this.#t.customer : name)),
    );
    everySecond(() => this.#beat());
    onWaking((slept) => this.#set(() => this.#visit.slept(slept)));
    setInterval(() => this.#own.selfShown && this.redraw(), LEVEL_EVERY);
  }

  get state(): StaffState {
    const now = performance.now();
    const { players } = this.parts.talk;
    return {
      t: this.#t,
      language: this.#language,
      line: this.#line,
      way: this.#way,
      you: this.#you,
      board: this.#board,
      catalogue: this.#catalogue,
      view: this.#visit.view,
      viewAge: this.#visit.age(now),
      boardAge: (now - this.#boardAt) / 1000,
      onShift: this.#shift.on,
      freeFor: this.#shift.freeFor(now),
      takenOver: this.#takenOver,
      notice: this.requests.notice,
      devices: this.#own.snapshot(),
      player: (seat) => players.of(seat),
      givenUp: this.parts.talk.givenUp,
      nothingArrives: (seat, picture) => nothingArrives(this.parts.talk.links, seat, picture),
      busy: new Set(this.requests.busy),
      written: this.parts.talk.written,
      choosingDevices: this.#own.choosing,
      selfShown: this.#own.selfShown,
      skippedRating: this.#visit.skippedRating,
      directory: this.#colleagues.directory,
      directoryWords: this.#colleagues.words,
      drawer: this.#colleagues.drawer,
      transfer: this.transfer.draft,
      pairFirst: this.#pair.first,
      note: this.#visit.note,
    };
  }

  // --- presses: each takes the sentence above the page away ----------------------------------------------------------

  readonly chooseLanguage = (language: Language): void => {
    this.#language = language;
    this.parts.storage.setItem("language", language);
    document.documentElement.lang = language;
    this.parts.signal.setLanguage(language);
    this.requests.say(null);
  };

  readonly startShift = (): void => {
    this.requests.say(null);
    void this.#own.allowSound();
    this.#ringer.askForNotifications();
    this.#own.showSelf();
    void this.#own.pluggedIn().then((found) => this.#shift.start(found));
  };

  /** The page that asks about it is shown where it cannot be done from here. */
  readonly signOut = (): void => {
    const asked = fetch("/sign-out", { method: "POST", redirect: "manual" });
    // An answer that leads elsewhere is not followed here: the browser goes there itself.
    void asked.then(
      (answer) => location.assign(answer.type === "opaqueredirect" ? "/sign-in" : "/sign-out"),
      () => location.assign("/sign-out"),
    );
  };

  readonly endShift = (): void => {
    this.requests.say(null);
    this.#own.hideSelf();
    void this.#shift.end();
  };

  readonly answer = (): void => this.#inVisit((visit) => visit.answer());
  readonly decline = (): void => this.#inVisit((visit) => visit.decline());
  readonly beginHold = (): void => this.#inVisit((visit) => visit.hold(true));
  readonly endHold = (): void => this.#inVisit((visit) => visit.hold(false));
  readonly leave = (): void => this.#inVisit((visit) => visit.leave());
  readonly comeBack = (): void => this.#inVisit((visit) => visit.comeBack());
  readonly endVisit = (): void => this.#inVisit((visit) => visit.end());
  readonly giveOutcome = (outcome: Exclude<Outcome, "not_given">): void => this.#inVisit((visit) => visit.giveOutcome(outcome));
  readonly rate = (score: Score): void => this.#inVisit((visit) => visit.rate(score));
  readonly skipRating = (): void => this.#inVisit((visit) => visit.skipRating());

  readonly toggleMicrophone = (): void => this.#own.toggle("microphone");
  readonly toggleSharing = (): void => {
    if (this.#own.share.track === null) void this.#own.share.start();
    else this.#own.share.stop();
  };
  readonly toggleSigning = (): void =>
    this.#set(() => {
      this.#own.signing = !this.#own.signing;
      this.#visit.tellDevices();
    });
  readonly toggleCamera = (): void => this.#own.toggle("camera");
  readonly chooseCamera = (id: string): void => void this.#own.choose("camera", id);
  readonly chooseMicrophone = (id: string): void => void this.#own.choose("microphone", id);
  readonly chooseSpeaker = (id: string): void => void this.#own.choose("speaker", id);
  readonly showSelf = (): void => this.#set(() => this.#own.showSelf());
  readonly toggleDevices = (): void => this.#set(() => this.#own.toggleChoosing());

  readonly inquire = (person: Id): void => {
    void this.#own.allowSound();
    this.#colleagues.inquire(person);
  };
  readonly askFirst = (target: Target): void => this.#colleagues.invite("ask_first", target);
  readonly addNow = (target: Target): void => this.#colleagues.invite("add_now", target);
  readonly withdraw = (search: Id): void => this.#colleagues.withdraw(search);
  readonly bringIn = (person: Id): void => this.#colleagues.bringIn(person);
  readonly release = (person: Id): void => this.#colleagues.release(person);
  readonly choosePair = (person: Id): void => this.#set(() => this.#pair.press(person));
  readonly searchDirectory = (words: string): void => this.#set(() => (this.#colleagues.words = words));
  readonly toggleDrawer = (): void => this.#set(() => (this.#colleagues.drawer = !this.#colleagues.drawer));

  readonly takeSeat = (): void => {
    this.#takenOver = false;
    this.announcer.unsay(this.#t.taken.title);
    this.#visit.away(false);
    this.requests.say(null);
    void this.#own.allowSound();
    void this.parts.signal.resume().then((answer) => this.requests.answered(answer));
  };

  readonly allowSound = (): void => {
    this.requests.say(null);
    void this.#own.allowSound().then(this.redraw);
  };

  // --- for the pages -------------------------------------------------------------------------------------------------

  /** After each change of the view that is shown. */
  protected viewChanged(_view: VisitView | null): void {}

  // -------------------------------------------------------------------------------------------------------------------

  get #t(): StaffState["t"] {
    return staffTexts[this.#language];
  }

  /** Nobody signs in there; an unknown person is known by the claim alone. */
  get #demo(): boolean {
    return this.#you?.demo ?? readAddress(location).claim !== null;
  }

  #set(change: () => void): void {
    change();
    this.redraw();
  }

  #inVisit(act: (visit: OwnVisit) => void): void {
    this.requests.say(null);
    act(this.#visit);
  }

  #viewChanged(view: VisitView | null): void {
    if (this.#reload && !this.#shift.on && view === null) renew(this.parts.signal.welcome?.build ?? "");
    const own = view?.audience === "staff" ? view : null;
    this.transfer.viewChanged(own);
    this.#pair.viewChanged(own);
    if (own === null) this.#colleagues.drawer = false;
    this.viewChanged(view);
    this.redraw();
  }

  #welcomed(welcome: Welcome): void {
    this.#you = welcome.you;
    this.#shift.is(welcome.you.on_shift);
    this.#reload = welcome.reload_when_idle;
    this.#takenOver = false;
    this.#visit.away(false);
    this.#visit.tellAnew();
  }

  #boarded(board: Board): void {
    this.#board = board;
    this.#boardAt = performance.now();
    this.#shift.is(board.on_shift);
  }

  #lineIs(connected: boolean, stopped: boolean): void {
    const before = this.#line;
    if (stopped) return;
    this.#line = connected ? "open" : this.#you === null ? "connecting" : "away";
    document.documentElement.dataset["server"] = this.#line;
    if (before === "away" && connected) this.announcer.say(this.#t.visit.returned);
    if (!connected) this.announcer.unsay(this.#t.visit.returned);
  }

  #takeOver(): void {
    this.#takenOver = true;
    this.#own.hideSelf();
    this.#visit.away(true);
    this.announcer.say(this.#t.taken.title, true);
  }

  #closing({ code, sentence, retry }: Closing): void {
    if (retry !== null) return;
    this.#line = "signed_out";
    this.#way = code === "session_expired" && !this.#demo ? "sign_in" : code === "protocol_unknown" ? "reload" : "start";
    this.requests.say(sentence);
    this.#own.hideSelf();
    this.#own.use(false);
  }

  #shared(): void {
    const { track } = this.#own.share;
    this.parts.talk.links.setLocal("second_picture", track);
    this.#visit.tellDevices();
    this.announcer.say(track === null ? this.#t.visit.shareEnded : this.#t.visit.shares);
  }

  #mediaChanged(): void {
    const { view } = this.#visit;
    const people = view?.audience === "staff" ? remotePeople(this.state, view) : [];
    const shown = people.map((person) => ({
      id: person.id,
      name: shortName(this.state, person),
      soundOnly: person.seats.some(({ id }) => this.parts.talk.players.of(id)?.soundOnly ?? false),
    }));
    const told = this.#thin.changed(shown, this.parts.talk.givenUp, this.#t.visit);
    if (told !== null) this.announcer.say(told);
    this.redraw();
  }

  #beat(): void {
    this.#own.beat(this.#shift.on || this.#visit.view?.audience === "staff");
    this.#ringer.beat();
    if (this.#reminder.due(this.#visit.view, this.#visit.age(performance.now()))) {
      this.parts.cues.play("stillThere");
      this.announcer.say(this.#t.hold.long, true);
    }
    this.redraw();
  }
}
