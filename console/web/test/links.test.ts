/** The reconciler of links, over connections that only remember what was asked of them. */

import { equal, deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { Links } from "../src/links";
import type { Grant, IceServer, LinkView } from "../src/protocol";

const log: string[] = [];
/** While it is set, a track leaves its sender only when this says so. */
let gate: Promise<void> | null = null;

class FakeSender {
  track: unknown = null;
  readonly connection: number;

  constructor(connection: number) {
    this.connection = connection;
  }

  async replaceTrack(track: unknown): Promise<void> {
    if (track === null) await gate;
    this.track = track;
    log.push(`${this.connection} sends ${track === null ? "nothing" : "a track"}`);
  }

  getParameters(): { readonly encodings: readonly unknown[] } {
    return { encodings: [] };
  }
}

let connections = 0;
/** Of each connection the name that it gives to TURN servers. */
let given: (string | null)[] = [];
let username: string | null = null;

class FakeConnection {
  readonly number = ++connections;
  readonly transceivers: unknown[] = [];
  localDescription: { sdp: string } | null = null;
  connectionState = "new";

  constructor({ iceServers }: RTCConfiguration) {
    log.push(`${this.number} opens`);
    given.push(iceServers?.[0]?.username ?? null);
  }

  createDataChannel(): unknown {
    return { readyState: "connecting", bufferedAmount: 0 };
  }

  addTransceiver(): void {
    const track = { number: this.number };
    this.transceivers.push({ sender: new FakeSender(this.number), receiver: { track }, setCodecPreferences: () => undefined });
  }

  getTransceivers(): unknown[] {
    return this.transceivers;
  }

  async setLocalDescription(): Promise<void> {
    this.localDescription = { sdp: "sdp" };
  }

  close(): void {
    log.push(`${this.number} closes`);
  }
}

Object.assign(globalThis, {
  RTCPeerConnection: FakeConnection,
  RTCRtpReceiver: { getCapabilities: () => null },
  MediaStream: class {},
});

const view = (id: string, send: readonly Grant[], receive: readonly Grant[] = send): LinkView => ({ id, seat: id, offer: true, send, receive });

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function begin(): Links {
  log.length = 0;
  connections = 0;
  given = [];
  const iceServers = (): IceServer[] => (username === null ? [] : [{ urls: ["turn:turn.example"], username, credential: "secret" }]);
  const links = new Links({ iceServers, canSignal: () => true, send: () => undefined, text: () => ({ again: () => "", received: () => undefined, lost: () => undefined }) });
  links.setLocal("sound", { kind: "audio" } as MediaStreamTrack);
  return links;
}

test("nobody new is let in before the others are silent", async () => {
  const links = begin();
  await links.apply([view("customer", ["sound"])]);
  await settled();
  deepEqual(log, ["1 opens", "1 sends a track"]);
  let silent = (): void => undefined;
  gate = new Promise((resolve) => (silent = resolve));
  const applied = links.apply([view("customer", []), view("specialist", ["sound"])]);
  await settled();
  equal(log.length, 2, "the specialist waits until the customer hears nothing");
  gate = null;
  silent();
  await applied;
  await settled();
  deepEqual(log.slice(2), ["1 sends nothing", "2 opens", "2 sends a track"]);
  links.close();
});

test("a connection that will not be silent is closed", async () => {
  const links = begin();
  await links.apply([view("customer", ["sound"])]);
  await settled();
  gate = new Promise(() => undefined);
  await links.apply([view("customer", [])]);
  gate = null;
  ok(log.includes("1 closes"));
  links.close();
});

test("what is not granted is not given out, though it arrives", async () => {
  const links = begin();
  await links.apply([view("customer", [], ["sound"])]);
  await settled();
  const heard = (): unknown => links.remotes.find(({ seat }) => seat === "customer")?.sound;
  ok(heard());
  const applied = links.apply([view("customer", [], [])]);
  equal(heard(), null, "at once, not when something has been answered");
  await applied;
  links.close();
  deepEqual(links.remotes, []);
});

test("a player may be ready only while nothing at all is granted", async () => {
  const links = begin();
  await links.apply([view("customer", [], [])]);
  await settled();
  const remote = () => links.remotes.find(({ seat }) => seat === "customer");
  equal(remote()?.sound, null);
  ok(remote()?.ready.picture);
  await links.apply([view("customer", [], ["sound"])]);
  ok(remote()?.sound);
  equal(remote()?.ready.picture, null, "the picture is not granted with the sound");
  links.close();
});

test("the newest wish wins over one that is still being worked on", async () => {
  const links = begin();
  await links.apply([view("customer", ["sound"])]);
  await settled();
  const first = links.apply([view("customer", []), view("specialist", ["sound"])]);
  const second = links.apply([view("customer", ["sound"])]);
  await Promise.all([first, second]);
  await settled();
  ok(!log.includes("2 opens"), "the specialist was not wanted any more");
  equal(log.at(-1), "1 sends a track");
  links.close();
});

test("a connection that replaces another gives TURN servers the newest name", async () => {
  const links = begin();
  const now = performance.now.bind(performance);
  try {
    username = "first";
    await links.apply([view("customer", ["sound"])]);
    await settled();
    username = "renewed";
    performance.now = () => now() + 10_000;
    links.receive({ type: "signal", link: "customer", attempt: 0, body: { kind: "replace" } });
    await settled();
    deepEqual(given, ["first", "renewed"]);
  } finally {
    performance.now = now;
    username = null;
    links.close();
  }
});

test("that there is sound only is said again and again, since a signal may be lost; nothing is while the server is away", async () => {
  const said: boolean[] = [];
  let there = true;
  const links = new Links({
    iceServers: () => [],
    canSignal: () => there,
    send: ({ body }) => body.kind === "sound_only" && said.push(body.on),
    text: () => ({ again: () => "", received: () => undefined, lost: () => undefined }),
  });
  links.setLocal("picture", { kind: "video", contentHint: "", getSettings: () => ({ height: 240 }) } as unknown as MediaStreamTrack);
  await links.apply([view("customer", ["picture"])]);
  await settled();
  const pass = (seconds: number, available: number): void => {
    for (let second = 0; second < seconds; second += 1) links.all[0]?.passed({ available, sent: available, loss: 0, rtt: 0.3, speech: 24_000 });
  };
  pass(5, 1_000_000);
  deepEqual(said, [], "nothing has changed");
  pass(4, 30_000);
  deepEqual(said, [true]);
  pass(10, 30_000);
  deepEqual(said, [true, true, true]);
  there = false;
  pass(10, 30_000);
  equal(said.length, 3);
  there = true;
  pass(1, 30_000);
  equal(said.length, 4);
  pass(20, 500_000);
  deepEqual(said.slice(-2), [false, false], "a picture that is back is not left unseen either");
  links.close();
});
