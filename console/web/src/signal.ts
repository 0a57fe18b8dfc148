/**
 * The page's line to the server: one WebSocket, said hello to again whenever it was lost.
 *
 * Commands given while the server is away are kept and sent when it is back, with the same id and with how long ago the
 * person pressed. A lost line says nothing about media: links are none of its business.
 */

import { randomId } from "./address";
import { Emitter } from "./events";
import { isFact, type KeptFacts } from "./facts";
import {
  PROTOCOL,
  type Action,
  type Board,
  type Catalogue,
  type ClientMessage,
  type Closing,
  type Command,
  type Directory,
  type Done,
  type Gone,
  type Language,
  type PageKind,
  type Refused,
  type Relayed,
  type ServerMessage,
  type VisitView,
  type Welcome,
} from "./protocol";
import { everySecond, notice, onWaking } from "./ticker";

const PING_EVERY = 5_000;
const DEAD_AFTER = 12_000;
const OPEN_WITHIN = 8_000;
const BACK_OFF = [0, 300, 1_200, 2_700, 4_800, 7_000];
const JITTER = 300;
/** A line that is doubted answers within so long, or is given up. */
const DOUBTED_FOR = 1_500;
/** In a visit a try begins so long after the one before, or when that one was given up. */
const IN_VISIT = { every: 1_000, openWithin: 3_000 };
/**
 * After so many tries in a row that came to nothing a file is asked for first: a browser whose sockets failed often begins
 * the next ones seconds late, and so would ours when the server is there again.
 */
const KNOCKS_AFTER = 3;
/** Whoever slept for so long has a line that is dead, though nobody could tell it. */
const ASLEEP_FOR = 10_000;
const MAX_KEPT_SIGNALS = 256;
/** Milliseconds after which a fact is told again that the server could not save. */
const TOLD_AGAIN_AFTER = { least: 1_000, most: 3_000 };

export type Answered = Done | Gone | Refused;

export interface Health {
  readonly connected: boolean;
  /** `performance.now()` when the line was lost; null while it is there. */
  readonly awaySince: number | null;
  /** The page stays away: taken over, or the session is over. */
  readonly stopped: boolean;
}

export interface SignalEvents {
  welcome: Welcome;
  /** The newest view; older ones never come after it. */
  view: VisitView | null;
  board: Board;
  directory: Directory;
  catalogue: Catalogue;
  relayed: Relayed;
  /** A message of this page that the server did not understand. */
  misunderstood: Refused;
  takenOver: string;
  closing: Closing;
  health: Health;
}

export interface SignalOptions {
  readonly kind: PageKind;
  readonly build: string;
  readonly language: Language;
  readonly claim: string | null;
  readonly desk: string | null;
  /** Where facts are kept beyond this page; null: in the page alone. */
  readonly facts?: KeptFacts | null;
}

export interface CommandOptions {
  /** Milliseconds after which an unanswered command is given up and answered `gone`; never, if absent. */
  readonly within?: number;
  /** Aborted: the command is taken back as far as it can be, and answered `gone`. */
  readonly taken?: AbortSignal;
}

interface Pending {
  readonly command: Command;
  readonly pressedAt: number;
  readonly giveUpAt: number;
  readonly resolve: (answer: Answered) => void;
}

export class Signalling extends Emitter<SignalEvents> {
  /** 128 random bits, in memory only: the same page keeps its links over restarts of the server. */
  readonly page = randomId();
  welcome: Welcome | null = null;
  view: VisitView | null = null;

  readonly #options: SignalOptions;
  #language: Language;
  #socket: WebSocket | null = null;
  #knock: AbortController | null = null;
  #ready = false;
  #awaySince: number | null = performance.now();
  #stopped = false;
  #tries = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #giveUp: ReturnType<typeof setTimeout> | undefined;
  #retryAfter: number | null = null;
  #openedAt = 0;
  #pings = 0;
  #pongs = 0;
  #pingAt = 0;
  #unanswered: number | null = null;
  readonly #pending = new Map<string, Pending>();
  #signals: ClientMessage[] = [];
  #factsOf: string | null = null;

  constructor(options: SignalOptions) {
    super();
    this.#options = options;
    this.#language = options.language;
  }

  get health(): Health {
    return { connected: this.#ready, awaySince: this.#awaySince, stopped: this.#stopped };
  }

  start(): void {
    everySecond(() => this.#beat());
    addEventListener("online", () => this.#connectNow());
    onWaking((slept) => slept > ASLEEP_FOR && (this.#socket || this.#knock) && this.#drop());
    this.#connect();
  }

  /** Resolves with the server's answer, however long that takes. Acts of the page itself do not wait for it. */
  command(action: Action, options: CommandOptions = {}): Promise<Answered> {
    return new Promise((resolve) => {
      const now = performance.now();
      const command: Command = { type: "command", id: randomId(), action };
      const pending = { command, pressedAt: now, giveUpAt: now + (options.within ?? Infinity), resolve };
      this.#pending.set(command.id, pending);
      this.#keep(command);
      options.taken?.addEventListener("abort", () => this.#answer(command.id, { type: "gone", id: command.id, sentence: "" }));
      if (this.#ready) this.#sendCommand(pending);
    });
  }

  /** To the other end of a link; kept for a while when the server is away. */
  relay(message: Extract<ClientMessage, { type: "signal" }>): void {
    if (this.#ready) this.#send(message);
    else {
      this.#signals.push(message);
      if (this.#signals.length > MAX_KEPT_SIGNALS) this.#signals.shift();
    }
  }

  /** What is of no use later: dropped when the server is away. */
  report(message: Extract<ClientMessage, { type: "applied" | "quality" }>): void {
    if (this.#ready) this.#send(message);
  }

  /** Something else says that nothing gets through: asks at once, and does not wait long for the answer. */
  doubt(): void {
    if (!this.#ready) return;
    const socket = this.#socket;
    const asked = this.#ping(performance.now());
    setTimeout(() => this.#ready && this.#socket === socket && this.#pongs < asked && this.#drop(), DOUBTED_FOR);
  }

  setLanguage(language: Language): void {
    this.#language = language;
    if (this.#ready) this.#send({ type: "set_language", language });
  }

  /** **Jatka tässä ikkunassa**: returns after `takenOver`, and takes the seat. */
  resume(): Promise<Answered> {
    this.#stopped = false;
    this.#tries = 0;
    this.#connectNow();
    return this.command({ do: "take_seat" });
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
  }

  // --- the socket ----------------------------------------------------------------------------------------------------

  #connect(): void {
    clearTimeout(this.#retry);
    if (this.#stopped || this.#socket || this.#knock) return;
    this.#openedAt = performance.now();
    if (this.#tries > KNOCKS_AFTER) void this.#knockFirst();
    else this.#open();
  }

  /** What a proxy answers for a server that is away (502 to 504) is no answer. */
  async #knockFirst(): Promise<void> {
    this.#giveUpInTime();
    const knock = (this.#knock = new AbortController());
    const answered = await fetch("/build.json", { cache: "no-store", signal: knock.signal }).then(
      ({ status }) => status < 500,
      () => false,
    );
    if (this.#knock !== knock) return;
    this.#knock = null;
    if (answered) this.#open();
    else this.#lost();
  }

  /** Each step of a try has its own time: on the thinnest line the two together may take longer than one may. */
  #giveUpInTime(): void {
    clearTimeout(this.#giveUp);
    this.#giveUp = setTimeout(() => this.#drop(), this.view ? IN_VISIT.openWithin : OPEN_WITHIN);
  }

  #open(): void {
    this.#giveUpInTime();
    const address = new URL("/ws", location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#unanswered = null;
    socket.onopen = () => {
      const { kind, build, claim, desk } = this.#options;
      this.#send({
        type: "hello", protocol: PROTOCOL, build, page: this.page, kind, language: this.#language, claim, desk,
      });
    };
    socket.onmessage = (event) => {
      notice();
      if (this.#socket === socket) this.#receive(JSON.parse(String(event.data)) as ServerMessage);
    };
    socket.onclose = () => {
      if (this.#socket === socket) this.#lost();
    };
  }

  /** A try that has not got through yet may be one that never will. */
  #connectNow(): void {
    if (this.#ready) return;
    this.#forget();
    this.#connect();
  }

  /** The line is given up, whatever the socket says of itself. */
  #drop(): void {
    this.#forget();
    this.#lost();
  }

  #forget(): void {
    clearTimeout(this.#giveUp);
    this.#knock?.abort();
    this.#knock = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #lost(): void {
    clearTimeout(this.#giveUp);
    clearTimeout(this.#retry);
    this.#socket = null;
    this.#ready = false;
    this.#awaySince ??= performance.now();
    this.emit("health", this.health);
    if (this.#stopped) return;
    this.#retry = setTimeout(() => this.#connect(), this.#retryAfter ?? this.#wait());
    this.#retryAfter = null;
    this.#tries += 1;
  }

  #wait(): number {
    if (this.view) {
      const pause = IN_VISIT.every + (2 * Math.random() - 1) * JITTER;
      return Math.max(0, this.#openedAt + pause - performance.now());
    }
    return (BACK_OFF[Math.min(this.#tries, BACK_OFF.length - 1)] ?? 0) + Math.random() * JITTER;
  }

  #beat(): void {
    const now = performance.now();
    for (const [id, pending] of this.#pending) {
      if (now >= pending.giveUpAt) this.#answer(id, { type: "gone", id, sentence: "" });
    }
    if (!this.#ready) return;
    if (this.#unanswered !== null && now - this.#unanswered > DEAD_AFTER) this.#drop();
    else if (now - this.#pingAt >= PING_EVERY - 100) this.#ping(now);
  }

  #ping(now: number): number {
    this.#pings += 1;
    this.#pingAt = now;
    this.#unanswered ??= now;
    this.#send({ type: "ping", n: this.#pings });
    return this.#pings;
  }

  #send(message: ClientMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #sendCommand({ command, pressedAt }: Pending): void {
    this.#send({ ...command, ago: Math.max(0, (performance.now() - pressedAt) / 1000) });
  }

  #answer(id: string, answer: Answered): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending && isFact(pending.command.action)) void this.#options.facts?.drop(id);
    pending?.resolve(answer);
  }

  // --- facts ---------------------------------------------------------------------------------------------------------

  #keep({ id, action }: Command): void {
    const { facts } = this.#options;
    const person = facts && this.welcome?.you.person;
    if (person && isFact(action)) void facts.keep({ id, person, action, pressedAt: Date.now() });
  }

  /** What a page of this person has pressed on this device, and nobody has answered: told once by each page. */
  async #takeUp(facts: KeptFacts, person: string | null): Promise<void> {
    if (!person || this.#factsOf === person) return;
    this.#factsOf = person;
    for (const { id, action, pressedAt } of await facts.of(person)) {
      if (this.#pending.has(id)) continue;
      const ago = Math.max(0, Date.now() - pressedAt);
      const pending = {
        command: { type: "command", id, action } as const,
        pressedAt: performance.now() - ago,
        giveUpAt: Infinity,
        resolve: () => undefined,
      };
      this.#pending.set(id, pending);
      if (this.#ready) this.#sendCommand(pending);
    }
  }

  /** Whether this refusal of a fact is no answer: it is true all the same, and told again. */
  #isToldAgain({ id, code }: Refused): boolean {
    const pending = id === null ? undefined : this.#pending.get(id);
    if (!pending || !isFact(pending.command.action) || (code !== "not_saved" && code !== "busy")) return false;
    const { least, most } = TOLD_AGAIN_AFTER;
    setTimeout(() => {
      if (this.#ready && this.#pending.has(pending.command.id)) this.#sendCommand(pending);
    }, least + Math.random() * (most - least));
    return true;
  }

  // --- what comes ----------------------------------------------------------------------------------------------------

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        return this.#welcomed(message);
      case "ice_servers":
        if (this.welcome) this.welcome = { ...this.welcome, ice_servers: message.servers };
        return;
      case "pong":
        this.#pongs = message.n;
        if (message.n === this.#pings) this.#unanswered = null;
        return;
      case "done":
      case "gone":
        return this.#answer(message.id, message);
      case "refused":
        if (message.id === null) return this.emit("misunderstood", message);
        // It is asked again, with the same id, as soon as the server is back.
        if (message.code === "shutting_down" || this.#isToldAgain(message)) return;
        return this.#answer(message.id, message);
      case "view":
        return this.#viewed(message.view);
      case "board":
        return this.emit("board", message.board);
      case "directory":
        return this.emit("directory", message.directory);
      case "catalogue":
        return this.emit("catalogue", message.catalogue);
      case "signal":
        return this.emit("relayed", message);
      case "taken_over":
        this.stop();
        return this.emit("takenOver", message.sentence);
      case "closing":
        if (message.retry === null) this.stop();
        else this.#retryAfter = message.retry * 1000;
        return this.emit("closing", message);
      default:
        message satisfies never;
    }
  }

  #welcomed(welcome: Welcome): void {
    clearTimeout(this.#giveUp);
    this.welcome = welcome;
    this.#ready = true;
    this.#awaySince = null;
    this.#tries = 0;
    this.#pingAt = performance.now();
    this.emit("welcome", welcome);
    this.emit("health", this.health);
    for (const pending of this.#pending.values()) this.#sendCommand(pending);
    if (this.#options.facts) void this.#takeUp(this.#options.facts, welcome.you.person);
    const kept = this.#signals;
    this.#signals = [];
    for (const message of kept) this.#send(message);
  }

  #viewed(view: VisitView | null): void {
    if (view && this.view?.visit === view.visit && view.version < this.view.version) return;
    this.view = view;
    this.emit("view", view);
  }
}
