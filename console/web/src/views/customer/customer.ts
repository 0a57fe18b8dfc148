/**
 * The page of a customer screen: it follows the view and tells the server whether it can sound.
 *
 * It tries to open camera, microphone and sound by itself, and asks for one press only where the browser refuses.
 */

import { html, render } from "lit-html";
import type { PageParts } from "../../begin";
import { Announcer } from "../../components/announcer";
import { terminalTexts } from "../../i18n/terminal";
import type { CustomerView, Language, VisitView } from "../../protocol";
import { everySecond } from "../../ticker";
import { redraw, titled } from "../../view";
import { nowIs } from "../now";
import { toldOfPair } from "../pair";
import { playerOf, remotePeople } from "../people";
import { ThinLine } from "../thin-line";
import { customerScreen, type CustomerActions, type CustomerState } from "./screen";

/** The browser's own question may stand unanswered for long. */
const ANSWERED_WITHIN = 2_000;
const RELOAD_AFTER = 30_000;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export class Customer implements CustomerActions {
  readonly #parts: PageParts;
  readonly #s: Writable<CustomerState>;
  readonly #announcer = new Announcer(() => this.#ask());
  readonly #ask: () => void;
  readonly #thin = new ThinLine();
  #tried = false;
  /** Somebody has pressed the button: what is still refused is done without. */
  #enabled = false;
  /** Whether the microphone opened when it was last tried. */
  #hears = false;
  #viewAt = 0;
  #told = "";
  #reload = false;
  readonly #openedAt = performance.now();

  constructor(parts: PageParts) {
    this.#parts = parts;
    this.#s = {
      t: terminalTexts.fi,
      language: "fi",
      you: null,
      connected: false,
      unknown: false,
      takenOver: false,
      silent: false,
      view: null,
      viewAge: 0,
      lastPeople: [],
      devices: parts.devices,
      players: parts.talk.players,
      links: parts.talk.links,
      written: parts.talk.written,
      soundElsewhere: false,
    };
    this.#ask = redraw(() => this.#draw());
  }

  run(): void {
    const { signal, devices, talk } = this.#parts;
    signal.on("welcome", (welcome) => {
      this.#s.you = welcome.you;
      this.#s.unknown = false;
      this.#reload = welcome.reload_when_idle;
      this.#told = "";
      this.#ask();
    });
    signal.on("health", ({ connected }) => {
      this.#s.connected = connected;
      this.#ask();
    });
    signal.on("view", (view) => this.#viewed(view));
    signal.on("takenOver", () => {
      this.#s.takenOver = true;
      this.#s.view = null;
      devices.close();
      this.#ask();
    });
    signal.on("closing", ({ code, retry }) => {
      if (retry === null && ["not_signed_in", "session_expired", "place_unknown"].includes(code)) this.#s.unknown = true;
      if (code === "protocol_unknown") setTimeout(() => location.reload(), RELOAD_AFTER);
      this.#ask();
    });
    talk.on("changed", () => this.#mediaChanged());
    talk.written.on("changed", () => this.#ask());
    talk.written.on("begun", ({ name }) => this.#announcer.say(this.#s.t.writing.begun(name)));
    devices.on("changed", () => this.#ask());
    everySecond(() => this.#second());
    signal.start();
    void this.#try();
    this.#ask();
  }

  // --- what its buttons do -------------------------------------------------------------------------------------------

  speak(language: Language): void {
    if (language === this.#s.language) return;
    this.#s.language = language;
    this.#s.t = terminalTexts[language];
    this.#parts.signal.setLanguage(language);
    this.#announcer.clear();
    if (this.#s.view) this.#announcer.say(this.#nowIs(this.#s.view));
    this.#ask();
  }

  enable(): void {
    void this.#parts.talk.players.play();
    void this.#parts.devices.retry();
    void this.#try().then(() => {
      this.#enabled = true;
      this.#ask();
    });
  }

  takeSeat(): void {
    this.#s.takenOver = false;
    void this.#parts.signal.resume();
    void this.#try();
    this.#ask();
  }

  // -------------------------------------------------------------------------------------------------------------------

  /** Camera, microphone and sound; a refused one is asked for again by the press. */
  async #try(): Promise<void> {
    const { devices, cues } = this.#parts;
    const wait = new Promise((resolve) => setTimeout(resolve, ANSWERED_WITHIN));
    await Promise.all([Promise.race([devices.open(), wait]), cues.allow()]);
    this.#tried = true;
    this.#ask();
  }

  #viewed(view: VisitView | null): void {
    const before = this.#s.view;
    const now = view?.audience === "customer" ? view : null;
    this.#viewAt = performance.now();
    this.#s.view = now;
    // The visit's language until somebody chooses another; nobody's choice is left to the next visitor.
    if (now?.visit !== before?.visit) this.speak(now?.language ?? "fi");
    this.#s.lastPeople = now === null ? [] : now.people.length > 0 ? now.people : this.#s.lastPeople;
    this.#tell(before, now);
    this.#ask();
  }

  #nowIs(view: CustomerView): string {
    const { t, language } = this.#s;
    const remote = remotePeople(view.people, view.links);
    return remote.length === 0 && !view.private && !view.seeking ? t.screen.beside : nowIs({ ...view, people: remote }, { t, language });
  }

  #tell(before: CustomerState["view"], now: CustomerState["view"]): void {
    const { t } = this.#s;
    if (!now) return this.#announcer.clear();
    if (now.private && now.private.why !== before?.private?.why) {
      this.#announcer.say(now.private.why === "hold" ? t.visit.holding : t.visit.asking);
    } else if (!now.private && before?.private) {
      this.#announcer.say(t.visit.back);
    }
    const known = new Set(before?.people.map(({ id }) => id));
    const joined = now.people.filter(({ id }) => !known.has(id));
    if (before && joined.length > 0 && !before.private) {
      this.#announcer.say(joined.map(({ name }) => t.visit.arrived(name)).join(" "));
      this.#parts.cues.play("joined");
      return;
    }
    const told = now.private ? null : toldOfPair(before, now, t);
    if (told !== null) this.#announcer.say(told);
  }

  #mediaChanged(): void {
    const { view, players, t } = this.#s;
    const people = view === null || view.private ? [] : remotePeople(view.people, view.links);
    const shown = people.map((person) => ({ id: person.id, name: person.name, soundOnly: playerOf(person, players)?.soundOnly ?? false }));
    const told = this.#thin.changed(shown, this.#parts.talk.givenUp, t.visit);
    if (told !== null) this.#announcer.say(told);
    this.#ask();
  }

  #second(): void {
    const young = performance.now() - this.#openedAt < 60_000;
    if (this.#reload && !young && !this.#s.view && !this.#s.takenOver) location.reload();
    this.#ask();
  }

  #draw(): void {
    const s = this.#s;
    const { devices, cues, signal } = this.#parts;
    const refused = Object.values(devices.states).some((state) => state === "denied" || (state === "opening" && !this.#hears));
    s.silent = this.#tried && !s.takenOver && (s.players.blocked || !cues.allowed || (refused && !this.#enabled));
    s.soundElsewhere = this.#tried && !this.#hears;
    s.viewAge = (performance.now() - this.#viewAt) / 1000;
    this.#useDevices();
    const told = {
      sound: !s.players.blocked && cues.allowed && this.#hears,
      camera: devices.has("camera"),
      sharing: false,
    };
    if (this.#tried && signal.health.connected && this.#told !== JSON.stringify(told)) {
      this.#told = JSON.stringify(told);
      void signal.command({ do: "set_devices", ...told });
    }
    const drawn = customerScreen(s, this);
    document.documentElement.lang = s.language;
    document.body.className = drawn.name;
    render(html`${drawn.content}${this.#announcer.render()}`, document.body);
    titled("Etäluukku");
  }
  /** Once it is known that they work, camera and microphone are on only while somebody is in front of them. */
  #useDevices(): void {
    const { devices } = this.#parts;
    const { microphone } = devices.states;
    if (microphone === "on") this.#hears = true;
    if (microphone === "denied" || microphone === "missing") this.#hears = false;
    if (!this.#tried || this.#s.silent) return;
    const open = devices.states.camera !== "off" || microphone !== "off";
    if (this.#s.view && !open) void devices.open();
    if (!this.#s.view && open) devices.close();
  }
}
