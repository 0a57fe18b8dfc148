/**
 * The reconciler: compares the links that the view asks for with those that there are, and opens, changes or closes the
 * difference. It silences before it opens, and gives out no track that the view does not grant, whatever arrives.
 */

import type { Slot } from "./connection";
import { Emitter } from "./events";
import { Link, type LinkState, type LocalTracks } from "./link";
import type { IceServer, LinkView, Relayed, Signal } from "./protocol";
import type { TextLinkContext } from "./text-link";

const WATCH_EVERY = 500;
const WATCH_CLOSELY = 100;
/** Nobody is heard: it may be the line of this page, which carries what goes to the server too. */
const DOUBTFUL_AFTER = 1_000;
const MAX_EARLY_LINKS = 16;
const MAX_EARLY_SIGNALS = 80;
const EARLY_FOR = 30_000;
const MAX_REMEMBERED = 64;

/** The other end of a link: only what may be played now. A warm link has no seat yet. */
export interface Remote {
  readonly link: string;
  readonly seat: string | null;
  readonly sound: MediaStreamTrack | null;
  readonly picture: MediaStreamTrack | null;
  readonly secondPicture: MediaStreamTrack | null;
  /** While nothing of it may be played: what may be later, for a player that is to be ready. */
  readonly ready: { readonly sound: MediaStreamTrack | null; readonly picture: MediaStreamTrack | null };
  readonly state: LinkState;
  /** The other end's line is too thin for its picture; this page's own is, there. */
  readonly soundOnly: boolean;
  readonly givenUp: boolean;
}

export interface LinksEvents {
  /** No sound comes over any link over which it came: once each time. */
  silent: void;
  /** Something that `remotes` tells is different. */
  changed: readonly Remote[];
}

export interface LinksOptions {
  readonly iceServers: () => readonly IceServer[];
  readonly canSignal: () => boolean;
  readonly send: (signal: Signal) => void;
  /** What text of a link is done with. */
  readonly text: (link: Link) => TextLinkContext;
}

export class Links extends Emitter<LinksEvents> {
  readonly #options: LinksOptions;
  readonly #links = new Map<string, Link>();
  readonly #attempts = new Map<string, number>();
  readonly #early = new Map<string, { at: number; signals: Relayed[] }>();
  #local: LocalTracks = { sound: null, picture: null, second_picture: null };
  #wanted: readonly LinkView[] = [];
  #applying: Promise<void> | null = null;
  #watching = false;
  #silent = false;
  #told = "";

  constructor(options: LinksOptions) {
    super();
    this.#options = options;
  }

  /** Makes the links be those; resolves when all is silent that has to be, and what may open has been opened. */
  apply(wanted: readonly LinkView[]): Promise<void> {
    this.#wanted = wanted;
    const views = new Map(wanted.map((view) => [view.id, view]));
    for (const [id, link] of this.#links) if (!views.has(id)) this.#close(id, link);
    const silencing = wanted.map((view) => this.#links.get(view.id)?.silence(view) ?? null);
    const before = [...silencing, this.#applying].filter((work) => work !== null);
    const open = async (): Promise<void> => {
      if (this.#wanted !== wanted) return;
      await Promise.all(wanted.map((view) => this.#links.get(view.id)?.open(view) ?? this.#open(view)));
    };
    // Where nothing has to fall silent first, what may open opens before the screen is drawn.
    const work = before.length > 0 ? Promise.all(before).then(open) : open();
    const applying = work.finally(() => {
      if (this.#applying === applying) this.#applying = null;
    });
    this.#applying = applying;
    this.#watch();
    return applying;
  }

  /** The server is back. */
  hurry(): void {
    for (const link of this.#links.values()) link.hurry();
  }

  /** Closes every link now. */
  close(): void {
    void this.apply([]);
  }

  /** This page's own tracks; a slot that may not send is not touched. */
  setLocal(slot: Slot, track: MediaStreamTrack | null): void {
    if (this.#local[slot] === track) return;
    this.#local = { ...this.#local, [slot]: track };
    for (const link of this.#links.values()) void link.resend();
  }

  /** A signal from the other end of a link, which may be there before the view that names the link. */
  receive(message: Relayed): void {
    const link = this.#links.get(message.link);
    if (link) return link.receive(message.attempt, message.body);
    const now = performance.now();
    for (const [id, { at }] of this.#early) if (now - at > EARLY_FOR) this.#early.delete(id);
    const early = this.#early.get(message.link) ?? { at: now, signals: [] };
    if (early.signals.length < MAX_EARLY_SIGNALS) early.signals.push(message);
    this.#early.set(message.link, early);
    trim(this.#early, MAX_EARLY_LINKS);
  }

  get remotes(): readonly Remote[] {
    return [...this.#links.values()].map((link) => ({
      link: link.id,
      seat: link.seat,
      sound: link.track("sound"),
      picture: link.track("picture"),
      secondPicture: link.track("second_picture"),
      ready: { sound: link.ready("sound"), picture: link.ready("picture") },
      state: link.state,
      soundOnly: link.soundOnly,
      givenUp: link.givenUp,
    }));
  }

  /** The links themselves, for who measures. */
  get all(): readonly Link[] {
    return [...this.#links.values()];
  }

  #open(view: LinkView): void {
    const link = new Link(view, this.#attempts.get(view.id) ?? 0, {
      local: () => this.#local,
      iceServers: () =>
        this.#options.iceServers().map(({ urls, username, credential }) => ({
          urls: [...urls],
          ...(username === null ? {} : { username }),
          ...(credential === null ? {} : { credential }),
        })),
      canSignal: this.#options.canSignal,
      signal: (attempt, body) => this.#options.send({ type: "signal", link: view.id, attempt, body }),
      changed: () => this.#tell(),
      text: this.#options.text,
    });
    this.#links.set(view.id, link);
    const early = this.#early.get(view.id);
    this.#early.delete(view.id);
    for (const { attempt, body } of early?.signals ?? []) link.receive(attempt, body);
    this.#watch();
    this.#tell();
  }

  #close(id: string, link: Link): void {
    // A link that comes back is a new attempt, so that nothing of the old one is mistaken for it.
    this.#attempts.delete(id);
    this.#attempts.set(id, Math.min(link.attempt + 1, 1_000));
    trim(this.#attempts, MAX_REMEMBERED);
    this.#links.delete(id);
    link.close();
    this.#tell();
  }

  #watch(): void {
    if (this.#watching || this.#links.size === 0) return;
    this.#watching = true;
    const closely = [...this.#links.values()].some((link) => link.replacing);
    setTimeout(
      () => {
        void Promise.all([...this.#links.values()].map((link) => link.watch())).finally(() => {
          this.#watching = false;
          this.#listen();
          this.#tell();
          this.#watch();
        });
      },
      closely ? WATCH_CLOSELY : WATCH_EVERY,
    );
  }

  #listen(): void {
    const now = performance.now();
    const silences = [...this.#links.values()].map((link) => link.silentFor(now)).filter((silence) => silence !== null);
    const before = this.#silent;
    this.#silent = silences.length > 0 && silences.every((silence) => silence > DOUBTFUL_AFTER);
    if (this.#silent && !before) this.emit("silent", undefined);
  }

  #tell(): void {
    const remotes = this.remotes;
    const told = JSON.stringify(
      remotes.map((r) => [r.link, r.seat, r.sound?.id, r.picture?.id, r.secondPicture?.id, r.ready.sound?.id, r.state, r.soundOnly, r.givenUp]),
    );
    if (told === this.#told) return;
    this.#told = told;
    this.emit("changed", remotes);
  }
}

function trim(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
