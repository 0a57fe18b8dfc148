/**
 * The talk of a page: what the view asks for, done with this page's devices and links, and told to the server.
 *
 * Every page has one. It knows nothing of screens.
 */

import type { Devices } from "./devices";
import { Emitter } from "./events";
import { Links } from "./links";
import { lineOf, Measure } from "./measure";
import { Players } from "./players";
import type { Relayed, VisitView } from "./protocol";
import type { Signalling } from "./signal";
import { WrittenTalk } from "./text";
import { everySecond } from "./ticker";

const REPORT_EVERY = 5_000;
const NOT_IN_THE_TALK: ReadonlySet<VisitView["audience"]> = new Set(["after", "over", "rung", "given_up", "wrap_up"]);

export interface TalkEvents {
  /** Somebody's picture, sound or light is different. */
  changed: void;
}

export class Talk extends Emitter<TalkEvents> {
  readonly links: Links;
  readonly players: Players;
  readonly written: WrittenTalk;
  readonly #signal: Signalling;
  readonly #devices: Devices;
  readonly #measure = new Measure();
  /** Visits that this page has left by itself: their views open nothing any more. */
  readonly #left = new Set<string>();
  #reportedAt = 0;
  /** Whether this page keeps silent in such a view, whatever it grants: it neither sends nor plays sound. */
  silentIn: (view: VisitView) => boolean = () => false;
  /** Whether this page is to be in such a view's talk only after `stay`. */
  staysOutOf: (view: VisitView) => boolean = () => false;

  constructor(signal: Signalling, devices: Devices) {
    super();
    this.#signal = signal;
    this.#devices = devices;
    this.links = new Links({
      iceServers: () => signal.welcome?.ice_servers ?? [],
      canSignal: () => signal.health.connected,
      send: (message) => signal.relay(message),
      text: (link) => this.written.of(link),
    });
    this.written = new WrittenTalk(() => this.links.all);
    this.players = new Players(this.links);
    signal.on("view", (view) => void this.#apply(view));
    signal.on("relayed", (message: Relayed) => this.links.receive(message));
    signal.on("welcome", () => this.links.hurry());
    this.links.on("silent", () => signal.doubt());
    signal.on("takenOver", () => {
      this.written.follow(null);
      this.links.close();
    });
    devices.on("changed", () => this.#sendDevices());
    this.links.on("changed", () => this.emit("changed", undefined));
    this.players.on("changed", () => this.emit("changed", undefined));
    everySecond(() => {
      void this.#report();
      void this.#giveWay();
    });
  }

  /** This page is in that visit's talk after all: the server has refused that it left, or it was to wait for this. */
  stay(visit: string): void {
    if (this.#left.delete(visit)) void this.#apply(this.#signal.view);
  }

  /** Leaves that visit now, whatever the server knows: every link of it is closed and stays closed. */
  leave(visit: string): void {
    this.#left.add(visit);
    if (this.#signal.view?.visit !== visit) return;
    this.written.follow(null);
    this.links.close();
  }

  /** What `silentIn` says has changed. */
  hush(): void {
    const { view } = this.#signal;
    this.#hush(view !== null && this.silentIn(view));
  }

  #hush(silent: boolean): void {
    this.#devices.hush(silent);
    this.players.hush(silent);
  }

  async #apply(view: VisitView | null): Promise<void> {
    // Silence comes before anything opens, and goes when all is as the view says.
    if (view && this.silentIn(view)) this.#hush(true);
    // Whoever is after the talk, or is rung, has left for good: what comes then is a new talk, maybe of the same visit.
    if (view && NOT_IN_THE_TALK.has(view.audience)) this.#left.delete(view.visit);
    if (view && this.staysOutOf(view)) this.#left.add(view.visit);
    const left = view !== null && this.#left.has(view.visit);
    this.written.follow(left ? null : view);
    this.#devices.keepMotion(view !== null && isInPair(view));
    await this.links.apply(view === null || left ? [] : view.links);
    if (this.#signal.view === view) {
      this.written.granted();
      this.hush();
    }
    if (view && this.#signal.view === view) {
      this.#signal.report({ type: "applied", visit: view.visit, version: view.version });
    }
  }

  #sendDevices(): void {
    this.links.setLocal("sound", this.#devices.microphone);
    this.links.setLocal("picture", this.#devices.picture);
  }

  /** Somebody who is to see this page's picture gets none, since the line is too thin for it. */
  get givenUp(): boolean {
    return this.links.all.some((link) => link.givenUp);
  }

  async #giveWay(): Promise<void> {
    await Promise.all(
      this.links.all.filter(({ sends }) => sends).map(async (link) => {
        const line = await lineOf(link).catch(() => null);
        if (line !== null) link.passed(line);
      }),
    );
  }

  async #report(): Promise<void> {
    const view = this.#signal.view;
    const now = performance.now();
    if (!view || now - this.#reportedAt < REPORT_EVERY - 100) return;
    this.#reportedAt = now;
    const links = await this.#measure.report(this.links.all);
    if (links.length > 0) this.#signal.report({ type: "quality", visit: view.visit, links });
  }
}

/** This page's person is one of the two whom everybody sees in equal size (EN 301 549, 6.5.3: the rate is worth more). */
function isInPair(view: VisitView): boolean {
  if (view.audience === "staff") return view.pair?.includes(view.you) ?? false;
  return view.audience === "customer" && (view.pair?.includes("customer") ?? false);
}
