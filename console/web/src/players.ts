/**
 * A `video` element for each link, which plays exactly what may be played of it.
 *
 * The elements outlive the screens that show them, so a new layout never interrupts sound.
 */

import { Emitter } from "./events";
import type { LinkState } from "./link";
import type { Links, Remote } from "./links";

const LISTEN_EVERY = 250;
const SPEAKS_ABOVE = 0.01;
const SPEAKS_ON_FOR = 800;

export interface Player {
  /** The element, while anything of it may be played. */
  readonly video: HTMLVideoElement | null;
  readonly state: LinkState;
  /** A picture may be shown and one has come. */
  readonly picture: boolean;
  /** None comes, since the other end's line is too thin for it. */
  readonly soundOnly: boolean;
  readonly sound: boolean;
  readonly speaking: boolean;
  /** The element of the shared screen, while one may be shown and has come. */
  readonly screen: HTMLVideoElement | null;
}

export interface PlayersEvents {
  changed: void;
  /** The browser plays no sound before somebody has pressed something. */
  blocked: boolean;
}

class LinkPlayer implements Player {
  readonly element = document.createElement("video");
  readonly #stream = new MediaStream();
  seat: string | null = null;
  state: LinkState = "opening";
  picture = false;
  soundOnly = false;
  sound = false;
  speaking = false;
  spokeAt = -Infinity;
  screen: HTMLVideoElement | null = null;
  #hushed = false;

  constructor() {
    this.element.autoplay = true;
    this.element.playsInline = true;
    this.element.muted = true;
    this.element.srcObject = this.#stream;
  }

  take(remote: Remote): void {
    this.seat = remote.seat;
    this.state = remote.state;
    this.sound = remote.sound !== null;
    this.soundOnly = remote.soundOnly && (remote.sound ?? remote.picture) !== null;
    this.picture = remote.picture !== null && !this.soundOnly;
    // Opening a loudspeaker and a decoder takes longer than the line does: while nothing may be played they are open, muted and unseen.
    this.element.muted = !this.sound || this.#hushed;
    this.#set([remote.sound ?? remote.ready.sound, remote.picture ?? remote.ready.picture]);
    this.#show(remote.secondPicture);
  }

  #show(track: MediaStreamTrack | null): void {
    const shown = this.screen?.srcObject instanceof MediaStream ? this.screen.srcObject.getTracks()[0] : undefined;
    if (track === (shown ?? null)) return;
    if (this.screen !== null) this.screen.srcObject = null;
    this.screen = track === null ? null : screenOf(track);
  }

  hush(hushed: boolean): void {
    this.#hushed = hushed;
    this.element.muted = !this.sound || hushed;
  }

  get video(): HTMLVideoElement | null {
    return this.sound || this.picture ? this.element : null;
  }

  /** There is something to play, or to be ready for. */
  get active(): boolean {
    return this.#stream.getTracks().length > 0;
  }

  clear(): void {
    this.element.onpause = null;
    this.element.muted = true;
    this.#set([]);
    this.#show(null);
    this.element.srcObject = null;
    this.element.remove();
  }

  #set(wanted: readonly (MediaStreamTrack | null)[]): void {
    for (const track of this.#stream.getTracks()) if (!wanted.includes(track)) this.#stream.removeTrack(track);
    for (const track of wanted) if (track) this.#stream.addTrack(track);
  }
}

function screenOf(track: MediaStreamTrack): HTMLVideoElement {
  const video = document.createElement("video");
  video.autoplay = video.playsInline = video.muted = true;
  video.srcObject = new MediaStream([track]);
  return video;
}

export class Players extends Emitter<PlayersEvents> {
  readonly #links: Links;
  /** By link, so that a warm link's player is there when the link gets a name. */
  readonly #players = new Map<string, LinkPlayer>();
  #output = "";
  #hushed = false;
  blocked = false;

  constructor(links: Links) {
    super();
    this.#links = links;
    links.on("changed", (remotes) => this.#update(remotes));
    setInterval(() => this.#listen(), LISTEN_EVERY);
  }

  of(seat: string): Player | null {
    return [...this.#players.values()].find((player) => player.seat === seat) ?? null;
  }

  /** Plays again whatever the browser stopped: call it in the press of **Salli ääni**, and after a screen has changed. */
  async play(): Promise<void> {
    const results = await Promise.all([...this.#players.values()].map((player) => this.#play(player)));
    if (results.every(Boolean)) this.#setBlocked(false);
  }

  /** Nothing is heard, whatever may be. */
  hush(hushed: boolean): void {
    this.#hushed = hushed;
    for (const player of this.#players.values()) player.hush(hushed);
  }

  /** Through which loudspeaker; empty: the one that the browser prefers. */
  setOutput(device: string): void {
    this.#output = device;
    for (const player of this.#players.values()) this.#route(player);
  }

  #update(remotes: readonly Remote[]): void {
    const links = new Set(remotes.map(({ link }) => link));
    for (const [link, player] of this.#players) {
      if (links.has(link)) continue;
      player.clear();
      this.#players.delete(link);
    }
    for (const remote of remotes) {
      let player = this.#players.get(remote.link);
      if (!player) {
        player = new LinkPlayer();
        const made = player;
        made.hush(this.#hushed);
        this.#players.set(remote.link, made);
        // A browser pauses an element that leaves the page; what may be heard goes on without being shown.
        made.element.onpause = () => void this.#play(made);
        this.#route(made);
      }
      player.take(remote);
      void this.#play(player);
    }
    this.emit("changed", undefined);
  }

  async #play(player: LinkPlayer): Promise<boolean> {
    if (!player.element.paused || !player.active) return true;
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

  #route(player: LinkPlayer): void {
    if (this.#output || player.element.sinkId) void player.element.setSinkId(this.#output).catch(() => undefined);
  }

  #listen(): void {
    if (this.#players.size === 0) return;
    const now = performance.now();
    const levels = new Map(this.#links.all.map((link) => [link.id, link.level]));
    let changed = false;
    for (const [link, player] of this.#players) {
      if (player.sound && (levels.get(link) ?? 0) > SPEAKS_ABOVE) player.spokeAt = now;
      const speaking = now - player.spokeAt < SPEAKS_ON_FOR;
      changed ||= speaking !== player.speaking;
      player.speaking = speaking;
    }
    if (changed) this.emit("changed", undefined);
  }
}
