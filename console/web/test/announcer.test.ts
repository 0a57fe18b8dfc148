/** What stands in the live regions, and for how long. */

import { deepEqual } from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { Announcer } from "../src/components/announcer";

function begun(t: TestContext): { announcer: Announcer; drawn: (readonly [string, string])[] } {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const drawn: (readonly [string, string])[] = [];
  const announcer: Announcer = new Announcer(() => drawn.push(announcer.draw()));
  return { announcer, drawn };
}

test("the same text again empties the region first, and is set in the next frame", (t) => {
  const { announcer, drawn } = begun(t);
  announcer.say("Luukku soi: Verotus, Lavia.", true);
  announcer.say("Luukku soi: Verotus, Lavia.", true);
  t.mock.timers.tick(100);
  deepEqual(drawn, [["", "Luukku soi: Verotus, Lavia."], ["", ""], ["", "Luukku soi: Verotus, Lavia."]]);
});

test("a text that was taken away and is said again before it was drawn is a change too", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const announcer = new Announcer(() => undefined);
  announcer.say("Soitto päättyi.");
  announcer.draw();
  announcer.clear();
  announcer.say("Soitto päättyi.");
  deepEqual(announcer.draw(), ["", ""]);
  t.mock.timers.tick(100);
  deepEqual(announcer.draw(), ["Soitto päättyi.", ""]);
});

test("a text goes after eight seconds, counted from the newest", (t) => {
  const { announcer } = begun(t);
  announcer.say("Yksi.");
  t.mock.timers.tick(7_000);
  announcer.say("Kaksi.");
  t.mock.timers.tick(7_000);
  deepEqual(announcer.draw(), ["Kaksi.", ""]);
  t.mock.timers.tick(1_500);
  deepEqual(announcer.draw(), ["", ""]);
});

test("what is not so any more goes at once, and nothing else with it", (t) => {
  const { announcer } = begun(t);
  announcer.say("Yhteys on taas kunnossa.");
  announcer.say("Asiointi on auki toisessa ikkunassa.", true);
  announcer.unsay("Asiointi on auki toisessa ikkunassa.");
  deepEqual(announcer.draw(), ["Yhteys on taas kunnossa.", ""]);
});
