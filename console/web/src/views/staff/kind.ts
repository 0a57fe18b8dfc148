/** What sort of help a service is, where its name does not say so already. */

import type { LocalText, ServiceKind } from "../../protocol";
import { local, type StaffState } from "./state";

/** "Digituki", or nothing for a service of the usual kind and for one that is called so. */
export function kindInWords(state: Pick<StaffState, "t" | "language">, kind: ServiceKind, name: LocalText | null): string {
  const word = kind === "digital_support" ? state.t.digital.kind : "";
  return local(state, name).includes(word) ? "" : word;
}
