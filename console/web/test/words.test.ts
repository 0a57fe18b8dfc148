/** What is said: how long one waits, and what has just changed. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { staffTexts } from "../src/i18n/staff";
import { terminalTexts } from "../src/i18n/terminal";
import type { CustomerView, PersonView, WaitingView } from "../src/protocol";
import type { Cues } from "../src/sound";
import { change } from "../src/views/staff/announce";
import { kindInWords } from "../src/views/staff/kind";
import { waitInWords } from "../src/views/terminal/need";
import type { ResidentView } from "../src/views/terminal/state";
import { tell } from "../src/views/terminal/telling";
import { card, inVisit, person, rung, text } from "./people";

// --- how long one waits ------------------------------------------------------------------------------------------------

test("a wait is a range, one number when both ends are the same, and honest when nobody knows", () => {
  const words = (estimate: readonly [number, number] | null, in_line: number): string =>
    waitInWords({ t: terminalTexts.fi }, card("vero", text("Verotus"), { estimate, in_line }));
  equal(words([3, 6], 2), "odotus 3–6\u00a0min");
  equal(words([4, 4], 2), "odotus 4\u00a0min");
  equal(words(null, 2), "ei arviota");
  equal(words([3, 6], 0), "ei jonoa");
  const nobody = card("vero", text("Verotus"), { on_shift: false });
  equal(waitInWords({ t: terminalTexts.fi }, nobody), "ketään ei ole vuorossa");
});

test("digital support is said of a service, unless its name says so in the reader's language", () => {
  const named = text("Digituki", "Hjälp med e-tjänster", "Digital support");
  const said = (language: "fi" | "sv" | "en", kind: "service" | "digital_support"): string => kindInWords({ t: staffTexts[language], language }, kind, named);
  deepEqual([said("fi", "digital_support"), said("sv", "digital_support"), said("en", "digital_support")], ["", "Digitalt stöd", ""]);
  deepEqual([said("fi", "service"), said("sv", "service")], ["", ""]);
});

test("times are rounded down and keep number and unit together", () => {
  const { minutes, minutesAndSeconds } = staffTexts.fi;
  deepEqual([minutes(0), minutes(119), minutesAndSeconds(42.9), minutesAndSeconds(250)], ["alle\u00a01\u00a0min", "1\u00a0min", "42\u00a0s", "4\u00a0min 10\u00a0s"]);
});

// --- what staff are told ------------------------------------------------------------------------------------------------

const reader = { t: staffTexts.fi, language: "fi" } as const;
const clerk = person("me", "clerk", "host");
const petri = person("p", "petri");

test("an offer interrupts, once; that it is over is said politely", () => {
  deepEqual(change(null, rung("o"), reader), { words: "Luukku soi: Verotus, Lavia.", urgent: true, cue: null });
  equal(change(rung("o"), rung("o"), reader), null);
  deepEqual(change(rung("o"), null, reader), { words: "Soitto päättyi.", urgent: false, cue: null });
});

test("who comes and who goes is named with the unit", () => {
  const alone = inVisit({ people: [clerk] });
  const two = inVisit({ people: [clerk, petri] });
  deepEqual(change(alone, two, reader), { words: "petri, petrin yksikkö tuli mukaan.", urgent: false, cue: "joined" });
  deepEqual(change(two, alone, reader), { words: "petri, petrin yksikkö poistui.", urgent: false, cue: "left" });
});

test("that the customer does not hear is said only when it has been reported", () => {
  const aside = [{ ...clerk, circle: "aside" }, { ...petri, circle: "aside" }] as const;
  const asking = { people: aside, private: { why: "asking", for_seconds: 0 } } as const;
  const closing = inVisit(asking);
  const closed = inVisit({ ...asking, private_reported: true });
  equal(change(inVisit({ people: [clerk] }), closing, reader)?.words, "Suljetaan ääni asiakkaalta…");
  equal(change(closing, closed, reader)?.words, "Asiakas ei kuule");
  equal(change(closed, closed, reader), null);
  equal(change(closed, inVisit({ people: [clerk, petri] }), reader)?.words, "Asiakas kuulee taas.");
});

test("why nobody came is said once, by its reason", () => {
  const alone = inVisit({ people: [clerk] });
  const refusal = { id: "i", purpose: "ask", person: "p", name: "petri", service: null, reason: "declined", for_seconds: 0 } as const;
  const declined = inVisit({ people: [clerk], refusal });
  equal(change(alone, declined, reader)?.words, "petri ei voi nyt vastata.");
  equal(change(declined, declined, reader), null);
  equal(change(declined, inVisit({ people: [clerk], refusal: { ...refusal, id: "j", reason: "no_answer" } }), reader)?.words, "Kukaan ei vastannut.");
});

test("somebody is being looked for until somebody is rung", () => {
  const ask = { id: "i", purpose: "ask", person: null, service: "vero", for_seconds: 0 } as const;
  const alone = inVisit({ people: [clerk] });
  equal(change(alone, inVisit({ people: [clerk], invitations: [{ ...ask, names: [] }] }), reader)?.words, "Etsitään vapaata…");
  equal(change(alone, inVisit({ people: [clerk], invitations: [{ ...ask, names: ["petri"] }] }), reader)?.words, "Soi…");
});

// --- what a resident is told ---------------------------------------------------------------------------------------------

const base = { visit: "v", version: 1, kind: "terminal", seat: "s", service: "vero", service_name: text("Verotus"), service_kind: "service", off: [], links: [] } as const;
const waiting = (change: Partial<WaitingView> = {}): WaitingView => ({
  ...base,
  audience: "waiting",
  place_in_line: 1,
  estimate: null,
  ringing: true,
  for_seconds: 0,
  question: null,
  question_left: null,
  ...change,
});
const talk = (people: readonly PersonView[], change: Partial<CustomerView> = {}): CustomerView => ({
  ...base,
  audience: "customer",
  language: "fi",
  people,
  pair: null,
  private: null,
  seeking: false,
  sounding: true,
  ...change,
});

function told(before: ResidentView | null, now: ResidentView, lastPeople: readonly PersonView[] = []): readonly [string, string] {
  let said = "";
  let cue = "";
  const cues = { play: (name: string) => (cue = name) } as unknown as Cues;
  tell(before, now, { t: terminalTexts.fi, language: "fi", lastPeople }, (words) => (said = words), cues);
  return [said, cue];
}

test("the resident is told who is at the hatch, with the cue of an answer after waiting", () => {
  deepEqual(told(waiting(), talk([petri])), ["petri, petrin yksikkö on luukulla.", "answered"]);
  deepEqual(told(talk([clerk]), talk([clerk, petri])), ["petri, petrin yksikkö on luukulla.", "joined"]);
  deepEqual(told(talk([clerk, petri]), talk([clerk])), ["petri poistui luukulta.", "left"]);
});

test("ask first is said when it begins, and that the talk goes on when it ends", () => {
  const asking = talk([], { private: { why: "asking", for_seconds: 0 } });
  deepEqual(told(talk([clerk]), asking, [clerk]), ["Asiakaspalvelija keskustelee asiantuntijan kanssa.", ""]);
  equal(told(asking, talk([clerk]), [clerk])[0], "Keskustelu jatkuu.");
});

test("a hold is said when it begins, when it follows an ask, and when it ends, though the people are the same", () => {
  const held = talk([clerk], { private: { why: "hold", for_seconds: 0 } });
  const asking = talk([], { private: { why: "asking", for_seconds: 0 } });
  equal(told(talk([clerk]), held, [clerk])[0], "Sinua palveleva henkilö selvittää asiaasi hetken.");
  equal(told(asking, held, [clerk])[0], "Sinua palveleva henkilö selvittää asiaasi hetken.");
  equal(told(held, held, [clerk])[0], "");
  equal(told(held, talk([clerk]), [clerk])[0], "Keskustelu jatkuu.");
});

test("a question to who waits is asked once", () => {
  const asked = waiting({ question: "still_there", question_left: 60 });
  deepEqual(told(waiting(), asked), ["Oletko vielä paikalla?", "stillThere"]);
  deepEqual(told(asked, asked), ["", ""]);
});
