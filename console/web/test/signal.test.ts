/** The line to the server, over a socket that the test holds the other end of. */

import { equal, deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import type { KeptFact, KeptFacts } from "../src/facts";
import type { ServerMessage, Welcome } from "../src/protocol";
import { Signalling } from "../src/signal";

type Sent = { readonly type: string; readonly id?: string; readonly ago?: number; readonly [key: string]: unknown };

class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readonly sent: Sent[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor() {
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Sent);
  }

  close(): void {
    this.readyState = 3;
    this.onclose?.();
  }

  receive(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let now = 0;
Object.assign(globalThis, {
  WebSocket: FakeSocket,
  location: { href: "http://localhost/terminal" },
  addEventListener: () => undefined,
});
performance.now = () => now;

const welcome: Welcome = {
  type: "welcome",
  protocol: 1,
  build: "b",
  reload_when_idle: false,
  was_lost: false,
  ice_servers: [],
  you: { kind: "terminal", person: null, name: "", unit: null, place: "lavia", place_name: null, serves: [], languages: [], on_shift: false },
} as unknown as Welcome;

async function socket(number: number): Promise<FakeSocket> {
  while (FakeSocket.all.length <= number) await new Promise((resolve) => setTimeout(resolve, 5));
  return FakeSocket.all[number] as FakeSocket;
}

function begin(): Signalling {
  FakeSocket.all = [];
  now = 1_000;
  const signal = new Signalling({ kind: "terminal", build: "b", language: "fi", claim: "lavia", desk: null });
  signal.start();
  return signal;
}

const commands = ({ sent }: FakeSocket): Sent[] => sent.filter(({ type }) => type === "command");

test("a press while the server is away is sent when it is back, and says how long ago it was", async () => {
  const signal = begin();
  const line = await socket(0);
  line.onopen?.();
  equal(line.sent[0]?.type, "hello");
  const answered = signal.command({ do: "cancel", visit: "v" });
  deepEqual(commands(line), []);
  now += 7_000;
  line.receive(welcome);
  const [command] = commands(line);
  equal(command?.ago, 7);
  line.receive({ type: "done", id: command?.id ?? "" } as ServerMessage);
  equal((await answered).type, "done");
  signal.stop();
});

test("a press that was not answered before the line was lost is the same press on the next", async () => {
  const signal = begin();
  const first = await socket(0);
  first.receive(welcome);
  void signal.command({ do: "end_visit", visit: "v" });
  const [before] = commands(first);
  equal(before?.ago, 0);
  now += 3_000;
  first.close();
  const second = await socket(1);
  second.receive(welcome);
  const [after] = commands(second);
  equal(after?.id, before?.id);
  equal(after?.ago, 3);
  signal.stop();
});

test("a server that is going down is asked again, with the same press", async () => {
  const signal = begin();
  const first = await socket(0);
  first.receive(welcome);
  void signal.command({ do: "end_visit", visit: "v" });
  const [before] = commands(first);
  first.receive({ type: "refused", id: before?.id ?? "", code: "shutting_down", sentence: "" } as ServerMessage);
  first.close();
  const second = await socket(1);
  second.receive(welcome);
  equal(commands(second)[0]?.id, before?.id);
  signal.stop();
});

test("an older view never comes after a newer one", async () => {
  const signal = begin();
  const line = await socket(0);
  line.receive(welcome);
  const shown: number[] = [];
  signal.on("view", (view) => shown.push(view?.version ?? 0));
  const view = (version: number): ServerMessage => ({ type: "view", view: { audience: "waiting", visit: "v", version } }) as unknown as ServerMessage;
  for (const version of [3, 2, 4]) line.receive(view(version));
  deepEqual(shown, [3, 4]);
  equal(signal.view?.version, 4);
  signal.stop();
});

test("reports are of no use later; signals of links are", async () => {
  const signal = begin();
  signal.report({ type: "applied", visit: "v", version: 1 });
  signal.relay({ type: "signal", link: "l", attempt: 0, body: { kind: "replace" } });
  const line = await socket(0);
  line.receive(welcome);
  ok(!line.sent.some(({ type }) => type === "applied"));
  ok(line.sent.some(({ type }) => type === "signal"));
  signal.stop();
});

class InMemory implements KeptFacts {
  readonly kept = new Map<string, KeptFact>();

  async keep(fact: KeptFact): Promise<void> {
    this.kept.set(fact.id, fact);
  }

  async drop(id: string): Promise<void> {
    this.kept.delete(id);
  }

  async of(person: string): Promise<readonly KeptFact[]> {
    return [...this.kept.values()].filter((fact) => fact.person === person);
  }
}

const welcomeOf = (person: string): Welcome => ({ ...welcome, you: { ...welcome.you, person } });

function beginAsStaff(facts: KeptFacts): Signalling {
  FakeSocket.all = [];
  now = 1_000;
  const signal = new Signalling({ kind: "expert", build: "b", language: "fi", claim: "anna", desk: null, facts });
  signal.start();
  return signal;
}

test("what staff pressed outlives their page, until it is answered", async () => {
  const facts = new InMemory();
  const crashed = beginAsStaff(facts);
  const first = await socket(0);
  first.receive(welcomeOf("anna"));
  void crashed.command({ do: "end_visit", visit: "v" });
  void crashed.command({ do: "begin_hold", visit: "v" });
  const [pressed] = commands(first);
  deepEqual([...facts.kept.values()].map(({ action }) => action), [{ do: "end_visit", visit: "v" }]);
  crashed.stop();

  const somebodyElse = beginAsStaff(facts);
  const theirs = await socket(0);
  theirs.receive(welcomeOf("bo"));
  await new Promise((resolve) => setTimeout(resolve, 5));
  deepEqual(commands(theirs), []);
  somebodyElse.stop();

  const kept = facts.kept.get(pressed?.id ?? "") as KeptFact;
  facts.kept.set(kept.id, { ...kept, pressedAt: Date.now() - 90_000 });
  const again = beginAsStaff(facts);
  const second = await socket(0);
  second.receive(welcomeOf("anna"));
  await new Promise((resolve) => setTimeout(resolve, 5));
  const [told] = commands(second);
  equal(told?.id, pressed?.id);
  ok((told?.ago ?? 0) >= 90 && (told?.ago ?? 0) < 92);
  second.receive({ type: "gone", id: told?.id ?? "", sentence: "" } as ServerMessage);
  equal(facts.kept.size, 0);
  again.stop();
});

test("a fact that could not be saved is told again with the same id; a wish is refused", async () => {
  const signal = begin();
  const line = await socket(0);
  line.receive(welcome);
  const fact = signal.command({ do: "rate", visit: "v", score: 5, words: "" });
  const wish = signal.command({ do: "call", service: "s", language: "fi" });
  const [told, asked] = commands(line);
  for (const id of [told?.id ?? "", asked?.id ?? ""]) {
    line.receive({ type: "refused", id, code: "not_saved", sentence: "Yritä" } as ServerMessage);
  }
  equal((await wish).type, "refused");
  while (commands(line).length < 3) await new Promise((resolve) => setTimeout(resolve, 50));
  const last = commands(line)[2];
  equal(last?.id, told?.id);
  line.receive({ type: "done", id: last?.id ?? "" } as ServerMessage);
  equal((await fact).type, "done");
  signal.stop();
});
