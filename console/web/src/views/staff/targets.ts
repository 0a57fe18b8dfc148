/** To whom a matter can be given: services, and people of a service, as the search of the directory finds them. */

import { found, type DirectoryState } from "./entries";
import { inVisit } from "./state";
import type { Colleague, Id, LocalText, Need, ServiceCard, Slug } from "../../protocol";
import { matches } from "./find";

/** Why it cannot be given there now; null: it can. */
export type Hindrance = "closed" | "nobody" | "nobody_else" | "here" | "busy" | "off" | null;

export interface ServiceTarget {
  readonly kind: "service";
  readonly need: Need;
  readonly opens: LocalText | null;
  readonly hindrance: Hindrance;
}

export interface PersonTarget {
  readonly kind: "person";
  readonly colleague: Colleague;
  /** For which service of theirs. */
  readonly service: Slug;
  readonly hindrance: Hindrance;
}

export type TransferTarget = ServiceTarget | PersonTarget;

export interface Chosen {
  readonly service: Slug;
  readonly person: Id | null;
}

/** Those it can be given to come first. */
export function targets(state: DirectoryState): readonly TransferTarget[] {
  const { needs, people } = found(state);
  const all = [...needs.map((need) => ofNeed(state, need)), ...people.flatMap((colleague) => ofPerson(state, colleague))];
  return [...all.filter(({ hindrance }) => hindrance === null), ...all.filter(({ hindrance }) => hindrance !== null)];
}

/** What the search finds, and before it what was chosen already though the search does not find it. */
export function shown(state: DirectoryState, target: Chosen | null): readonly TransferTarget[] {
  const all = targets(state);
  if (target === null || all.some((one) => isFor(one, target))) return all;
  return [...targets({ ...state, directoryWords: "" }).filter((one) => isFor(one, target)), ...all];
}

export function isFor(one: TransferTarget, target: Chosen | null): boolean {
  const { service, person } = chosen(one);
  return target?.service === service && target.person === person;
}

export function chosen(target: TransferTarget): Chosen {
  return target.kind === "service"
    ? { service: target.need.service, person: null }
    : { service: target.service, person: target.colleague.person };
}

function ofNeed(state: DirectoryState, need: Need): ServiceTarget {
  const card = cardOf(state, need.service);
  const hindrance = card?.open === false ? "closed" : othersServe(state, need.service) ? null : card?.on_shift === true ? "nobody_else" : "nobody";
  return { kind: "service", need, opens: card?.opens ?? null, hindrance };
}

/** Somebody on shift who is not in this visit already. */
function othersServe(state: DirectoryState, service: Slug): boolean {
  const here = new Set(inVisit(state)?.people.map(({ id }) => id));
  return state.directory?.people.some(({ person, state: stands, services }) => stands !== "off" && !here.has(person) && services.includes(service)) ?? false;
}

/** Somebody once for each of their services: the matter opens for one of them. Nobody for an interpreter, who has none. */
function ofPerson(state: DirectoryState, colleague: Colleague): readonly PersonTarget[] {
  return servicesOf(state, colleague).map((service) => ({
    kind: "person",
    colleague,
    service,
    hindrance: hindranceOf(state, colleague, service),
  }));
}

/** Those that were searched for, or all of them; this visit's first. */
function servicesOf(state: DirectoryState, { services }: Colleague): readonly Slug[] {
  const named = services.filter((service) => {
    const card = cardOf(state, service);
    return card !== undefined && state.directoryWords.trim() !== "" && matches(state.directoryWords, [...Object.values(card.name), ...card.search_words]);
  });
  const own = inVisit(state)?.service;
  return (named.length > 0 ? named : services).toSorted((a, b) => Number(b === own) - Number(a === own));
}

function hindranceOf(state: DirectoryState, { person, state: stands }: Colleague, service: Slug): Hindrance {
  if (inVisit(state)?.people.some(({ id }) => id === person)) return "here";
  if (stands === "off") return "off";
  if (stands !== "free") return "busy";
  return cardOf(state, service)?.open === false ? "closed" : null;
}

function cardOf(state: DirectoryState, service: Slug): ServiceCard | undefined {
  return state.catalogue?.cards.find((card) => card.service === service);
}
