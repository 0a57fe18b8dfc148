/**
 * A beat of one second that goes on in a page nobody looks at, where a browser slows timers down to one a minute; and what its
 * absence tells: the machine slept.
 */

import workerAddress from "./ticker-worker?worker&url";

interface ScriptPolicy {
  createScriptURL(address: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

const SLEEP = 5_000;

const beats = new Set<() => void>();
const wakings = new Set<(slept: number) => void>();
let begun = false;
let awakeAt: Clocks | null = null;

/** Some systems stop the one while they sleep, and people set the other. */
interface Clocks {
  readonly running: number;
  readonly wall: number;
}

/** Calls `beat` about once a second; returns what stops it. */
export function everySecond(beat: () => void): () => void {
  beats.add(beat);
  if (!begun) begin();
  return () => void beats.delete(beat);
}

/** Calls `woke` with how many milliseconds this page did nothing at all, when they were many. */
export function onWaking(woke: (slept: number) => void): () => void {
  wakings.add(woke);
  if (!begun) begin();
  return () => void wakings.delete(woke);
}

/** Who acts on something from outside calls this first: it may come before the first beat after a sleep. */
export function notice(): void {
  const now: Clocks = { running: performance.now(), wall: Date.now() };
  const before = awakeAt ?? now;
  awakeAt = now;
  const slept = Math.max(now.running - before.running, now.wall - before.wall);
  if (slept > SLEEP) wakings.forEach((woke) => woke(slept));
}

function begin(): void {
  begun = true;
  const all = (): void => {
    notice();
    beats.forEach((beat) => beat());
  };
  try {
    const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
    const policy = factory?.createPolicy("etaluukku-worker", { createScriptURL: () => workerAddress });
    new Worker(policy?.createScriptURL(workerAddress) ?? workerAddress, { type: "module" }).onmessage = all;
  } catch {
    setInterval(all, 1000);
  }
}
