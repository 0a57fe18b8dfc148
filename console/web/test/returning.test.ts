/** When a page tries to reach the server again, on a clock that the test turns. */

import { deepEqual, equal, ok } from "node:assert/strict";
import { mock, test } from "node:test";
import type { ServerMessage } from "../src/protocol";
import { Signalling } from "../src/signal";

/** A try is a socket, or a file that is asked for before one. */
class FakeSocket {
  static readonly OPEN = 1;
  static begun: number[] = [];
  static answers = true;
  static last: FakeSocket;
  readyState = 1;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor() {
    FakeSocket.begun.push(now);
    FakeSocket.last = this;
  }

  send(text: string): void {
    const { type, n } = JSON.parse(text) as { type: string; n?: number };
    if (type === "ping" && FakeSocket.answers) this.receive({ type: "pong", n });
  }

  close(): void {
    this.onclose?.();
  }

  receive(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

class Knock {
  static asked = 0;
  static last: Knock | null = null;
  readonly answered: Promise<{ status: number }>;
  answer: (what: { status: number }) => void = () => undefined;
  refuse: () => void = () => undefined;

  constructor() {
    Knock.asked += 1;
    Knock.last = this;
    FakeSocket.begun.push(now);
    this.answered = new Promise((resolve, reject) => {
      this.answer = resolve;
      this.refuse = () => reject(new TypeError("Failed to fetch"));
    });
  }
}

let now = 0;
const heard = new Map<string, () => void>();
Object.assign(globalThis, {
  WebSocket: FakeSocket,
  fetch: (path: string) => {
    equal(path, "/build.json");
    return new Knock().answered;
  },
  location: { href: "http://localhost/terminal" },
  addEventListener: (name: string, act: () => void) => heard.set(name, act),
});
performance.now = () => now;
mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });

function pass(milliseconds: number): void {
  for (let left = milliseconds; left > 0; left -= 20) {
    now += 20;
    mock.timers.tick(20);
  }
}

function begin(inVisit: boolean): Signalling {
  const signal = new Signalling({ kind: "terminal", build: "b", language: "fi", claim: "lavia", desk: null });
  signal.start();
  FakeSocket.last.receive({ type: "welcome", ice_servers: [] } satisfies Partial<ServerMessage>);
  if (inVisit) FakeSocket.last.receive({ type: "view", view: { audience: "customer", visit: "v", version: 1 } });
  pass(5_000);
  FakeSocket.begun = [];
  Knock.asked = 0;
  return signal;
}

/** Until so many tries came to nothing, or so long. */
async function refuseAll(tries: number, steps = Infinity): Promise<void> {
  for (let step = 0; FakeSocket.begun.length < tries && step < steps; step += 1) {
    const { length } = FakeSocket.begun;
    const { asked } = Knock;
    pass(20);
    if (Knock.asked > asked) Knock.last?.refuse();
    else if (FakeSocket.begun.length > length) FakeSocket.last.close();
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await null;
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0));

test("in a visit a server that refuses is tried every second, give or take 0.3 s", async () => {
  const signal = begin(true);
  const lostAt = now;
  FakeSocket.last.close();
  await refuseAll(Infinity, 600);
  ok((FakeSocket.begun[0] ?? Infinity) - lostAt <= 320);
  ok(FakeSocket.begun.length >= 9 && FakeSocket.begun.length <= 18, String(FakeSocket.begun.length));
  ok(gaps(FakeSocket.begun).every((gap) => gap >= 700 && gap <= 1_340), String(gaps(FakeSocket.begun)));
  signal.stop();
});

test("in a visit a try that nobody answers is given up after 3 s, and the next begins then", () => {
  const signal = begin(true);
  FakeSocket.last.close();
  pass(12_100);
  ok(gaps(FakeSocket.begun).every((gap) => gap >= 3_000 && gap <= 3_040), String(gaps(FakeSocket.begun)));
  equal(FakeSocket.begun.length, 5);
  signal.stop();
});

test("outside a visit the tries are further and further apart", async () => {
  const signal = begin(false);
  FakeSocket.last.close();
  const waits = [0, 300, 1_200, 2_700, 4_800, 7_000, 7_000];
  const before = [now];
  await refuseAll(waits.length);
  const waited = gaps([...before, ...FakeSocket.begun]);
  deepEqual(
    waited.map((wait, index) => wait >= (waits[index] ?? 0) && wait <= (waits[index] ?? 0) + 340),
    waits.map(() => true),
    String(waited),
  );
  signal.stop();
});

test("after three tries that came to nothing a socket is opened only when a file comes", async () => {
  const signal = begin(true);
  FakeSocket.last.close();
  await refuseAll(3);
  equal(Knock.asked, 0);
  await refuseAll(6);
  equal(Knock.asked, 3);
  pass(1_400);
  equal(Knock.asked, 4);
  Knock.last?.answer({ status: 502 });
  await settled();
  pass(1_400);
  equal(Knock.asked, 5, "a proxy in front of a server that is away is not that server");
  const { length } = FakeSocket.begun;
  Knock.last?.answer({ status: 200 });
  await settled();
  equal(FakeSocket.begun.length, length + 1);
  FakeSocket.last.receive({ type: "welcome", ice_servers: [] });
  ok(signal.health.connected);
  FakeSocket.last.close();
  pass(40);
  equal(Knock.asked, 5, "the next loss begins with a socket again");
  signal.stop();
});

test("a slow line has as long for the socket as it had for the file", async () => {
  const signal = begin(true);
  FakeSocket.last.close();
  await refuseAll(3);
  pass(1_400);
  equal(Knock.asked, 1);
  pass(1_000);
  Knock.last?.answer({ status: 200 });
  await settled();
  const { last } = FakeSocket;
  pass(2_500);
  last.receive({ type: "welcome", ice_servers: [] });
  ok(signal.health.connected);
  signal.stop();
});

test("a line that has gone silent is known to be dead within 20 s, and a pong keeps it", () => {
  const signal = begin(true);
  pass(60_000);
  ok(signal.health.connected);
  FakeSocket.answers = false;
  const silentAt = now;
  while (signal.health.connected) pass(100);
  FakeSocket.answers = true;
  ok(now - silentAt <= 20_000, String(now - silentAt));
  signal.stop();
});

test("a line that is doubted is given up when it does not answer at once, and kept when it does", () => {
  const signal = begin(true);
  signal.doubt();
  pass(3_000);
  ok(signal.health.connected);
  FakeSocket.answers = false;
  signal.doubt();
  pass(1_600);
  FakeSocket.answers = true;
  ok(!signal.health.connected || FakeSocket.begun.length === 1);
  equal(FakeSocket.begun.length, 1);
  signal.stop();
});

test("a browser that is online again tries at once, also when a try is under way that never gets through", () => {
  const signal = begin(true);
  FakeSocket.last.close();
  pass(1_400);
  const { length } = FakeSocket.begun;
  heard.get("online")?.();
  equal(FakeSocket.begun.length, length + 1);
  FakeSocket.last.receive({ type: "welcome", ice_servers: [] });
  ok(signal.health.connected);
  pass(4_000);
  ok(signal.health.connected, "nothing of the earlier tries takes the line away");
  heard.get("online")?.();
  equal(FakeSocket.begun.length, length + 1);
  signal.stop();
});

test("whoever wakes from a sleep trusts no line from before it", () => {
  const signal = begin(true);
  now += 60_000;
  mock.timers.tick(1_000);
  ok(!signal.health.connected);
  pass(40);
  equal(FakeSocket.begun.length, 1, "and tries at once");
  signal.stop();
});
