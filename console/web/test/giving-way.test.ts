/** How a picture gives way and comes back, second by second, with measurements as browsers make them on such lines. */

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { GivingWay, RATE_FIRST, SIZE_FIRST, type Line, type Step } from "../src/giving-way";

const line = (kbps: number | null, change: Partial<Line> = {}): Line => ({
  available: kbps === null ? null : kbps * 1000,
  sent: (kbps ?? 0) * 900,
  loss: 0,
  rtt: 0.2,
  speech: 24_000,
  ...change,
});

/** So many seconds of that line; the steps that were sent, each once. */
function pass(giving: GivingWay, seconds: number, now: Line, steps: readonly Step[] = SIZE_FIRST): (Step | null)[] {
  const sent: (Step | null)[] = [];
  for (let second = 0; second < seconds; second += 1) {
    giving.passed(now, steps);
    const step = giving.step(steps);
    if (sent.length === 0 || sent[sent.length - 1] !== step) sent.push(step);
  }
  return sent;
}

test("a good line and a line that is not known yet change nothing", () => {
  const giving = new GivingWay();
  deepEqual(pass(giving, 60, line(2_000)), [SIZE_FIRST[0]]);
  deepEqual(pass(giving, 60, line(null)), [SIZE_FIRST[0]]);
});

test("the guess at the beginning of a connection and one bad second change nothing", () => {
  const giving = new GivingWay();
  deepEqual(pass(giving, 5, line(60)), [SIZE_FIRST[0]]);
  for (let round = 0; round < 10; round += 1) {
    pass(giving, 2, line(60));
    deepEqual(pass(giving, 1, line(2_000)), [SIZE_FIRST[0]]);
  }
});

test("the picture gives way in size first, then in rate, then wholly", () => {
  const giving = new GivingWay();
  pass(giving, 6, line(2_000));
  const sizes = [400, 200, 120, 90, 60].map((kbps) => pass(giving, 3, line(kbps)).at(-1));
  deepEqual(sizes.map((step) => step && [step.height, step.frames]), [[360, 30], [240, 30], [240, 18], [180, 12], null]);
  ok(giving.soundOnly);
  equal(giving.speech, 9_000);
});

test("where somebody signs the rate stays: never less than twenty frames a second, and at 240 lines longer", () => {
  for (const { height, frames } of RATE_FIRST) ok(frames >= 20, `${height} lines`);
  const giving = new GivingWay();
  pass(giving, 6, line(2_000), RATE_FIRST);
  equal(pass(giving, 3, line(130), RATE_FIRST).at(-1)?.height, 240);
});

test("a line that falls at once takes the picture at once to what fits", () => {
  const giving = new GivingWay();
  pass(giving, 6, line(2_000));
  deepEqual(pass(giving, 3, line(120)), [SIZE_FIRST[0], SIZE_FIRST[3]]);
});

test("a picture grows step by step, and not on a line that just carries it", () => {
  const giving = new GivingWay();
  pass(giving, 6, line(2_000));
  pass(giving, 3, line(120));
  deepEqual(pass(giving, 60, line(180)), [SIZE_FIRST[3]]);
  deepEqual(pass(giving, 13, line(600)).map((step) => step?.height), [240, 240, 360, 480]);
});

test("a still picture is as large as it may be, though the browser reckons with no more than it sends", () => {
  const giving = new GivingWay();
  pass(giving, 6, line(2_000));
  pass(giving, 3, line(120));
  deepEqual(pass(giving, 20, line(150, { sent: 70_000 })).at(-1), SIZE_FIRST[0]);
  deepEqual(pass(giving, 20, line(150, { sent: 70_000 })), [SIZE_FIRST[0]]);
  equal(pass(giving, 3, line(150, { sent: 140_000 })).at(-1)?.height, 240, "somebody moves");
});

/** What a browser reckons while it sends `sent` over a line of that width: not much more than what it sends. */
function through(width: number, sending: boolean): Line {
  const load = sending ? 120 : 62;
  return load > width ? line(width * 0.85, { loss: 0.3, rtt: 0.7 }) : line(Math.min(width * 0.85, load * 1.6), { sent: load * 1000 });
}

function live(giving: GivingWay, seconds: number, width: number): { sent: number; back: number | null } {
  let sent = 0;
  for (let second = 1; second <= seconds; second += 1) {
    const sending = giving.step(SIZE_FIRST) !== null;
    sent += Number(sending);
    giving.passed(through(width, sending), SIZE_FIRST);
    if (!giving.soundOnly) return { sent, back: second };
  }
  return { sent, back: null };
}

test("on 64 kbit/s the picture stays away, and is tried once a minute for a second or two", () => {
  const giving = new GivingWay();
  pass(giving, 6, line(2_000));
  pass(giving, 3, line(55));
  const { sent, back } = live(giving, 600, 64);
  equal(back, null);
  ok(sent > 5 && sent <= 20, `${sent} seconds with a picture`);
});

test("it is back within 30 s after 500 kbit/s have returned, however long they were away", () => {
  for (const away of [1, 7, 20, 100, 101, 105, 110, 115]) {
    const giving = new GivingWay();
    pass(giving, 6, line(2_000));
    pass(giving, 3, line(55));
    live(giving, away, 64);
    const { back } = live(giving, 60, 500);
    ok(back !== null && back <= 30, `after ${away} s away: ${back}`);
  }
});

test("a new connection is not judged by its first guess, and the picture that was given up stays so", () => {
  const giving = new GivingWay();
  pass(giving, 6, line(2_000));
  pass(giving, 3, line(55));
  giving.anew();
  equal(giving.step(SIZE_FIRST), null);
  ok(giving.soundOnly);
});
