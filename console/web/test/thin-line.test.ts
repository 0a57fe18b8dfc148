/** What a screen reader says when pictures give way and come back. */

import { equal } from "node:assert/strict";
import { test } from "node:test";
import { staffTexts } from "../src/i18n/staff";
import { terminalTexts } from "../src/i18n/terminal";
import { ThinLine } from "../src/views/thin-line";

const t = terminalTexts.fi.visit;
const shown = (id: string, soundOnly: boolean) => ({ id, name: id, soundOnly });

test("each change is said once, of each of the others by name", () => {
  const thin = new ThinLine();
  equal(thin.changed([shown("kela", false)], false, t), null);
  equal(thin.changed([shown("kela", true)], false, t), t.heardOnly("kela"));
  equal(thin.changed([shown("kela", true), shown("vero", true)], false, t), t.heardOnly("vero"));
  equal(thin.changed([shown("kela", true), shown("vero", true)], false, t), null);
  equal(thin.changed([shown("kela", false), shown("vero", false)], false, t), `${t.seenAgain("kela")} ${t.seenAgain("vero")}`);
});

test("who leaves while only heard is not said to be seen again", () => {
  const thin = new ThinLine();
  thin.changed([shown("kela", true)], false, t);
  equal(thin.changed([], false, t), null);
});

test("the own picture is said to be back, and nothing is when the talk has ended meanwhile", () => {
  const thin = new ThinLine();
  equal(thin.changed([shown("kela", false)], true, t), null);
  equal(thin.changed([shown("kela", false)], false, t), t.shownAgain);
  thin.changed([shown("kela", false)], true, t);
  equal(thin.changed([], false, t), null);
});

test("every language has words of its own for it", () => {
  for (const all of [staffTexts, terminalTexts]) {
    equal(new Set([all.fi, all.sv, all.en].map(({ visit }) => visit.thinLine)).size, 3);
    equal(new Set([all.fi, all.sv, all.en].map(({ visit }) => visit.unseen)).size, 3);
  }
});
