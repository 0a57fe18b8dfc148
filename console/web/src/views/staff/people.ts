/** The people of a visit as a page of staff shows them: everybody who is somewhere else has a hatch. */

import type { PersonView, SeatView, StaffView } from "../../protocol";
import type { Light, Media, StaffState } from "./state";

/** "Asiakas, Lavia": the figure's name, which is a contract. */
export function figureName(state: StaffState, person: PersonView): string {
  return `${shortName(state, person)}, ${person.unit[state.language]}`;
}

export function shortName(state: StaffState, person: PersonView): string {
  return person.part === "customer" ? state.t.customer : person.name;
}

/** Everybody but this page's own person and the customer who sits beside it: those are not seen through a link. */
export function remotePeople(view: StaffView): readonly PersonView[] {
  return view.people.filter((person) => person.id !== view.you && !sitsBeside(view, person));
}

/** At a desk, the customer of the clerk's own place: no link of this page ends at their seats. */
export function sitsBeside(view: StaffView, person: PersonView): boolean {
  if (person.part !== "customer" || view.kind !== "desk") return false;
  return !person.seats.some((seat) => view.links.some((link) => link.seat === seat.id));
}

export function ownCircle(view: StaffView): "main" | "aside" | "none" {
  return view.people.find((person) => person.id === view.you)?.circle ?? "main";
}

/** The seat whose picture and sound stand for the person: the one that a link brings, and among those one that is there. */
export function shownSeat(view: StaffView, person: PersonView): SeatView | null {
  const linked = person.seats.filter((seat) => view.links.some((link) => link.seat === seat.id));
  return linked.find((seat) => seat.lost_for === null) ?? linked[0] ?? person.seats[0] ?? null;
}

export interface Shown {
  readonly media: Media | null;
  readonly light: Light;
  readonly picture: boolean;
}

/** What of the person can be seen now. `picture`: this page is granted their picture and they have a camera. */
export function shown(state: StaffState, view: StaffView, person: PersonView): Shown {
  const seat = shownSeat(view, person);
  if (seat === null) return { media: null, light: "gone", picture: false };
  const media = state.media.get(seat.id) ?? null;
  const link = view.links.find((candidate) => candidate.seat === seat.id);
  const light: Light = seat.lost_for !== null ? "gone" : (media?.light ?? "good");
  return { media, light, picture: seat.camera && (link?.receive.includes("picture") ?? false) };
}
