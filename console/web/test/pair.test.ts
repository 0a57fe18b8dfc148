/** Equal size as a page finds it: who stands large, what is pressed, and what is said. */

import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { staffTexts } from "../src/i18n/staff";
import type { Action, StaffView } from "../src/protocol";
import { shownLarge } from "../src/views/pair";
import { change } from "../src/views/staff/announce";
import { PairChoice } from "../src/views/staff/pair";
import type { Requests } from "../src/views/staff/requests";
import { inVisit, person } from "./people";

const people = [person("me", "clerk", "host"), person("c", "", "customer"), person("kela", "kela"), person("tolk", "tolk", "interpreter")];
const talk = (pair: StaffView["pair"] = null): StaffView => inVisit({ people, pair });

test("two stand large only where both are seen and somebody else is", () => {
  const [, customer, kela, tolk] = people as [never, ...typeof people];
  deepEqual([...shownLarge([customer!, kela!, tolk!], ["tolk", "kela"])], ["kela", "tolk"]);
  deepEqual([...shownLarge([kela!, tolk!], ["tolk", "kela"])], []);
  deepEqual([...shownLarge([customer!, kela!, tolk!], ["me", "kela"])], []);
  deepEqual([...shownLarge([customer!, kela!, tolk!], null)], []);
});

function choosing(): { choice: PairChoice; asked: Action[]; show: (view: StaffView) => void } {
  let view = talk();
  const asked: Action[] = [];
  const requests = {
    busy: new Set(),
    say: () => undefined,
    do: (action: Action) => Promise.resolve(asked.push(action)),
    busyWhile: (_press: string, answer: Promise<unknown>) => answer,
  } as unknown as Requests;
  const choice = new PairChoice(requests, () => view);
  const show = (next: StaffView): void => choice.viewChanged((view = next));
  return { choice, asked, show };
}

test("the second press asks for the two, and a press on one of them takes it back and keeps the other", () => {
  const { choice, asked, show } = choosing();
  choice.press("kela");
  equal(choice.first, "kela");
  choice.press("tolk");
  show(talk(["kela", "tolk"]));
  equal(choice.first, null);
  choice.press("kela");
  show(talk());
  equal(choice.first, "tolk");
  deepEqual(asked, [
    { do: "show_pair", visit: "v", people: ["kela", "tolk"] },
    { do: "end_pair", visit: "v" },
  ]);
});

test("a press on the same one again, and its leaving, forget the first", () => {
  const { choice, asked, show } = choosing();
  choice.press("kela");
  choice.press("kela");
  equal(choice.first, null);
  choice.press("tolk");
  show(inVisit({ people: people.slice(0, 3) }));
  equal(choice.first, null);
  deepEqual(asked, []);
});

test("it is said who is shown in equal size, and when that is over", () => {
  const reader = { t: staffTexts.fi, language: "fi" } as const;
  equal(change(talk(), talk(["tolk", "c"]), reader)?.words, "Asiakas ja tolk näkyvät nyt yhtä suurina.");
  equal(change(talk(["tolk", "c"]), talk(["c", "tolk"]), reader), null);
  equal(change(talk(["tolk", "c"]), talk(), reader)?.words, "Kuvat ovat taas tavallisen kokoisia.");
});
