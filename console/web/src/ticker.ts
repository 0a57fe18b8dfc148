/** A beat of one second that goes on in a page nobody looks at, where a browser slows timers down to one a minute. */

import workerAddress from "./ticker-worker?worker&url";

interface ScriptPolicy {
  createScriptURL(address: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

/** Calls `beat` about once a second; returns what stops it. */
export function everySecond(beat: () => void): () => void {
  try {
    const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
    policy ??= factory?.createPolicy("etaluukku-worker", { createScriptURL: () => workerAddress }) ?? null;
    const worker = new Worker(policy?.createScriptURL(workerAddress) ?? workerAddress, { type: "module" });
    worker.onmessage = beat;
    return () => worker.terminate();
  } catch {
    const timer = setInterval(beat, 1000);
    return () => clearInterval(timer);
  }
}

let policy: ScriptPolicy | null | undefined;
