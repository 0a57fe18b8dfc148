/** The directory as staff need it now: who is asked or rung on top, then who is free and serves this visit's service. */

import type { Catalogue, Colleague, Directory, Id, InvitationView, Need, Slug } from "../../protocol";
import { matches } from "./find";
import { ownCircle } from "./people";
import { inVisit, type StaffState } from "./state";

export type Standing =
  | { readonly is: "talking" }
  | { readonly is: "ringing"; readonly search: Id; readonly names: readonly string[] }
  | { readonly is: "in_visit" }
  | { readonly is: "askable" }
  /** Without a visit: they can be called. */
  | { readonly is: "callable" }
  | { readonly is: "other" };

export interface PersonEntry {
  readonly kind: "person";
  readonly colleague: Colleague;
  readonly standing: Standing;
}

export interface NeedEntry {
  readonly kind: "need";
  readonly need: Need;
  readonly standing: Standing;
}

/** Anybody free who interprets. */
export interface InterpreterEntry {
  readonly kind: "interpreter";
  readonly free: number;
  readonly standing: Standing;
}

export type Entry = PersonEntry | NeedEntry | InterpreterEntry;

/** What the order and the search go by. */
export type DirectoryState = Pick<StaffState, "directory" | "directoryWords" | "catalogue" | "view" | "you" | "t">;

const MAX_PEOPLE = 5;

export function entries(state: DirectoryState): readonly Entry[] {
  const { people, needs } = found(state);
  const all: Entry[] = [
    ...needs.map((need): Entry => ({ kind: "need", need, standing: standingOfNeed(state, need) })),
    ...interpreter(state),
    ...people.map((colleague): Entry => ({ kind: "person", colleague, standing: standingOf(state, colleague) })),
  ];
  const service = inVisit(state)?.service ?? null;
  return all
    .map((entry, order) => ({ entry, order, rank: rank(entry, service) }))
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ entry }) => entry);
}

/** Everybody else, and every need, that the search finds. */
export function found(state: DirectoryState): Directory {
  const { directory } = state;
  if (directory === null) return { people: [], needs: [] };
  return {
    people: directory.people.filter((colleague) => colleague.person !== state.you?.person && fitsPerson(state, colleague)),
    needs: directory.needs.filter((need) => fitsNeed(state, need)),
  };
}

/** In no visit, and with no outcome to give. */
function isFree({ view }: DirectoryState): boolean {
  return view === null || view.audience === "given_up" || (view.audience === "wrap_up" && !view.owes_outcome);
}

/** A visit that this page is in and that has room for one more. */
function canInvite(state: DirectoryState): boolean {
  const view = inVisit(state);
  return view !== null && view.kind !== "inquiry" && view.stage === "serving" && !isFull(state);
}

/** Whoever is being sought has a place kept. */
export function isFull(state: DirectoryState): boolean {
  const view = inVisit(state);
  return view !== null && view.people.length + view.invitations.length >= MAX_PEOPLE;
}

function standingOf(state: DirectoryState, colleague: Colleague): Standing {
  const view = inVisit(state);
  const person = view?.people.find((candidate) => candidate.id === colleague.person);
  if (view !== null && person !== undefined) {
    const talking = person.circle === "aside" && ownCircle(view) === "aside";
    return { is: talking ? "talking" : "in_visit" };
  }
  const invitation = view?.invitations.find((candidate) => candidate.person === colleague.person);
  if (invitation !== undefined) return ringing(invitation);
  if (colleague.state !== "free") return { is: "other" };
  if (isFree(state)) return { is: "callable" };
  return { is: canInvite(state) ? "askable" : "other" };
}

function standingOfNeed(state: DirectoryState, need: Need): Standing {
  const invitation = inVisit(state)?.invitations.find(
    (candidate) => candidate.person === null && candidate.service === need.service,
  );
  if (invitation !== undefined && invitation.purpose !== "serve") return ringing(invitation);
  return { is: need.free > 0 && canInvite(state) ? "askable" : "other" };
}

/** One item for all of them, where there are any and a visit to ask them into. */
function interpreter(state: DirectoryState): readonly InterpreterEntry[] {
  const { t, directory, directoryWords } = state;
  const view = inVisit(state);
  const all = (directory?.people ?? []).filter(({ part }) => part === "interpreter");
  const names = [t.interpreter, ...all.flatMap(({ unit }) => Object.values(unit))];
  if (view === null || view.kind === "inquiry" || all.length === 0 || !matches(directoryWords, names)) return [];
  const free = all.filter((colleague) => colleague.state === "free").length;
  const invitation = view.invitations.find(({ person, service }) => person === null && service === null);
  const askable = free > 0 && canInvite(state);
  return [{ kind: "interpreter", free, standing: invitation !== undefined ? ringing(invitation) : { is: askable ? "askable" : "other" } }];
}

function ringing(invitation: InvitationView): Standing {
  return { is: "ringing", search: invitation.id, names: invitation.names };
}

/** Smaller is higher. */
function rank(entry: Entry, service: Slug | null): number {
  switch (entry.standing.is) {
    case "talking":
      return 0;
    case "ringing":
      return 1;
    case "in_visit":
      return 6;
    case "askable":
    case "callable":
    case "other":
      break;
  }
  if (entry.kind === "interpreter") return entry.free === 0 ? 9 : 5;
  if (entry.kind === "need") {
    if (entry.need.free === 0) return 9;
    return entry.need.service === service ? 2 : 5;
  }
  const { colleague } = entry;
  if (colleague.state === "free") return service !== null && colleague.services.includes(service) ? 3 : 4;
  return colleague.state === "off" ? 8 : 7;
}

function fitsNeed(state: DirectoryState, need: Need): boolean {
  return matches(state.directoryWords, serviceTexts(state.catalogue, need.service, need));
}

function fitsPerson(state: DirectoryState, colleague: Colleague): boolean {
  return matches(state.directoryWords, [
    colleague.name,
    ...Object.values(colleague.unit),
    ...colleague.languages.map((language) => state.t.languages[language]),
    ...colleague.services.flatMap((service) => serviceTexts(state.catalogue, service, null)),
  ]);
}

function serviceTexts(catalogue: Catalogue | null, service: Slug, need: Need | null): readonly string[] {
  const card = catalogue?.cards.find((candidate) => candidate.service === service);
  const names = need === null ? [] : Object.values(need.name);
  return card === undefined ? names : [...names, ...Object.values(card.name), ...card.search_words, ...Object.values(card.unit)];
}
