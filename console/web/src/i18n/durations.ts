/** Durations and times as people read them; "min" and "s" are the same in the three languages. No-break spaces keep number and unit together. */

import type { Language } from "../protocol";

/** "4 min": whole minutes, rounded down, and never a false zero: `under` is how the language says "less than". */
export function minutes(seconds: number, under: string): string {
  return seconds < 60 ? `${under}\u00a01\u00a0min` : `${Math.floor(seconds / 60)}\u00a0min`;
}

/** Seconds for which something has happened just now: no number is said yet. */
export const JUST_NOW = 5;

/** "4 min 10 s", or "42 s" under a minute. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  const rest = `${whole % 60}\u00a0s`;
  return whole < 60 ? rest : `${Math.floor(whole / 60)}\u00a0min ${rest}`;
}

/** "8.04", or "8:04 am" in English: that moment on a clock on the wall. */
export function clock(language: Language, moment: Date): string {
  const hours = moment.getHours();
  const minutes = String(moment.getMinutes()).padStart(2, "0");
  if (language !== "en") return `${hours}.${minutes}`;
  return `${hours % 12 || 12}:${minutes}\u00a0${hours < 12 ? "am" : "pm"}`;
}

/** "1 minuutti", "2 minuuttia": the number with the word for one or for another number. */
export const counted = (n: number, one: string, more: string): string => `${n}\u00a0${n === 1 ? one : more}`;

export interface Units {
  readonly second: readonly [one: string, more: string];
  readonly minute: readonly [one: string, more: string];
  readonly hour: readonly [one: string, more: string];
}

/** "42 sekuntia", "5 minuuttia", "1 tunti 5 minuuttia": rounded down, in whole words. */
export function inWords(seconds: number, { second, minute, hour }: Units): string {
  const whole = Math.floor(Math.max(0, seconds));
  if (whole < 60) return counted(whole, ...second);
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return counted(minutes, ...minute);
  const rest = minutes % 60;
  return rest === 0 ? counted(hours, ...hour) : `${counted(hours, ...hour)} ${counted(rest, ...minute)}`;
}
