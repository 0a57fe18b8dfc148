/** What a desk's page is drawn from beyond what every page of staff has. */

import type { Directory, Id, Language, Slug } from "../../protocol";
import type { StaffActs, StaffState } from "../staff/state";

/** Whom to ask or add: somebody by name, or anybody free for a service. */
export type Target = { readonly person: Id } | { readonly service: Slug };

export interface NewVisit {
  readonly words: string;
  readonly service: Slug | null;
  readonly language: Language;
}

export interface DeskState extends StaffState {
  readonly directory: Directory | null;
  readonly directoryWords: string;
  readonly drawer: boolean;
  /** null: the board is shown. */
  readonly newVisit: NewVisit | null;
  /** Somebody was with this page in the visit that it is in. */
  readonly hadCompany: boolean;
  /** Does the laptop sound in a headset? null: not asked yet on this device. */
  readonly headset: boolean | null;
}

export interface DeskActs extends StaffActs {
  newVisit(service?: Slug): void;
  changeNewVisit(change: Partial<NewVisit>): void;
  cancelNewVisit(): void;
  startVisit(): void;
  askFirst(target: Target): void;
  addNow(target: Target): void;
  withdraw(search: Id): void;
  bringIn(person: Id): void;
  release(person: Id): void;
  searchDirectory(words: string): void;
  toggleDrawer(): void;
  answerHeadset(yes: boolean | null): void;
}
