/** Durations and times as people read them; "min" and "s" are the same in the three languages. No-break spaces keep number and unit together. */

import type { Language } from "../protocol";

/** "4 min": whole minutes, rounded down, "alle 1 min" is written as "0 min". */
export function minutes(seconds: number): string {
  return `${Math.floor(Math.max(0, seconds) / 60)}\u00a0min`;
}

/** "4 min 10 s", or "42 s" under a minute. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  const rest = `${whole % 60}\u00a0s`;
  return whole < 60 ? rest : `${Math.floor(whole / 60)}\u00a0min ${rest}`;
}

/** "8.04", or "8:04" in English: that moment on a clock on the wall. */
export function clock(language: Language, moment: Date): string {
  return `${moment.getHours()}${language === "en" ? ":" : "."}${String(moment.getMinutes()).padStart(2, "0")}`;
}
