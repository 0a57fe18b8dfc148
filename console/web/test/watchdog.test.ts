/** The watchdog of links: received sound decides, on a clock that the test turns, over connections that the test feeds. */

import { equal, deepEqual } from "node:assert/strict";
import { mock, test } from "node:test";
import { Links } from "../src/links";
import type { Grant, LinkView, Signal } from "../src/protocol";

let now = 0;
let all: FakeConnection[] = [];

class FakeConnection {
  packets = 0;
  lastAt = 0;
  picturedAt: number | undefined;
  connectionState = "new";
  localDescription: { sdp: string } | null = null;
  remoteDescription: object | null = null;
  signalingState = "stable";
  onconnectionstatechange: (() => void) | null = null;
  readonly #transceivers: object[] = [];

  constructor() {
    all.push(this);
  }

  createDataChannel(): object {
    return { readyState: "connecting", bufferedAmount: 0 };
  }

  addTransceiver(kind: string): void {
    const at = (): number | undefined => (kind === "audio" ? this.lastAt : this.picturedAt);
    const stats = (): Map<string, object> =>
      new Map([["in", { type: "inbound-rtp", timestamp: now, packetsReceived: this.packets, lastPacketReceivedTimestamp: at() }]]);
    this.#transceivers.push({
      sender: { track: null, getParameters: () => ({ encodings: [] }) },
      receiver: { track: {}, getStats: async () => stats() },
      setCodecPreferences: () => undefined,
    });
  }

  getTransceivers(): object[] {
    return this.#transceivers;
  }

  async setLocalDescription(): Promise<void> {
    this.localDescription = { sdp: "sdp" };
  }

  close(): void {
    this.connectionState = "closed";
  }

  is(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  flow(): void {
    this.packets += 1;
    this.lastAt = now;
  }

  show(): void {
    this.picturedAt = now;
  }
}

Object.assign(globalThis, {
  RTCPeerConnection: FakeConnection,
  RTCRtpReceiver: { getCapabilities: () => null },
  MediaStream: class {},
});
performance.now = () => now;
mock.timers.enable({ apis: ["setTimeout", "setInterval"] });

const grants: readonly Grant[] = ["sound"];
const view: LinkView = { id: "l", seat: "other", offer: true, send: grants, receive: grants };
/** Everything that waits for nothing but its turn has had it. */
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await null;
};

/** Lets time go by while sound comes over `flowing`. */
async function pass(milliseconds: number, ...flowing: readonly (FakeConnection | undefined)[]): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 50) {
    now += 50;
    for (const connection of flowing) connection?.flow();
    mock.timers.tick(50);
    await settled();
  }
}

async function begin(offer = true): Promise<{ links: Links; server: { there: boolean }; sent: Signal[]; state: () => string | undefined }> {
  all = [];
  now += 100_000;
  const server = { there: true };
  const sent: Signal[] = [];
  const links = new Links({
    iceServers: () => [],
    canSignal: () => server.there,
    send: (signal) => sent.push(signal),
    text: () => ({ again: () => "", received: () => undefined, lost: () => undefined }),
  });
  await links.apply([{ ...view, offer }]);
  await settled();
  all[0]?.is("connected");
  await pass(3_000, all[0]);
  return { links, server, sent, state: () => links.remotes[0]?.state };
}

test("sound that stops is cut after 2 s and within 3, whatever ICE says, and is replaced at once", async () => {
  const { links, state } = await begin();
  await pass(1_900);
  equal(state(), "good");
  equal(all.length, 1);
  await pass(900);
  equal(state(), "cut");
  equal(all.length, 2);
  links.close();
});

test("no sound over any link for a second is told once, before anything is cut", async () => {
  const { links, state } = await begin();
  let told = 0;
  links.on("silent", () => (told += 1));
  await pass(900);
  equal(told, 0);
  await pass(700);
  equal(told, 1);
  equal(state(), "good");
  await pass(10_000);
  equal(told, 1);
  links.close();
});

test("sound that flows is not replaced, though ICE says that it cannot", async () => {
  const { links, state } = await begin();
  for (const said of ["disconnected", "failed"]) {
    all[0]?.is(said);
    await pass(10_000, all[0]);
    equal(state(), "good");
    equal(all.length, 1);
  }
  links.close();
});

test("a microphone that is pulled out while the picture goes on cuts nothing; when that stops too, the path is gone", async () => {
  const { links, state } = await begin();
  for (let step = 0; step < 100; step += 1) {
    all[0]?.show();
    await pass(50);
  }
  equal(state(), "good");
  equal(all.length, 1);
  await pass(2_900);
  equal(state(), "cut");
  equal(all.length, 2);
  links.close();
});

test("the old connection is heard until the new one flows, and is closed then", async () => {
  const { links } = await begin();
  await pass(2_800);
  const [old, newer] = all;
  newer?.is("connected");
  await pass(300);
  equal(old?.connectionState, "connected");
  await pass(300, newer);
  equal(old?.connectionState, "closed");
  equal(links.remotes[0]?.state, "good");
  links.close();
});

test("nothing is tried that nobody would hear of, and all at once when the server is back", async () => {
  const { links, server } = await begin();
  server.there = false;
  await pass(45_000);
  equal(all.length, 1);
  server.there = true;
  links.hurry();
  await settled();
  equal(all.length, 2);
  await pass(1_000);
  equal(all.length, 2, "and once");
  links.close();
});

test("what does not come up is tried again, at first every 6 s and never less often than every 8", async () => {
  const { links } = await begin();
  await pass(60_000);
  const times = all.length - 1;
  equal(times >= 7 && times <= 11, true, String(times));
  links.close();
});

test("both ends ask at the same tick: one new connection comes of it", async () => {
  const { links, sent } = await begin();
  await pass(2_600);
  equal(all.length, 2);
  links.receive({ type: "signal", link: "l", attempt: 0, body: { kind: "replace" } });
  await settled();
  equal(all.length, 2);
  await pass(800);
  links.receive({ type: "signal", link: "l", attempt: 0, body: { kind: "replace" } });
  await settled();
  equal(all.length, 3, "the other end may never have heard of the second");
  deepEqual(
    sent.filter(({ body }) => body.kind === "description").map(({ attempt }) => attempt),
    [0, 1, 1, 2],
    "said again for who may not have heard it, whom it does no harm to hear it twice",
  );
  links.close();
});

test("an offer that went into a dead line of the other end is heard as soon as that asks for one", async () => {
  const { links, sent } = await begin();
  await pass(2_600);
  sent.length = 0;
  links.receive({ type: "signal", link: "l", attempt: 0, body: { kind: "replace" } });
  await settled();
  deepEqual(sent, [{ type: "signal", link: "l", attempt: 1, body: { kind: "description", sdp_type: "offer", sdp: "sdp" } }]);
  equal(all.length, 2, "of the same connection");
  links.close();
});

test("an offer of this page that went into its own dead line is made anew when that is back", async () => {
  const { links, sent } = await begin();
  await pass(2_900);
  links.hurry();
  await settled();
  equal(all.length, 3);
  equal(all[1]?.connectionState, "closed");
  equal(sent.at(-1)?.attempt, 2);
  links.close();
});
