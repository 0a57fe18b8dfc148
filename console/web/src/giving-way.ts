/**
 * How the picture gives way to sound on a thin line: in size, then in rate, then wholly. Pure: what getStats tells comes in once
 * a second, and the step comes out.
 */

/** What is known of the way out to one other end. */
export interface Line {
  /** Bits a second for everything on this connection, as the browser reckons; null: not known yet. */
  readonly available: number | null;
  /** Bits a second that are really sent. A still picture needs little, and then `available` tells of no more than that. */
  readonly sent: number;
  /** The part of the sound packets that the other end missed lately, 0 to 1; null: not told yet. */
  readonly loss: number | null;
  /** Seconds there and back; null: not measured yet. */
  readonly rtt: number | null;
  /** Bits a second with which the browser encodes speech; null: it has not told. */
  readonly speech: number | null;
}

/** Bits a second for speech, sent twice: beside a picture, and where there is room for nothing else (of 64 kbit/s the packets' heads take 27 and feedback 9). */
export const SPEECH = { usual: 24_000, alone: 9_000 };

/** A picture at most so large; `needs` is what must be available for it and for the sound beside it. */
export interface Step {
  /** Lines of the picture. */
  readonly height: number;
  /** A second. */
  readonly frames: number;
  /** Bits a second. */
  readonly bitrate: number;
  readonly needs: number;
}

export const SIZE_FIRST: readonly Step[] = [
  { height: 480, frames: 30, bitrate: 1_500_000, needs: 450_000 },
  { height: 360, frames: 30, bitrate: 500_000, needs: 300_000 },
  { height: 240, frames: 30, bitrate: 300_000, needs: 170_000 },
  { height: 240, frames: 18, bitrate: 150_000, needs: 110_000 },
  { height: 180, frames: 12, bitrate: 60_000, needs: 70_000 },
];

/** Somebody signs: hands that jump say nothing, however sharp they are. */
export const RATE_FIRST: readonly Step[] = [
  { height: 480, frames: 30, bitrate: 1_500_000, needs: 450_000 },
  { height: 360, frames: 30, bitrate: 500_000, needs: 300_000 },
  { height: 240, frames: 25, bitrate: 300_000, needs: 120_000 },
  { height: 180, frames: 25, bitrate: 120_000, needs: 100_000 },
  { height: 120, frames: 20, bitrate: 60_000, needs: 70_000 },
];

/** Seconds for which a line must be too thin before the picture gives way, so that one bad second changes nothing. */
const THIN_FOR = 3;
/** Seconds for which it must carry more before the picture grows. */
const WIDE_FOR = 4;
const MORE_THAN_ENOUGH = 1.2;
/** The parts of what is available from which on the line is full, and below which there is room for more than is asked of it. */
const FULL = 0.7;
const ROOM = 0.5;
const CLEAN = 0.05;
/** A connection begins with a guess: nothing gives way before there has been time to find out. */
const FINDS_OUT_FOR = 6;
/** Seconds between two tries to show a picture again; each one that fails makes the next rest longer, up to the last. */
const RESTS = [6, 9, 12] as const;
/**
 * Of what the smallest picture needs, the part that must be available before it is tried. With sound alone a browser reckons with no more
 * than half as much again as it sends: 65 to 95 kbit/s on a wide line, and 15 to 54 on one of 64 (measured).
 */
const WORTH_A_TRY = 0.9;
/** Seconds after which it is tried all the same: a browser's reckoning may be stuck. */
const TRIED_ANYHOW = 60;
/** Seconds that a try takes at least, and may take at most, to show that there is room. */
const TRY_FOR = { least: 3, most: 6 };
/** Sound that suffers so ends a try at once: the part that is lost more than before, and seconds of delay more than before. */
const SUFFERS = { loss: 0.1, rtt: 0.3 };

/** Decides for one link; seconds in which the page has no picture to send do not count. */
export class GivingWay {
  #at = 0;
  #seconds = 0;
  #thin = 0;
  #wide = 0;
  #rests = 0;
  #tries = 0;
  /** What the line was like with sound alone, before the try that is under way. */
  #before: Line | null = null;
  #trying: number | null = null;

  /** The picture has been given up: who is at the other end has to be told. */
  soundOnly = false;

  /** The picture that may be sent now; null: none. */
  step(steps: readonly Step[]): Step | null {
    if (this.soundOnly && this.#trying === null) return null;
    return steps[this.#at] ?? null;
  }

  /** Bits a second with which speech is to be encoded. */
  get speech(): number {
    return this.soundOnly ? SPEECH.alone : SPEECH.usual;
  }

  /** A new connection begins with what the last one knew of the line, and finds out anew. */
  anew(): void {
    this.#seconds = 0;
    this.#thin = this.#wide = 0;
  }

  /** One second has passed, and the line was like that. */
  passed(line: Line, steps: readonly Step[]): void {
    this.#seconds += 1;
    if (this.soundOnly) return this.#trying === null ? this.#rest(line, steps) : this.#try(line, steps);
    if (line.available === null || this.#seconds < FINDS_OUT_FOR) return;
    const { available } = line;
    const needs = steps[this.#at]?.needs ?? 0;
    const above = steps[this.#at - 1]?.needs ?? Infinity;
    const room = line.sent < available * ROOM && (line.loss ?? 0) < CLEAN;
    this.#thin = available < needs && line.sent > available * FULL ? this.#thin + 1 : 0;
    this.#wide = this.#at > 0 && (room || available >= above * MORE_THAN_ENOUGH) ? this.#wide + 1 : 0;
    if (this.#thin >= THIN_FOR) this.#down(available, steps);
    else if (this.#wide >= WIDE_FOR) this.#up();
  }

  /** To the first step that fits, not through all in between: sound waits for nobody. */
  #down(available: number, steps: readonly Step[]): void {
    this.#thin = this.#wide = 0;
    const fits = steps.findIndex(({ needs }) => needs <= available);
    if (fits >= 0) {
      this.#at = fits;
      return;
    }
    this.#at = steps.length - 1;
    this.soundOnly = true;
    this.#rests = 0;
  }

  #up(): void {
    this.#wide = 0;
    this.#at -= 1;
    this.#tries = 0;
  }

  #rest(line: Line, steps: readonly Step[]): void {
    this.#rests += 1;
    const rest = RESTS[Math.min(this.#tries, RESTS.length - 1)] ?? 0;
    const least = steps[steps.length - 1]?.needs ?? 0;
    const worth = (line.available ?? 0) >= least * WORTH_A_TRY || this.#rests >= TRIED_ANYHOW;
    if (this.#rests < rest || !worth) return;
    this.#before = line;
    this.#trying = 0;
    this.#at = steps.length - 1;
  }

  /** The smallest picture is sent to see whether it fits; the other end is told only if it does. */
  #try(line: Line, steps: readonly Step[]): void {
    this.#trying = (this.#trying ?? 0) + 1;
    const least = steps[steps.length - 1]?.needs ?? 0;
    const suffers =
      (line.loss ?? 0) - (this.#before?.loss ?? 0) > SUFFERS.loss || (line.rtt ?? 0) - (this.#before?.rtt ?? 0) > SUFFERS.rtt;
    const fits = !suffers && (line.available ?? 0) >= least;
    if (suffers || (fits && this.#trying >= TRY_FOR.least) || this.#trying >= TRY_FOR.most) this.#end(fits);
  }

  #end(fits: boolean): void {
    this.#trying = null;
    this.#rests = 0;
    this.#thin = this.#wide = 0;
    this.#tries += 1;
    if (fits) this.soundOnly = false;
  }
}
