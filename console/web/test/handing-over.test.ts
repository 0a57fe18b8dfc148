/** Hold and transfer as staff find them: whom a matter can be given to, and when they are reminded of who is on hold. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { staffTexts } from "../src/i18n/staff";
import { change } from "../src/views/staff/announce";
import { HoldReminder, whatItIs } from "../src/views/staff/hold";
import { shown, type Chosen } from "../src/views/staff/targets";
import type { Self } from "../src/protocol";
import { card, colleague, inVisit, person, text } from "./people";

const catalogue = {
  place_name: text(""),
  groups: [],
  cards: [
    card("vero", text("Verotus"), { search_words: ["verokortti"] }),
    card("kela", text("Kelan etuudet"), { open: false, opens: text("huomenna klo 9") }),
    card("muutto", text("Muutto")),
    card("tontit", text("Tontit"), { on_shift: false }),
  ],
  notices: [],
  hours: text(""),
};
const NOBODY: Self = {
  kind: "desk",
  name: "clerk",
  unit: null,
  place: null,
  place_name: null,
  person: "me",
  on_shift: true,
  serves: [],
  clerk: true,
  private_room: true,
  demo: false,
};
const need = (service: string, name: string, free: number) => ({ service, name: text(name), free });

function found(words: string, people = [colleague("petri")], already: Chosen | null = null): string[] {
  const state = {
    directory: { people, needs: [need("kela", "Kelan etuudet", 1), need("tontit", "Tontit", 0), need("vero", "Verotus", 0)] },
    directoryWords: words,
    catalogue,
    view: inVisit({ people: [person("me", "clerk", "host"), person("here", "here")] }),
    you: null,
    t: staffTexts.fi,
  };
  return shown(state, already).map((target) =>
    target.kind === "service" ? `${target.need.service}: ${target.hindrance}` : `${target.colleague.name} for ${target.service}: ${target.hindrance}`,
  );
}

test("a matter goes to a service that is open and attended, though everybody is busy, and to people who are free", () => {
  const people = [
    colleague("petri"),
    colleague("busy", { state: "busy" }),
    colleague("off", { state: "off" }),
    colleague("here", { state: "busy" }),
    colleague("maija", { services: ["kela"] }),
    colleague("interpreter", { services: [] }),
  ];
  deepEqual(found("", people), [
    "vero: null",
    "petri for vero: null",
    "kela: closed",
    "tontit: nobody",
    "busy for vero: busy",
    "off for vero: off",
    "here for vero: here",
    "maija for kela: closed",
  ]);
});

test("a service is no target while whoever serves it on shift is in the visit already", () => {
  const here = colleague("here", { state: "busy" });
  deepEqual(found("verotus", [here]), ["vero: nobody_else", "here for vero: here"]);
  deepEqual(found("verotus", []), ["vero: nobody_else"], "this page's own person is the one on shift");
  deepEqual(found("verotus", [here, colleague("busy", { state: "busy" })]), ["vero: null", "here for vero: here", "busy for vero: busy"]);
});

test("somebody of several services is there for each of them, this visit's first, or for those that were searched", () => {
  const sanna = colleague("sanna", { services: ["kela", "muutto", "vero"] });
  deepEqual(found("sanna", [sanna]), ["sanna for vero: null", "sanna for muutto: null", "sanna for kela: closed"]);
  deepEqual(found("muut", [sanna]), ["sanna for muutto: null"]);
  deepEqual(found("venepaikka"), []);
});

test("what was chosen stays in sight whatever is searched after that", () => {
  const sanna = colleague("sanna", { services: ["muutto", "vero"] });
  deepEqual(found("petri", [sanna, colleague("petri")], { service: "muutto", person: "sanna" }), ["sanna for muutto: null", "petri for vero: null"]);
  deepEqual(found("venepaikka", [sanna], { service: "vero", person: null }), ["vero: null"]);
  deepEqual(found("sanna", [sanna], { service: "vero", person: "sanna" }), ["sanna for vero: null", "sanna for muutto: null"]);
});

test("who holds is reminded once after two minutes, and again of another hold", () => {
  const reminder = new HoldReminder();
  const held = inVisit({ private: { why: "hold", for_seconds: 100 } });
  deepEqual([reminder.due(held, 0), reminder.due(held, 19), reminder.due(held, 20), reminder.due(held, 21)], [false, false, true, false]);
  equal(reminder.due(inVisit(), 500), false, "nobody is on hold");
  equal(reminder.due(inVisit({ private: { why: "asking", for_seconds: 500 } }), 0), false, "asking first is no hold");
  equal(reminder.due(held, 60), true);
});

test("a clerk with the customer beside them is not told that the customer hears nobody", () => {
  const { hold } = staffTexts.fi;
  const held = inVisit({ hold_by: "me", people: [person("me", "clerk", "host"), person("petri", "petri"), person("c", "", "customer")] });
  const at = (place: string) => ({ t: staffTexts.fi, you: { ...NOBODY, place_name: text(place) } });
  equal(whatItIs(at("Palvelupiste"), held), hold.besideLead);
  equal(whatItIs(at("Palvelupiste"), { ...held, hold_by: "petri" }), `petri laittoi asiakkaan pitoon. ${hold.besideLead}`);
  equal(whatItIs(at("Toinen tiski"), held), hold.deskLead);
  equal(whatItIs({ t: staffTexts.fi, you: { ...NOBODY, place_name: null } }, { ...held, kind: "terminal" }), hold.lead);
});

test("hold, its end, a transfer and who answers for the visit are said", () => {
  const reader = { t: staffTexts.fi, language: "fi" } as const;
  const said = (before: Parameters<typeof inVisit>[0], after: Parameters<typeof inVisit>[0]): string | undefined =>
    change(inVisit(before), inVisit(after), reader)?.words;
  const private_ = { why: "hold", for_seconds: 0 } as const;
  equal(said({}, { private: private_ }), "Suljetaan ääni asiakkaalta…");
  equal(said({ private: private_ }, { private: private_, private_reported: true }), "Asiakas on pidossa");
  equal(said({ private: private_, private_reported: true }, {}), "Asiakas kuulee taas.");
  equal(said({}, { stage: "transferring" }), "Siirretään: Verotus");
  equal(said({ stage: "transferring" }, {}), "Siirto ei ole enää käynnissä. Jatkat asiakkaan kanssa.");
  equal(said({ host: "petri" }, {}), "Sinä vastaat nyt asioinnista.");
});
