/** In the visit: everybody else large, own picture small. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../../components/icon";
import { withScreens } from "../../components/shared-screen";
import { shownLarge } from "../pair";
import { ownTrouble } from "../staff/checks";
import { ownHatch, personHatch, sharedScreens } from "../staff/hatch";
import { holdBanner } from "../staff/hold";
import { noteBanner } from "../staff/note";
import { pairChoice } from "../staff/pair";
import { calling, ownCircle, remotePeople, whereAndHow } from "../staff/people";
import { local, type StaffActs, type StaffState } from "../staff/state";
import { visitTags } from "../staff/strip";
import { transferBanner } from "../staff/transfer";
import { writtenTalk } from "../staff/writing";
import { directoryInTalk, openDirectory } from "./bring-in";
import type { StaffView } from "../../protocol";

export function talk(state: StaffState, act: StaffActs, view: StaffView): TemplateResult {
  const { t } = state;
  const people = remotePeople(state, view);
  const screens = sharedScreens(state, people);
  const large = shownLarge(people, view.pair);
  const duo = large.size > 0;
  const beside = directoryInTalk(state, act, view);
  const hatches = repeat(people, (person) => person.id, (person) => personHatch(state, view, person, large.has(person.id)));
  return html`<main class="vis">
    <div class="vh">
      <div>
        <h1>${view.service_name === null ? t.offer.inquiry : local(state, view.service_name)}</h1>
        <p class="soft">${whereAndHow(state, view)}</p>
      </div>
      <div class="tools">${openDirectory(state, act, view)} ${visitTags(state, view)}</div>
    </div>
    ${privacy(state, view)} ${holdBanner(state, view)} ${transferBanner(state, act, view)} ${noteBanner(state)} ${pairChoice(state, act, view)}
    <div class="stage ${beside === nothing ? "" : "with-directory"}">
      ${screens.length > 0 ? withScreens(screens, hatches, duo) : html`<div class="people n${Math.min(people.length, 4)} ${duo ? "duo" : ""}">
        ${people.length === 0
          ? html`<p class="lead soft none">${calling(state, view) ?? t.visit.aloneExpert}</p>`
          : hatches}
      </div>`}
      <div class="side">
        ${writtenTalk(state, view)} ${ownHatch(state, false)} ${ownTrouble(state, view)}
        <p class="small soft">${t.visit.direct}</p>
      </div>
      ${beside}
    </div>
  </main>`;
}

/** The talk of staff that the customer is kept out of, as somebody of staff sees it. */
function privacy(state: StaffState, view: StaffView): TemplateResult | typeof nothing {
  const { t } = state;
  if (view.private === null || view.private.why !== "asking") return nothing;
  const inside = ownCircle(view) === "aside";
  const asks = inside && view.host === view.you;
  const names = remotePeople(state, view)
    .filter((person) => person.circle === "aside")
    .map(({ name }) => name)
    .join(", ");
  const words = asks ? (view.private_reported ? t.privacy.sign : t.privacy.closing) : !inside ? t.visit.othersAside : view.private_reported ? t.visit.aside : t.visit.asideClosing;
  return html`<div class="banner warn priv">
    ${icon("lock")}
    <div><b>${words}</b>${asks ? (view.private_reported ? t.privacy.signLead(names) : t.privacy.closingLead) : nothing}</div>
    <span class="tag num push-right">${t.minutesAndSeconds(view.private.for_seconds + state.viewAge)}</span>
  </div>`;
}
