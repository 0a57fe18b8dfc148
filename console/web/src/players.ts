/**
 * A `video` element for each remote seat, which plays exactly what may be played of it.
 *
 * The elements outlive the screens that show them, so a new layout never interrupts sound.
 */

import { Emitter } from "./events";
import type { LinkState } from "./link";
import type { Links, Remote } from "./links";

const LISTEN_EVERY = 100;
const SPEAKS_ABOVE = 0.012;
const SPEAKS_ON_FOR = 500;

export interface Player {
  readonly seat: string;
  readonly element: HTMLVideoElement;
  readonly state: LinkState;
  /** A picture may be shown and one has come. */
  readonly picture: boolean;
  readonly sound: boolean;
  readonly speaking: boolean;
}

export interface PlayersEvents {
  changed: void;
  /** The browser plays no sound before somebody has pressed something. */
  blocked: boolean;
}

class SeatPlayer implements Player {
  readonly element = document.createElement("video");
  readonly #stream = new MediaStream();
  readonly seat: string;
  link = "";
  state: LinkState = "opening";
  speaking = false;
  spokeAt = -Infinity;

  constructor(seat: string) {
    this.seat = seat;
    this.element.autoplay = true;
    this.element.playsInline = true;
    this.element.srcObject = this.#stream;
  }

  get picture(): boolean {
    return this.#stream.getVideoTracks().length > 0;
  }

  get sound(): boolean {
    return this.#stream.getAudioTracks().length > 0;
  }

  take(remote: Remote): void {
    this.link = remote.link;
    this.state = remote.state;
    this.#set([remote.sound, remote.picture]);
  }

  clear(): void {
    this.element.onpause = null;
    this.#set([]);
    this.element.srcObject = null;
    this.element.remove();
  }

  #set(wanted: readonly (MediaStreamTrack | null)[]): void {
    for (const track of this.#stream.getTracks()) if (!wanted.includes(track)) this.#stream.removeTrack(track);
    for (const track of wanted) if (track) this.#stream.addTrack(track);
  }
}

export class Players extends Emitter<PlayersEvents> {
  readonly #links: Links;
  readonly #players = new Map<string, SeatPlayer>();
  #output = "";
  blocked = false;

  constructor(links: Links) {
    super();
    this.#links = links;
    links.on("changed", (remotes) => this.#update(remotes));
    setInterval(() => this.#listen(), LISTEN_EVERY);
  }

  of(seat: string): Player | null {
    return this.#players.get(seat) ?? null;
  }

  /** Plays again whatever the browser stopped: call it in the press of **Salli ääni**, and after a screen has changed. */
  async play(): Promise<void> {
    const results = await Promise.all([...this.#players.values()].map((player) => this.#play(player)));
    if (results.every(Boolean)) this.#setBlocked(false);
  }

  /** Through which loudspeaker; empty: the one that the browser prefers. */
  setOutput(device: string): void {
    this.#output = device;
    for (const player of this.#players.values()) this.#route(player);
  }

  #update(remotes: readonly Remote[]): void {
    const seen = new Set<string>();
    for (const remote of remotes) {
      if (remote.seat === null) continue;
      seen.add(remote.seat);
      let player = this.#players.get(remote.seat);
      if (!player) {
        player = new SeatPlayer(remote.seat);
        const made = player;
        this.#players.set(remote.seat, made);
        // A browser pauses an element that leaves the page; what may be heard goes on without being shown.
        made.element.onpause = () => void this.#play(made);
        this.#route(made);
      }
      player.take(remote);
      if (remote.sound || remote.picture) void this.#play(player);
    }
    for (const [seat, player] of this.#players) {
      if (seen.has(seat)) continue;
      player.clear();
      this.#players.delete(seat);
    }
    this.emit("changed", undefined);
  }

  async #play(player: SeatPlayer): Promise<boolean> {
    if (!player.element.paused || !(player.sound || player.picture)) return true;
    try {
      await player.element.play();
      return true;
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "NotAllowedError")) return true;
      this.#setBlocked(true);
      return false;
    }
  }

  #setBlocked(blocked: boolean): void {
    if (this.blocked === blocked) return;
    this.blocked = blocked;
    this.emit("blocked", blocked);
    this.emit("changed", undefined);
  }

  #route(player: SeatPlayer): void {
    if (this.#output || player.element.sinkId) void player.element.setSinkId(this.#output).catch(() => undefined);
  }

  #listen(): void {
    if (this.#players.size === 0) return;
    const now = performance.now();
    const levels = new Map(this.#links.all.map((link) => [link.id, link.level]));
    let changed = false;
    for (const player of this.#players.values()) {
      if (player.sound && (levels.get(player.link) ?? 0) > SPEAKS_ABOVE) player.spokeAt = now;
      const speaking = now - player.spokeAt < SPEAKS_ON_FOR;
      changed ||= speaking !== player.speaking;
      player.speaking = speaking;
    }
    if (changed) this.emit("changed", undefined);
  }
}
