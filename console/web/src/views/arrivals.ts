/** Whether anything comes from an end whose line is good: one without camera and microphone has a line, and sends nothing. */

import type { Link } from "../link";
import type { Links } from "../links";
import type { Id } from "../protocol";

/** What has just been let through takes a moment to arrive. */
const ARRIVES_WITHIN = 3_000;

const heardNothingSince = new WeakMap<Link, number>();

/** No sound has come for a while though it may be played, and there is no picture (`picture`: one is shown). */
export function nothingArrives(links: Links, seat: Id, picture: boolean, now = performance.now()): boolean {
  const link = links.all.find((candidate) => candidate.seat === seat);
  if (link === undefined) return false;
  const playing = link.playing;
  const mayHear = playing?.connected === true && link.track("sound") !== null;
  if (!mayHear || picture || playing.flowedAt !== null) {
    heardNothingSince.delete(link);
    return false;
  }
  const since = heardNothingSince.get(link) ?? now;
  heardNothingSince.set(link, since);
  return now - since > ARRIVES_WITHIN;
}
