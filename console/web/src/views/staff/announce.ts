/** What a change of the view is called, for who cannot see it, and which cue goes with it. */

import type { StaffTexts } from "../../i18n/staff";
import type { Language, PersonView, RefusalView, StaffView, VisitView } from "../../protocol";
import type { Cue } from "../../sound";
import { changedPair } from "../pair";
import { onHold } from "./hold";
import { ownCircle } from "./people";

export interface Change {
  readonly words: string;
  readonly urgent: boolean;
  readonly cue: Cue | null;
}

export interface Reader {
  readonly t: StaffTexts;
  readonly language: Language;
}

/** The most telling change between two views; null: nothing that has to be said. */
export function change(before: VisitView | null, after: VisitView | null, reader: Reader): Change | null {
  const { t, language } = reader;
  if (after?.audience === "rung") {
    if (before?.audience === "rung" && before.offer === after.offer) return null;
    return said(t.offer.announce(after.service_name?.[language] ?? t.offer.inquiry, after.place || (after.asked_by ?? "")), true);
  }
  if (after?.audience === "given_up") {
    if (before?.audience === "given_up" && before.waiting === after.waiting) return null;
    return said(`${t.givenUp.title}. ${after.waiting ? t.givenUp.waiting : t.givenUp.goesOn}`, true);
  }
  if (after?.audience === "staff") {
    if (before?.audience !== "staff" || before.visit !== after.visit) return said(present(after, reader), false, "answered");
    return inTalk(before, after, reader);
  }
  if (before?.audience === "staff") {
    if (before.kind === "inquiry") return said(t.inquiry.ended, false, "left");
    const owes = after?.audience === "wrap_up" && after.owes_outcome;
    return said(owes ? t.visit.ended : t.visit.endedShort, false, "left");
  }
  if (before?.audience === "rung" && after === null) return said(t.offer.over, false);
  return null;
}

function inTalk(before: StaffView, after: StaffView, reader: Reader): Change | null {
  const { t } = reader;
  const private_ = privacy(before, after, reader);
  if (private_ !== null) return private_;
  const came = after.people.find((person) => person.id !== after.you && !has(before, person));
  if (came !== undefined) return said(t.visit.joined(name(came, reader)), false, "joined");
  const gone = before.people.find((person) => person.id !== before.you && !has(after, person));
  if (gone !== undefined) {
    const host = after.host === after.you && before.host !== after.you ? ` ${t.visit.youHost}` : "";
    return said(`${t.visit.left(name(gone, reader))}${host}`, false, "left");
  }
  const lost = after.people.find((person) => person.id !== after.you && cut(person) && !cut(before.people.find((p) => p.id === person.id)));
  if (lost !== undefined) return said(t.visit.lostPerson(name(lost, reader)), false, "lost");
  const back = after.people.find((person) => person.id !== after.you && !cut(person) && cut(before.people.find((p) => p.id === person.id)));
  if (back !== undefined) return said(t.visit.returned, false, "back");
  if (after.host === after.you && before.host !== after.you) return said(t.visit.youHost, false);
  if (changedPair(before.pair, after.pair)) return said(inEqualSize(after, reader), false);
  if (after.stage !== before.stage) {
    const where = after.service_name?.[reader.language] ?? "";
    return said(after.stage === "transferring" ? t.transfer.underWay(where) : t.transfer.goOn, false);
  }
  const { refusal } = after;
  if (refusal !== null && refusal.id !== before.refusal?.id) return said(refused(refusal, reader), false);
  const rings = after.invitations.find((invitation) => !before.invitations.some(({ id }) => id === invitation.id));
  if (rings === undefined) return null;
  return said(rings.names.length === 0 ? t.directory.seeking : t.directory.ringing, false);
}

function inEqualSize({ pair, people }: StaffView, { t }: Reader): string {
  const [one, other] = people.filter(({ id }) => pair?.includes(id));
  if (one === undefined || other === undefined) return t.pair.over;
  return t.pair.now(callName(one, t), callName(other, t));
}

/** Why nobody came. */
export function refused({ reason, name: whose }: RefusalView, { t }: Pick<Reader, "t">): string {
  if (reason === "no_answer") return t.directory.noAnswer;
  return whose === null ? t.directory.nobodyCan : t.directory.declined(whose);
}

function privacy(before: StaffView, after: StaffView, { t }: Reader): Change | null {
  const asking = after.private?.why === "asking";
  const asked = before.private?.why === "asking";
  if (asking && after.private_reported && !(asked && before.private_reported)) {
    return said(ownCircle(after) === "aside" ? t.privacy.sign : t.visit.othersAside, false);
  }
  if (asking && !asked) return said(t.privacy.closing, false);
  if (asked && !asking) return said(t.visit.customerHears, false, "joined");
  const held = onHold(after);
  if (held && after.private_reported && !(onHold(before) && before.private_reported)) return said(t.hold.title, false);
  if (held && !onHold(before)) return said(t.privacy.closing, false);
  if (onHold(before) && !held) return said(t.visit.customerHears, false, "joined");
  return null;
}

function present(view: StaffView, reader: Reader): string {
  const others = view.people.filter((person) => person.id !== view.you).map((person) => name(person, reader));
  return [view.service_name?.[reader.language] ?? reader.t.offer.inquiry, view.place, ...others].filter((part) => part !== "").join(", ") + ".";
}

function callName(person: PersonView, t: StaffTexts): string {
  return person.part === "customer" ? t.customer : person.name;
}

function name(person: PersonView, { t, language }: Reader): string {
  return `${callName(person, t)}, ${person.unit[language]}`;
}

function has(view: StaffView, person: PersonView): boolean {
  return view.people.some(({ id }) => id === person.id);
}

function cut(person: PersonView | undefined): boolean {
  return person !== undefined && person.seats.length > 0 && person.seats.every((seat) => seat.lost_for !== null);
}

function said(words: string, urgent: boolean, cue: Cue | null = null): Change {
  return { words, urgent, cue };
}
