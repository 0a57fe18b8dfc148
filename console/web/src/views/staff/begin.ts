/** How every page of staff begins: its session, and its page drawn anew at each change. */

import { html, render, type TemplateResult } from "lit-html";
import { begin } from "../../begin";
import { LANGUAGES } from "../../i18n/language";
import { HeadingFocus } from "../../components/heading-focus";
import type { PageKind } from "../../protocol";
import type { SessionParts, StaffSession } from "./session";
import { title } from "./title";

export async function beginStaff<Session extends StaffSession>(
  kind: PageKind,
  made: (parts: SessionParts) => Session,
  page: (session: Session) => TemplateResult,
): Promise<void> {
  const storage = localStorage;
  const language = LANGUAGES.find((known) => known === storage.getItem("language")) ?? "fi";
  document.documentElement.lang = language;
  const parts = await begin(kind, language, storage);
  if (!parts) return;
  const focus = new HeadingFocus();
  const draw = (): void => {
    focus.remember();
    render(html`${page(session)}${session.announcer.render()}`, document.body);
    focus.follow();
    document.title = title(session.state);
  };
  const session = made({ ...parts, storage, language, draw });
  draw();
  parts.signal.start();
}
