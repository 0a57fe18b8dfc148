/** The people of a visit as a page of staff shows them: everybody who is somewhere else has a hatch. */

import type { Circle, PersonView, SeatView, StaffView } from "../../protocol";
import type { StaffState } from "./state";

export function shortName(state: StaffState, person: PersonView): string {
  return person.part === "customer" ? state.t.customer : person.name;
}

/** Everybody who has a device somewhere else: this page's own person and who sits beside it are not seen through a link. */
export function remotePeople(state: StaffState, view: StaffView): readonly PersonView[] {
  const beside = customerBeside(state, view);
  return view.people.filter((person) => person.id !== view.you && person !== beside && person.seats.length > 0);
}

/** The customer who sits at this page's own desk. */
export function customerBeside(state: Pick<StaffState, "you">, view: StaffView): PersonView | null {
  const desk = state.you?.place_name ?? null;
  if (view.kind !== "desk" || desk === null || !Object.values(desk).includes(view.place)) return null;
  return view.people.find((person) => person.part === "customer") ?? null;
}

/** A clerk may not leave a customer who has no screen of their own alone with somebody on it; alone they end the visit. */
export function mustStay(state: Pick<StaffState, "you">, view: StaffView): boolean {
  const customer = customerBeside(state, view);
  if (customer === null || customer.seats.some((seat) => seat.lost_for === null)) return false;
  return view.people.some((person) => person.id !== view.you && person.part !== "customer");
}

/** Whether this page's person may be signing: an interpreter, or one of the two in equal size. */
export function maySign(view: StaffView): boolean {
  const own = view.people.find(({ id }) => id === view.you);
  return view.kind !== "inquiry" && (own?.part === "interpreter" || (view.pair?.includes(view.you) ?? false));
}

/** Where the customer is and the language of the talk; of a talk of staff alone the language. */
export function whereAndHow({ t }: StaffState, view: StaffView): string {
  return [view.place, t.languages[view.language]].filter((part) => part !== "").join(" · ");
}

/** Whom an inquiry rings; null: this is none, or they have come. */
export function calling({ t }: StaffState, view: StaffView): string | null {
  const names = view.invitations.flatMap((invitation) => invitation.names);
  if (view.kind !== "inquiry") return null;
  return names.length === 0 ? t.inquiry.alone : t.directory.ringsTo(names.join(", "));
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
