/** A beat of one second that goes on in a page nobody looks at, where a browser slows timers down to one a minute. */

import workerAddress from "./ticker-worker?worker&url";

interface ScriptPolicy {
  createScriptURL(address: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

const beats = new Set<() => void>();
let begun = false;

/** Calls `beat` about once a second; returns what stops it. */
export function everySecond(beat: () => void): () => void {
  beats.add(beat);
  if (!begun) begin();
  return () => void beats.delete(beat);
}

function begin(): void {
  begun = true;
  const all = (): void => beats.forEach((beat) => beat());
  try {
    const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
    const policy = factory?.createPolicy("etaluukku-worker", { createScriptURL: () => workerAddress });
    new Worker(policy?.createScriptURL(workerAddress) ?? workerAddress, { type: "module" }).onmessage = all;
  } catch {
    setInterval(all, 1000);
  }
}
