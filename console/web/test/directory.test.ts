/** The directory as a clerk finds it: the order, and the search. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { staffTexts } from "../src/i18n/staff";
import type { Colleague, Directory, StaffView } from "../src/protocol";
import { entries, type DirectoryState } from "../src/views/staff/entries";
import { matches } from "../src/views/staff/find";
import { card, colleague, inVisit, person, text } from "./people";

const needs = [
  { service: "vero", name: text("Verotus", "Beskattning", "Taxation"), free: 1 },
  { service: "kela", name: text("Kelan etuudet"), free: 1 },
];

function found(people: readonly Colleague[], view: StaffView | null, words = "", change: Partial<Directory> = {}): string[] {
  const state: DirectoryState = {
    directory: { people, needs, ...change },
    directoryWords: words,
    catalogue: {
      place_name: text(""),
      groups: [],
      cards: [card("vero", text("Verotus", "Beskattning", "Taxation"), { search_words: ["verokortti"] })],
      notices: [],
      hours: text(""),
    },
    view,
    you: null,
    t: staffTexts.fi,
  };
  return entries(state).map((entry) => {
    if (entry.kind === "interpreter") return `any of ${entry.free}: ${entry.standing.is}`;
    return entry.kind === "need" ? `${entry.need.name.fi}*` : entry.colleague.name;
  });
}

test("any interpreter is one item, where a visit is on to ask one into", () => {
  const interpreters = [
    colleague("one", { part: "interpreter", services: [] }),
    colleague("two", { part: "interpreter", services: [], state: "busy" }),
  ];
  deepEqual(found(interpreters, inVisit(), "tulk"), ["any of 1: askable"]);
  deepEqual(found(interpreters, null, "tulk"), []);
  deepEqual(found([colleague("tax")], inVisit(), "tulk"), []);
  const invitation = { id: "i", purpose: "ask", person: null, service: null, names: ["one"], for_seconds: 2 } as const;
  deepEqual(found(interpreters, inVisit({ invitations: [invitation] }), "", { needs: [] }), ["any of 1: ringing", "one", "two"]);
  deepEqual(found(interpreters.slice(1), inVisit(), "tulk"), ["any of 0: other"]);
});

test("who is asked is on top, then the need and the people of this visit's service, then other free ones", () => {
  const people = [
    colleague("off", { state: "off" }),
    colleague("busy", { state: "busy" }),
    colleague("other", { services: ["kela"] }),
    colleague("tax"),
    colleague("asked", { state: "busy" }),
  ];
  const view = inVisit({
    people: [person("me", "clerk", "host", "aside"), person("asked", "asked", "specialist", "aside")],
    private: { why: "asking", for_seconds: 1 },
  });
  deepEqual(found(people, view), ["asked", "Verotus*", "tax", "other", "Kelan etuudet*", "busy", "off"]);
});

test("who is rung stands above who could be, and who is in the visit already below", () => {
  const invitation = { id: "i", purpose: "add", person: "rung", service: null, names: ["rung"], for_seconds: 2 } as const;
  const view = inVisit({ people: [person("me", "clerk", "host"), person("inside", "inside")], invitations: [invitation] });
  const people = [colleague("inside", { state: "busy" }), colleague("free"), colleague("rung", { state: "rung" })];
  deepEqual(found(people, view, "", { needs: [] }), ["rung", "free", "inside"]);
});

test("nobody can be asked into a full visit", () => {
  const five = [1, 2, 3, 4].map((number) => person(`p${number}`, `p${number}`));
  const state = { people: [person("me", "clerk", "host"), ...five] };
  const all = entries({
    directory: { people: [colleague("free")], needs: [] },
    directoryWords: "",
    catalogue: null,
    view: inVisit(state),
    you: null,
    t: staffTexts.fi,
  });
  equal(all[0]?.standing.is, "other");
});

test("it is searched by need, search word, unit in any language, name and language", () => {
  const people = [colleague("petri"), colleague("maija", { services: ["kela"], unit: text("Kela"), languages: ["sv"] })];
  deepEqual(found(people, null, "verokort"), ["petri", "Verotus*"]);
  deepEqual(found(people, null, "skatte"), ["petri"]);
  deepEqual(found(people, null, "Beskatt"), ["petri", "Verotus*"]);
  deepEqual(found(people, null, "MAI"), ["maija"]);
  deepEqual(found(people, null, "ruotsi kela"), ["maija"]);
  deepEqual(found(people, null, "venepaikka"), []);
});

test("every word must begin some word; accents and case do not matter", () => {
  equal(matches("", ["anything"]), true);
  equal(matches("ela tyo", ["Työ ja eläke"]), true);
  equal(matches("läke", ["Työ ja eläke"]), false);
  equal(matches("tyo vero", ["Työ ja eläke"]), false);
});

test("in no visit colleagues who are free are called; in a talk of staff alone nobody is invited", () => {
  const standing = (view: StaffView | null): readonly string[] =>
    entries({
      directory: { people: [colleague("free"), colleague("busy", { state: "busy" })], needs: [] },
      directoryWords: "",
      catalogue: null,
      view,
      you: null,
      t: staffTexts.fi,
    }).map((entry) => entry.standing.is);
  deepEqual(standing(null), ["callable", "other"]);
  deepEqual(standing(inVisit()), ["askable", "other"]);
  deepEqual(standing(inVisit({ kind: "inquiry", people: [person("me", "clerk", "host")] })), ["other", "other"]);
});
