/** What every page is wired from. */

import { readAddress, readBuild } from "./address";
import { Devices } from "./devices";
import { FactsOnDevice } from "./facts";
import type { Language, PageKind } from "./protocol";
import { Signalling } from "./signal";
import { Cues } from "./sound";
import { isSupported, tellUnsupported } from "./supported";
import { Talk } from "./talk";

export interface PageParts {
  readonly signal: Signalling;
  readonly devices: Devices;
  readonly talk: Talk;
  readonly cues: Cues;
}

/**
 * The parts of a page; nothing is sent before `signal.start()`. `storage` keeps the chosen devices. null: this browser
 * cannot, and has said so.
 */
export async function begin(kind: PageKind, language: Language, storage: Storage | null): Promise<PageParts | null> {
  if (!isSupported()) {
    tellUnsupported(document.body);
    return null;
  }
  const { claim, desk, raw } = readAddress(location);
  // A customer screen is the desk's, whoever sits there.
  const whose = kind === "customer_screen" ? { claim: null, desk: desk ?? "1" } : { claim, desk };
  const facts = kind === "expert" || kind === "desk" ? new FactsOnDevice() : null;
  const signal = new Signalling({ kind, build: await readBuild(), language, facts, ...whose });
  const devices = new Devices({ raw, storage });
  return { signal, devices, talk: new Talk(signal, devices), cues: new Cues() };
}
