/** What is said and sounded when a visit has moved on. */

import { local } from "../../i18n/language";
import type { Cues } from "../../sound";
import { toldOfPair } from "../pair";
import type { PersonView } from "../../protocol";
import type { ResidentView, TerminalState } from "./state";

const shares = ({ seats }: PersonView): boolean => seats.some(({ sharing }) => sharing);

export function tell(
  before: ResidentView | null,
  now: ResidentView,
  { t, language, lastPeople }: Pick<TerminalState, "t" | "language" | "lastPeople">,
  say: (text: string) => void,
  cues: Cues,
): void {
  if (now.audience === "waiting") {
    if (before?.audience !== "waiting") say(`${t.waiting.title}. ${t.waiting.lead}`);
    const question = before?.audience === "waiting" ? before.question : null;
    if (now.question && now.question !== question) {
      cues.play("stillThere");
      say(now.question === "still_there" ? t.waiting.stillTitle : t.waiting.longTitle);
    }
    return;
  }
  if (now.audience === "after") {
    if (before?.audience !== "after") say(t.after.title);
    return;
  }
  const earlier = before?.audience === "customer" ? before : null;
  if (now.private && now.private.why !== earlier?.private?.why) return say(now.private.why === "hold" ? t.visit.holding : t.visit.asking);
  if (now.people.length === 0 && now.seeking && !earlier?.seeking) return say(t.visit.seeking);
  const gone = new Map(earlier?.people.map((person) => [person.id, person]));
  const joined = now.people.filter(({ id }) => !gone.delete(id));
  if (joined.length > 0) {
    const knew = new Set(lastPeople.map(({ id }) => id));
    const back = earlier?.private && !now.private && joined.every(({ id }) => knew.has(id));
    const names = joined.map(({ name, unit }) => t.visit.arrived(`${name}, ${local(unit, language)}`));
    say(back ? t.visit.back : names.join(" "));
    cues.play(before?.audience === "waiting" ? "answered" : "joined");
  } else if (earlier?.private && !now.private) {
    say(t.visit.back);
  } else if (gone.size > 0 && !now.private) {
    say([...gone.values()].map(({ name }) => t.visit.left(name)).join(" "));
    cues.play("left");
  } else {
    const told = toldOfPair(earlier, now, t);
    if (told !== null) say(told);
    const shared = new Set((earlier?.people ?? []).filter(shares).map(({ id }) => id));
    const begun = now.people.find((person) => shares(person) && !shared.has(person.id));
    if (begun) say(t.visit.shares(begun.name));
  }
}
