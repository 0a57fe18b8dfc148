/** The people of a visit as a page of staff shows them: everybody who is somewhere else has a hatch. */

import type { Circle, PersonView, SeatView, StaffView } from "../../protocol";
import type { StaffState } from "./state";

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
  return !person.seats.some((seat) => linked(view, seat));
}

export function ownCircle(view: StaffView): Circle {
  return view.people.find((person) => person.id === view.you)?.circle ?? "main";
}

/** The seat whose picture and sound stand for the person: one that a link brings, and of those one that is there. */
export function shownSeat(view: StaffView, person: PersonView): SeatView | null {
  const seats = person.seats.filter((seat) => linked(view, seat));
  return seats.find((seat) => seat.lost_for === null) ?? seats[0] ?? person.seats[0] ?? null;
}

function linked(view: StaffView, seat: SeatView): boolean {
  return view.links.some((link) => link.seat === seat.id);
}
