/**
 * One link of the view: who it is with, what may be sent and played, and the connection that carries it.
 *
 * A link is replaced, never repaired: the offerer raises `attempt` and opens a new connection, and the old one is
 * closed when media flows on the new.
 */

import { Connection, SLOTS, type Slot } from "./connection";
import { GivingWay, RATE_FIRST, SIZE_FIRST, type Line } from "./giving-way";
import type { Grant, LinkView, SignalBody } from "./protocol";
import { TextLink, type TextLinkContext } from "./text-link";

const SILENT_FOR = 2_000;
const CUT_FOR = 1_500;
/** What both ends say at the same time has arrived by then. */
const CROSSED_WITHIN = 700;
const CONNECT_WITHIN = 6_000;
const OFFER_WITHIN = 4_000;
const FLOW_WITHIN = 3_000;
const TRY_AGAIN = [0, 2_000, 4_000, 8_000];
/** Seconds after which it is said again whether there is sound only: on the lines where it matters a signal is lost with the socket that carried it. */
const SAY_AGAIN = 5;

/** `opening`: not connected yet for the first time. */
export type LinkState = "opening" | "good" | "weak" | "cut";

export type LocalTracks = Readonly<Record<Slot, MediaStreamTrack | null>>;

export interface LinkContext {
  local(): LocalTracks;
  iceServers(): RTCIceServer[];
  /** Nobody would hear an offer while the server is away. */
  canSignal(): boolean;
  signal(attempt: number, body: SignalBody): void;
  changed(): void;
  text(link: Link): TextLinkContext;
}

export class Link {
  readonly id: string;
  readonly offers: boolean;
  seat: string | null;
  attempt: number;
  /** Set by who measures: much is lost or late. */
  weak = false;
  /** The other end has said that its line is too thin for its picture. */
  soundOnly = false;
  readonly text: TextLink;

  readonly #context: LinkContext;
  readonly #giving = new GivingWay();
  /** Seconds since the other end was told whether there is sound only; null: there was nothing to tell yet. */
  #toldFor: number | null = null;
  #send = new Set<Grant>();
  #receive = new Set<Grant>();
  #hearsSince = 0;
  #current: Connection | null = null;
  /** The offer of the current connection and its candidates, as they were said. */
  #said: SignalBody[] = [];
  #old: Connection | null = null;
  #askedAt = performance.now();
  #failures = 0;
  #triedAt = performance.now();
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  /** `attempt` is the next one to use: above all that this page has used for this id. */
  constructor(view: LinkView, attempt: number, context: LinkContext) {
    this.id = view.id;
    this.offers = view.offer;
    this.seat = view.seat;
    this.attempt = attempt;
    this.#context = context;
    this.text = new TextLink(context.text(this));
    this.#grant(view);
    if (this.offers) this.#open();
  }

  // --- what the view asks --------------------------------------------------------------------------------------------

  /** Stops sending and playing what `view` does not grant; resolves when it is so, null: there was nothing to stop. */
  silence(view: LinkView): Promise<void> | null {
    const send = new Set(view.send.filter((grant) => this.#send.has(grant)));
    const receive = new Set(view.receive.filter((grant) => this.#receive.has(grant)));
    if (send.size === this.#send.size && receive.size === this.#receive.size) return null;
    this.#send = send;
    this.#receive = receive;
    this.#grantText();
    this.#context.changed();
    return this.#hush();
  }

  /** Sends and plays what `view` grants. */
  async open(view: LinkView): Promise<void> {
    this.seat = view.seat;
    this.#grant(view);
    await this.resend();
    this.#context.changed();
  }

  /** Puts this page's tracks of now into the slots that may send. */
  async resend(): Promise<void> {
    await Promise.all(this.#connections().map((connection) => this.#fill(connection)));
  }

  /** This page's picture has been given up here, so that sound arrives. */
  get givenUp(): boolean {
    return this.#giving.soundOnly && this.#sendsPicture;
  }

  /** One second has passed, and the way to the other end was like that: the picture gives way, or comes back. */
  passed(line: Line): void {
    if (this.#closed) return;
    this.playing?.speak(this.#giving.speech, line.speech);
    if (!this.#sendsPicture) return;
    const steps = this.#context.local().picture?.contentHint === "motion" ? RATE_FIRST : SIZE_FIRST;
    const before = this.#giving.soundOnly;
    this.#giving.passed(line, steps);
    const step = this.#giving.step(steps);
    for (const connection of this.#connections()) connection.fit(step);
    if (before !== this.#giving.soundOnly) {
      this.#tellSoundOnly();
      this.#context.changed();
    } else if (this.#toldFor !== null) {
      this.#toldFor += 1;
      if (this.#toldFor >= SAY_AGAIN && this.#context.canSignal()) this.#tellSoundOnly();
    }
  }

  #tellSoundOnly(): void {
    this.#toldFor = 0;
    this.#context.signal(this.attempt, { kind: "sound_only", on: this.#giving.soundOnly });
  }

  /** Something of this page's goes out here, so the line is worth measuring. */
  get sends(): boolean {
    return this.#send.has("sound") || this.#send.has("picture");
  }

  get #sendsPicture(): boolean {
    return this.#send.has("picture") && this.#context.local().picture !== null;
  }

  close(): void {
    this.#closed = true;
    this.#send.clear();
    this.#receive.clear();
    this.#grantText();
    for (const connection of this.#connections()) connection.close();
    this.#current = this.#old = null;
  }

  // --- what is heard -------------------------------------------------------------------------------------------------

  /** What may be played now of what arrives in that slot. */
  track(slot: Slot): MediaStreamTrack | null {
    return this.#receive.has(slot) ? (this.playing?.received(slot) ?? null) : null;
  }

  /** What may arrive in that slot later, while nothing may be played at all: for a player to be ready, muted and unseen. */
  ready(slot: Slot): MediaStreamTrack | null {
    return this.#receive.size === 0 ? (this.playing?.received(slot) ?? null) : null;
  }

  get level(): number {
    return this.#receive.has("sound") ? (this.playing?.level ?? 0) : 0;
  }

  /** The connection whose media is played: the old one until the new one flows. */
  get playing(): Connection | null {
    return this.#old ?? this.#current;
  }

  get replacing(): boolean {
    return this.#old !== null;
  }

  get state(): LinkState {
    const playing = this.playing;
    if (!playing?.connected) return this.#failures > 0 ? "cut" : "opening";
    if (this.#troubled(playing, performance.now())) return "cut";
    return this.weak ? "weak" : "good";
  }

  // --- signals -------------------------------------------------------------------------------------------------------

  receive(attempt: number, body: SignalBody): void {
    this.#work = this.#work.then(() => this.#handle(attempt, body)).catch(() => this.#broken());
  }

  async #handle(attempt: number, body: SignalBody): Promise<void> {
    if (this.#closed) return;
    switch (body.kind) {
      case "description":
        if (body.sdp_type === "offer") {
          if (!this.offers) await this.#answer(attempt, body.sdp);
        } else if (attempt === this.#current?.attempt) {
          await this.#current.accept(body.sdp);
        }
        return;
      case "candidate":
        if (attempt === this.#current?.attempt && body.candidate !== "") {
          this.#current.add({ candidate: body.candidate, sdpMid: body.mid, sdpMLineIndex: body.index });
        }
        return;
      case "replace":
        if (this.offers) this.#asked(attempt);
        return;
      case "sound_only":
        this.soundOnly = body.on;
        return this.#context.changed();
      default:
        body satisfies never;
    }
  }

  /**
   * The other end asks for a new connection. Where there is one that it has not heard of, the two may have crossed, or the offer
   * went into a line that was dead already: it is said again, which does no harm to who has heard it.
   */
  #asked(attempt: number): void {
    const since = performance.now() - this.#triedAt;
    const unheard = attempt < this.attempt;
    if (unheard && this.#current?.connected) return;
    if (since > (unheard ? CROSSED_WITHIN : CUT_FOR)) return this.#replace(Math.max(attempt, this.attempt) + 1);
    if (unheard) for (const body of this.#said) this.#context.signal(this.attempt, body);
  }

  async #answer(attempt: number, sdp: string): Promise<void> {
    const current = this.#current;
    if (current && (attempt < current.attempt || current.offered === sdp)) return;
    this.attempt = attempt;
    const connection = this.#begin(attempt);
    await connection.take(sdp);
    await this.#fill(connection);
    const answer = await connection.describe();
    if (this.#current !== connection) return;
    this.#context.signal(attempt, { kind: "description", sdp_type: "answer", sdp: answer });
    connection.described();
  }

  #open(): void {
    const connection = this.#begin(this.attempt);
    this.#work = this.#work
      .then(async () => {
        const sdp = await connection.offer();
        await this.#fill(connection);
        if (this.#current !== connection) return;
        this.#say(connection, { kind: "description", sdp_type: "offer", sdp });
        connection.described();
      })
      .catch(() => this.#broken());
  }

  #say(connection: Connection, body: SignalBody): void {
    if (this.#current === connection) this.#said.push(body);
    this.#context.signal(connection.attempt, body);
  }

  /** A new connection beside the one that plays; anything in between is closed. */
  #begin(attempt: number): Connection {
    const connection = new Connection(attempt, this.#context.iceServers(), {
      candidate: (found) =>
        this.#say(connection, {
          kind: "candidate",
          candidate: found?.candidate ?? "",
          mid: found?.sdpMid ?? null,
          index: found?.sdpMLineIndex ?? null,
        }),
      changed: () => this.#changed(),
      textChanged: () => this.#useText(),
      text: (from, data) => this.text.receive(from, data),
    });
    const before = this.#current;
    if (before && !this.#old && before.connected && !before.failed) this.#old = before;
    else before?.close();
    this.#current = connection;
    this.#said = [];
    this.#giving.anew();
    connection.fit(this.#giving.step(SIZE_FIRST));
    this.#useText();
    this.#triedAt = performance.now();
    return connection;
  }

  #replace(attempt: number): void {
    this.attempt = Math.min(attempt, 1_000);
    this.#failures += 1;
    this.#open();
    this.#context.changed();
  }

  #broken(): void {
    this.#current?.close();
    this.#context.changed();
  }

  // --- the watchdog --------------------------------------------------------------------------------------------------

  /** Milliseconds for which no sound has come that came before; null: none is expected. */
  silentFor(now: number): number | null {
    const heard = this.playing?.flowedAt ?? null;
    return this.#receive.has("sound") && heard !== null ? now - Math.max(heard, this.#hearsSince) : null;
  }

  /**
   * Signals get through again: what is cut is tried now, and not when its next turn would be; so is what has not come up, since
   * what was said of it may have gone into the dead line.
   */
  hurry(): void {
    this.#triedAt = this.#askedAt = -Infinity;
    if (this.#current?.connected === false) this.#tryAgain(performance.now());
    else void this.watch();
  }

  /** Looks at what has arrived, retires the old connection, and asks for a new one where media has stopped. */
  async watch(): Promise<void> {
    await Promise.all(this.#connections().map((connection) => connection.count(performance.now()).catch(() => undefined)));
    if (this.#closed) return;
    const now = performance.now();
    const current = this.#current;
    if (current && this.#flows(current, now)) {
      this.#failures = 0;
      if (this.#old) {
        this.#old.close();
        this.#old = null;
        this.#useText();
        this.#context.changed();
      }
    }
    if (this.#needsReplacement(now)) this.#tryAgain(now);
  }

  #flows(connection: Connection, now: number): boolean {
    if (connection.connectedAt === null || connection.closed) return false;
    if (this.#receive.has("sound") && connection.flowedAt !== null) return now - connection.flowedAt < SILENT_FOR;
    if (connection.cutAt !== null || connection.failed) return false;
    return !this.#receive.has("sound") || now - connection.connectedAt > FLOW_WITHIN;
  }

  #needsReplacement(now: number): boolean {
    const current = this.#current;
    if (!current) return now - this.#askedAt > OFFER_WITHIN;
    if (!current.connected) return current.failed || now - current.startedAt > CONNECT_WITHIN;
    return this.#troubled(current, now);
  }

  /**
   * Sound that came and stopped is a path that is gone, whatever ICE says and long before it does; unless pictures still come,
   * which take the same path: then it is a microphone that was pulled out. Sound that never came is one that is not there: only
   * then, and where none may come, is ICE asked.
   */
  #troubled(connection: Connection, now: number): boolean {
    if (connection.closed) return true;
    const cut = connection.failed || (connection.cutAt !== null && now - connection.cutAt > CUT_FOR);
    if (!this.#receive.has("sound") || connection.flowedAt === null) return cut;
    if (now - Math.max(connection.flowedAt, connection.seenAt) <= SILENT_FOR) return false;
    // What has only just been let through has not had the time to come, where the path is there at all.
    return cut || now - this.#hearsSince > SILENT_FOR;
  }

  #tryAgain(now: number): void {
    if (!this.#context.canSignal()) return;
    const wait = TRY_AGAIN[Math.min(this.#failures, TRY_AGAIN.length - 1)] ?? 0;
    if (now - this.#triedAt < wait) return;
    if (this.offers) return this.#replace(this.attempt + 1);
    this.#triedAt = now;
    this.#failures += 1;
    this.#askedAt = now;
    this.#context.signal(this.attempt, { kind: "replace" });
    this.#context.changed();
  }

  // --- grants --------------------------------------------------------------------------------------------------------

  #grant(view: LinkView): void {
    const receive = new Set(view.receive);
    if (receive.has("sound") && !this.#receive.has("sound")) this.#hearsSince = performance.now();
    this.#send = new Set(view.send);
    this.#receive = receive;
    this.#grantText();
  }

  #grantText(): void {
    this.text.grant(this.#send.has("text"), this.#receive.has("text"));
    this.#useText();
  }

  #useText(): void {
    this.text.use(this.#connections().map(({ text }) => text));
  }

  async #fill(connection: Connection): Promise<void> {
    const local = this.#context.local();
    await Promise.all(
      SLOTS.map((slot) =>
        this.#send.has(slot) && local[slot] ? connection.send(slot, local[slot]) : connection.silence(slot),
      ),
    );
  }

  async #hush(): Promise<void> {
    const shut = SLOTS.filter((slot) => !this.#send.has(slot));
    await Promise.all(
      this.#connections().flatMap((connection) => shut.map((slot) => connection.silence(slot))),
    );
  }

  #connections(): Connection[] {
    return [this.#old, this.#current].filter((connection) => connection !== null);
  }

  #changed(): void {
    if (!this.#closed) this.#context.changed();
  }
}
