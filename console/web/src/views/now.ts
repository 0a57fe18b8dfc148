/** What is now, in a sentence: said again when a resident has changed the language. */

import { local } from "../i18n/language";
import type { TerminalTexts } from "../i18n/terminal";
import type { AfterView, CustomerView, Language, WaitingView } from "../protocol";

interface Reader {
  readonly t: TerminalTexts;
  readonly language: Language;
}

export function nowIs(view: WaitingView | CustomerView | AfterView, { t, language }: Reader): string {
  if (view.audience === "waiting") {
    if (view.question) return view.question === "still_there" ? t.waiting.stillTitle : t.waiting.longTitle;
    return `${t.waiting.title}. ${t.waiting.lead}`;
  }
  if (view.audience === "after") return t.after.title;
  if (view.private) return view.private.why === "hold" ? t.visit.holding : t.visit.asking;
  if (view.people.length === 0) return view.seeking ? t.visit.seeking : t.visit.title;
  return view.people.map(({ name, unit }) => t.visit.arrived(`${name}, ${local(unit, language)}`)).join(" ");
}
