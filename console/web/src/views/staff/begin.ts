/** The parts that every page of staff is wired from. */

import { readAddress, readBuild } from "../../address";
import { Devices } from "../../devices";
import { LANGUAGES } from "../../i18n/language";
import type { Language, PageKind } from "../../protocol";
import { Signalling } from "../../signal";
import { Cues } from "../../sound";
import { Talk } from "../../talk";
import type { SessionParts } from "./session";

/** Nothing is sent yet: the page begins with `signal.start()`. */
export async function begin(kind: PageKind, draw: () => void): Promise<SessionParts> {
  const { claim, desk, raw } = readAddress(location);
  const storage = localStorage;
  const language = LANGUAGES.find((known) => known === storage.getItem("language")) ?? ("fi" satisfies Language);
  document.documentElement.lang = language;
  const signal = new Signalling({ kind, build: await readBuild(), language, claim, desk });
  const devices = new Devices({ raw, storage });
  return { signal, devices, talk: new Talk(signal, devices), cues: new Cues(), storage, language, draw };
}
