/** The three languages say the same things, each in its own words, with numbers as that language has them. */

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { clock } from "../src/i18n/durations";
import { staffTexts } from "../src/i18n/staff";
import { terminalTexts } from "../src/i18n/terminal";
import { SENTENCES } from "../src/protocol";

const CATALOGUES = { terminal: terminalTexts, staff: staffTexts };
const SAMPLES: readonly unknown[] = [["kaksi", 7], [[3, 6]], [7], [true], []];

/** Every text by its path; a text that is made of something is made of the same in each language. */
function leaves(value: unknown, path = ""): ReadonlyMap<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  if (typeof value === "function") return new Map([[`${path}()`, made(value as (...given: never[]) => unknown)]]);
  ok(typeof value === "object" && value !== null, path);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...leaves(inner, path ? `${path}.${key}` : key)]));
}

function made(text: (...given: never[]) => unknown): string {
  for (const given of SAMPLES) {
    try {
      const said = text(...(given as never[]));
      if (typeof said === "string" && !/undefined|NaN|object/.test(said)) return said;
    } catch {
      // Made of something else.
    }
  }
  return String(text);
}

/** Words that are the same in two languages. */
const SAME: ReadonlySet<string> = new Set(["Suomi", "Svenska", "English", "svenska", "Kieli, språk, language", "Yrjönkatu 6, Pori", "Kamera", "Etäluukku"]);
/** Letters or numbers and signs alone, or what a text is made of. */
const wordless = (text: string): boolean => !/[a-zåäö]{2}/i.test(text.replace(/kaksi|min\b|klo/g, ""));

for (const [name, texts] of Object.entries(CATALOGUES)) {
  const fi = leaves(texts.fi);
  for (const language of ["sv", "en"] as const) {
    const other = leaves(texts[language]);
    test(`${name}: ${language} has every text that Finnish has, and no other`, () => {
      deepEqual([...other.keys()].sort(), [...fi.keys()].sort());
      for (const [path, said] of other) ok(said.trim() !== "" || fi.get(path)?.trim() === "", `${path} is empty`);
    });
    test(`${name}: nothing is left in Finnish in ${language}`, () => {
      const left = [...other].filter(([path, said]) => said === fi.get(path) && !SAME.has(said) && !wordless(said));
      deepEqual(left, []);
    });
  }
}

test("what the server refuses is said in the three languages", () => {
  for (const [code, { fi, sv, en }] of Object.entries(SENTENCES)) {
    equal(new Set([fi, sv, en]).size, 3, code);
    for (const said of [fi, sv, en]) ok(/[.?]$/.test(said), `${code}: ${said}`);
  }
});

test("one is one, and none, two and five are many", () => {
  const said = (language: "fi" | "sv" | "en", unit: number): readonly string[] =>
    [1, 2, 5].map((n) => terminalTexts[language].ago(n * unit).replace(/\u00a0/g, " "));
  deepEqual(said("fi", 60), ["1 minuutti sitten", "2 minuuttia sitten", "5 minuuttia sitten"]);
  deepEqual(said("sv", 60), ["för 1 minut sedan", "för 2 minuter sedan", "för 5 minuter sedan"]);
  deepEqual(said("en", 60), ["1 minute ago", "2 minutes ago", "5 minutes ago"]);
  deepEqual(said("fi", 3900), ["1 tunti 5 minuuttia sitten", "2 tuntia 10 minuuttia sitten", "5 tuntia 25 minuuttia sitten"]);
  deepEqual(said("sv", 3660), ["för 1 timme 1 minut sedan", "för 2 timmar 2 minuter sedan", "för 5 timmar 5 minuter sedan"]);
  deepEqual(said("en", 3600), ["1 hour ago", "2 hours ago", "5 hours ago"]);
});

test("what has only just begun is said without a number, and a wait under a minute is no false zero", () => {
  const since = (language: "fi" | "sv" | "en"): readonly string[] =>
    [0, 4.9, 5].map((seconds) => terminalTexts[language].screen.since(terminalTexts[language].ago(seconds)).replace(/\u00a0/g, " "));
  deepEqual(since("fi"), ["Alkoi juuri nyt.", "Alkoi juuri nyt.", "Alkoi 5 sekuntia sitten."]);
  deepEqual(since("sv"), ["Började just nu.", "Började just nu.", "Började för 5 sekunder sedan."]);
  deepEqual(since("en"), ["Started just now.", "Started just now.", "Started 5 seconds ago."]);
  equal(terminalTexts.fi.visit.since(terminalTexts.fi.ago(0)), "Alkoi juuri nyt. Sinun ei tarvitse painaa mitään.");
  for (const [language, under] of [["fi", "alle"], ["sv", "under"], ["en", "under"]] as const) {
    deepEqual([0, 59, 60, 3599].map(staffTexts[language].minutes), [`${under}\u00a01\u00a0min`, `${under}\u00a01\u00a0min`, "1\u00a0min", "59\u00a0min"]);
  }
});

test("a countdown comes to one without a mistake", () => {
  equal(terminalTexts.fi.after.clears(1), "Tyhjenee 1\u00a0sekunnin kuluttua. Kosketus antaa lisää aikaa.");
  for (const language of ["sv", "en"] as const) {
    const { after, waiting } = terminalTexts[language];
    for (const clears of [after.clears, waiting.clears, waiting.stillLead]) {
      ok(/\b1\u00a0(sekund|second)\b/.test(clears(1)), clears(1));
      for (const n of [0, 2, 5]) ok(new RegExp(`\\b${n}\u00a0(sekunder|seconds)\\b`).test(clears(n)), clears(n));
    }
  }
});

test("a place in line is a number in its order", () => {
  const order = (language: "fi" | "sv" | "en"): readonly string[] =>
    [1, 2, 3, 5, 11, 21].map((n) => terminalTexts[language].waiting.ordinal(n));
  deepEqual(order("fi"), ["1.", "2.", "3.", "5.", "11.", "21."]);
  deepEqual(order("sv"), ["1:a", "2:a", "3:e", "5:e", "11:e", "21:a"]);
  deepEqual(order("en"), ["1st", "2nd", "3rd", "5th", "11th", "21st"]);
});

test("a clock is read as in that language", () => {
  const read = (hours: number): readonly string[] =>
    (["fi", "sv", "en"] as const).map((language) => clock(language, new Date(2026, 10, 24, hours, 4)));
  deepEqual(read(8), ["8.04", "8.04", "8:04\u00a0am"]);
  deepEqual(read(12), ["12.04", "12.04", "12:04\u00a0pm"]);
  deepEqual(read(0), ["0.04", "0.04", "12:04\u00a0am"]);
  ok(terminalTexts.fi.off.lead("8.04").includes("klo\u00a08.04"));
  ok(terminalTexts.sv.off.lead("8.04").includes("kl.\u00a08.04"));
});
