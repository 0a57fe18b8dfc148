/**
 * Cues: short sounds that always come with something to see. They are played beside the talk, quieter while somebody
 * speaks, and never go into what this page sends.
 */

export type Cue = "press" | "answered" | "ring" | "joined" | "left" | "lost" | "back" | "stillThere";

interface Tone {
  /** Hertz, then seconds: when it begins and how long it rings. */
  readonly pitch: number;
  readonly at: number;
  readonly length: number;
  readonly loud: number;
}

const G4 = 392, C5 = 523.25, E5 = 659.25, G5 = 783.99;

const note = (pitch: number, at = 0, length = 0.4, loud = 0.16): Tone => ({ pitch, at, length, loud });

const CUES: Readonly<Record<Cue, readonly Tone[]>> = {
  press: [note(210, 0, 0.03, 0.06)],
  answered: [note(C5, 0, 0.35), note(G5, 0.18, 0.42)],
  ring: [note(C5, 0, 0.3), note(E5, 0.22, 0.3), note(G5, 0.44, 0.5)],
  joined: [note(E5)],
  left: [note(G4)],
  lost: [note(G4 / 2, 0, 0.6)],
  back: [note(C5, 0, 0.35), note(G5, 0.18, 0.42)],
  stillThere: [note(E5, 0, 0.4), note(C5, 0.3, 0.5)],
};

const ALLOWED_WITHIN = 300;

export class Cues {
  #context: AudioContext | null = null;
  #output = "";

  /** Plays it once; `louder` is a factor. Silent, without a complaint, where the browser plays no sound yet. */
  play(cue: Cue, louder = 1): void {
    const context = this.#context ?? new AudioContext();
    this.#context = context;
    if (context.state === "suspended") void context.resume().catch(() => undefined);
    for (const tone of CUES[cue]) wood(context, tone, louder);
  }

  /** Whether a cue would be heard now. */
  get allowed(): boolean {
    this.#context ??= new AudioContext();
    return this.#context.state === "running";
  }

  /** Call it in a press: from then on the page may sound. */
  async allow(): Promise<boolean> {
    this.#context ??= new AudioContext();
    // Where sound is blocked, the promise of `resume` stays open until somebody presses.
    const wait = new Promise((resolve) => setTimeout(resolve, ALLOWED_WITHIN));
    await Promise.race([this.#context.resume().catch(() => undefined), wait]);
    return this.allowed;
  }

  /** Through which loudspeaker; empty: the one that the browser prefers. */
  async setOutput(device: string): Promise<void> {
    if (device === this.#output) return;
    this.#output = device;
    this.#context ??= new AudioContext();
    const context = this.#context as AudioContext & { setSinkId?(id: string): Promise<void> };
    await context.setSinkId?.(device).catch(() => undefined);
  }
}

/** A struck bar: the tone and its fourth harmonic, which dies away sooner. */
function wood(context: AudioContext, { pitch, at, length, loud }: Tone, louder: number): void {
  const begin = context.currentTime + at;
  for (const [harmonic, share] of [[1, 1], [4, 0.25]] as const) {
    const gain = context.createGain();
    const oscillator = context.createOscillator();
    oscillator.frequency.value = pitch * harmonic;
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(Math.min(0.6, loud * share * louder), begin + 0.006);
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + length / (harmonic === 1 ? 1 : 3));
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(begin);
    oscillator.stop(begin + length);
  }
}
