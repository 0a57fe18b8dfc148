/**
 * The text of one link: over which of its connections it goes, what waits until one is there, and what is lost when one is
 * replaced. Nothing is sent that the view does not grant now.
 */

import { LOST, NEW_LINE, NOTHING } from "./text-t140";

/** Text waits only while a link that may send it is being made. */
const MOST_WAITING = 4_000;
/** A channel that takes no more has this much of ours already; then text waits, and is looked at anew so often. */
const MOST_BUFFERED = 16_000;
const LOOK_EVERY = 100;
/** Text that went so shortly before its connection was replaced may not have arrived. */
const DOUBTFUL_FOR = 10_000;
/** Of one message; whatever more is in it is a flood. */
const LONGEST_MESSAGE = 16_000;

/**
 * A lost message is sent again when three later ones have come without it, or after 400 ms and more. Whoever types slowly, or pauses,
 * has no later ones: so many that mean nothing follow, so many milliseconds apart.
 */
const FOLLOWED_BY = { messages: 6, every: 40 };

/** What is used of a data channel. */
export interface TextChannel {
  readonly readyState: string;
  readonly bufferedAmount: number;
  send(text: string): void;
}

export interface TextLinkContext {
  /** What the other end should have of the row that is being written, to write it again. */
  again(): string;
  received(text: string): void;
  /** Something that the other end wrote may be missing. */
  lost(): void;
}

export class TextLink {
  readonly #context: TextLinkContext;
  readonly #now: () => number;
  #sends: object | null = null;
  #receives = false;
  #channels: readonly TextChannel[] = [];
  #used: TextChannel | null = null;
  #sentAt = -Infinity;
  #inDoubt = false;
  #waiting = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #toFollow = 0;
  #following: ReturnType<typeof setInterval> | undefined;
  #heard: { readonly from: TextChannel; readonly at: number } | null = null;

  constructor(context: TextLinkContext, now: () => number = () => performance.now()) {
    this.#context = context;
    this.#now = now;
  }

  /** Another object each time that sending is granted anew; null: nothing may be sent now. */
  get turn(): object | null {
    return this.#sends;
  }

  get receives(): boolean {
    return this.#receives;
  }

  /** What the view grants from now on. What waited goes with the grant. */
  grant(sends: boolean, receives: boolean): void {
    this.#receives = receives;
    if (sends === (this.#sends !== null)) return;
    this.#sends = sends ? {} : null;
    if (sends) return;
    this.#waiting = "";
    this.#inDoubt = false;
    this.#toFollow = 0;
    clearTimeout(this.#timer);
  }

  /** To the other end, at once when there is a way. */
  send(text: string): void {
    if (this.#sends === null || text === "") return;
    this.#waiting += text;
    if (this.#waiting.length > MOST_WAITING) this.#waiting = LOST + NEW_LINE + this.#context.again();
    this.flush();
  }

  /** The channels of the link's connections, oldest first, are these, or one of them has opened or closed. */
  use(channels: readonly TextChannel[]): void {
    this.#channels = channels;
    const heard = this.#heard;
    if (heard && !channels.includes(heard.from)) {
      this.#heard = null;
      if (this.#receives && this.#now() - heard.at < DOUBTFUL_FOR) this.#context.lost();
    }
    this.flush();
  }

  /** A message of one of those channels. */
  receive(from: TextChannel, data: unknown): void {
    if (!this.#receives) return;
    const text = typeof data === "string" ? data : data instanceof ArrayBuffer ? new TextDecoder().decode(data) : "";
    if (text === NOTHING) return;
    this.#heard = { from, at: this.#now() };
    this.#context.received(text.slice(0, LONGEST_MESSAGE));
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#sends === null) return;
    const open = this.#channels.findLast(({ readyState }) => readyState === "open") ?? null;
    if (open !== this.#used) {
      const again = this.#used !== null && this.#now() - this.#sentAt < DOUBTFUL_FOR;
      this.#inDoubt ||= again;
      this.#used = open;
    }
    if (open === null) return;
    if (this.#inDoubt) {
      this.#inDoubt = false;
      // All of the row is in there, also what was waiting for it.
      this.#waiting = LOST + NEW_LINE + this.#ended(this.#waiting) + this.#context.again();
    }
    if (this.#waiting === "") return;
    if (open.bufferedAmount > MOST_BUFFERED) {
      this.#timer = setTimeout(() => this.flush(), LOOK_EVERY);
      return;
    }
    const text = this.#waiting;
    this.#waiting = "";
    this.#sentAt = this.#now();
    try {
      open.send(text);
      this.#follow();
    } catch {
      // It closed this very moment; the next connection begins with the mark.
      this.#inDoubt = true;
    }
  }

  #follow(): void {
    this.#toFollow = FOLLOWED_BY.messages;
    this.#following ??= setInterval(() => {
      const open = this.#used;
      if (this.#toFollow === 0 || open?.readyState !== "open") {
        clearInterval(this.#following);
        this.#following = undefined;
        return;
      }
      this.#toFollow -= 1;
      // A line that has not sent what it has needs no more.
      if (open.bufferedAmount === 0) open.send(NOTHING);
    }, FOLLOWED_BY.every);
  }

  /** Rows that were ended while nothing could be sent: their last characters are all that is known of them here. */
  #ended(waiting: string): string {
    const end = waiting.lastIndexOf(NEW_LINE);
    return end < 0 ? "" : waiting.slice(0, end + 1).replace(/^\u0008+/u, "");
  }
}
