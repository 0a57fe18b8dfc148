/** Wishes for one sender: one change after the other, and of those that wait only the newest. */

import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { Encoding } from "../src/encoding";

function sender(): { sender: RTCRtpSender; applied: RTCRtpEncodingParameters[]; refuse: (refused: boolean) => void } {
  let now: RTCRtpEncodingParameters = {};
  let refused = false;
  const applied: RTCRtpEncodingParameters[] = [];
  const made = {
    getParameters: () => ({ encodings: [{ ...now }] }),
    setParameters: async ({ encodings: [encoding] }: { encodings: RTCRtpEncodingParameters[] }) => {
      await Promise.resolve();
      if (refused) throw new Error("closed");
      now = { ...encoding };
      applied.push(now);
    },
  };
  return { sender: made as unknown as RTCRtpSender, applied, refuse: (value) => (refused = value) };
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

test("what is wished while a change is under way is one change after it", async () => {
  const { sender: made, applied } = sender();
  const encoding = new Encoding(made);
  for (const scaleResolutionDownBy of [2, 3, 4]) encoding.wish({ scaleResolutionDownBy });
  encoding.wish({ active: false });
  await settled();
  deepEqual(applied, [{ scaleResolutionDownBy: 2 }, { scaleResolutionDownBy: 4, active: false }]);
});

test("the same wish again changes nothing, and a refused one goes with the next", async () => {
  const { sender: made, applied, refuse } = sender();
  const encoding = new Encoding(made);
  refuse(true);
  encoding.wish({ maxBitrate: 1 });
  await settled();
  refuse(false);
  encoding.wish({ active: true });
  await settled();
  encoding.wish({ active: true });
  await settled();
  deepEqual(applied, [{ maxBitrate: 1, active: true }]);
});
