/** Equal size: two whom everybody sees large, whoever speaks, and whoever else is there smaller. */

import type { TerminalTexts } from "../i18n/terminal";
import type { CustomerView, Id, PersonView } from "../protocol";

export type Pair = readonly [Id, Id] | null;

/** Which of those who are seen stand large; nobody where the two are not both seen, or are alone anyway. */
export function shownLarge(people: readonly PersonView[], pair: Pair): ReadonlySet<Id> {
  const two = people.filter(({ id }) => pair?.includes(id) ?? false);
  return new Set(two.length === 2 && people.length > 2 ? two.map(({ id }) => id) : []);
}

/** The pair is another one, and of others than before. */
export function changedPair(before: Pair, after: Pair): boolean {
  return [...(before ?? [])].sort().join(" ") !== [...(after ?? [])].sort().join(" ");
}

/** What a customer is told of it; null: nothing has changed for them. */
export function toldOfPair(before: CustomerView | null, now: CustomerView, t: TerminalTexts): string | null {
  if (!changedPair(before?.pair ?? null, now.pair)) return null;
  if (now.pair === null) return t.visit.usualSize;
  const [one, other] = now.people.filter(({ id }) => now.pair?.includes(id));
  return one !== undefined && other !== undefined ? t.visit.inEqualSize(one.name, other.name) : null;
}
