/** What a desk's page is drawn from beyond what every page of staff has. */

import type { Language, Slug } from "../../protocol";
import type { StaffActs, StaffState } from "../staff/state";

export interface NewVisit {
  readonly words: string;
  readonly service: Slug | null;
  readonly language: Language;
}

export interface DeskState extends StaffState {
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
  answerHeadset(yes: boolean | null): void;
}
