/** Middle, in a visit: the specialists, the customer's situation, and who hears whom. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { banner } from "../../components/banner";
import { icon } from "../../components/icon";
import { light } from "../../components/light";
import { withScreens } from "../../components/shared-screen";
import type { PersonView, StaffView } from "../../protocol";
import { shownLarge } from "../pair";
import { ownTrouble } from "../staff/checks";
import { ownHatch, personHatch, sharedScreens } from "../staff/hatch";
import { holdBanner, onHold } from "../staff/hold";
import { noteBanner } from "../staff/note";
import { pairChoice } from "../staff/pair";
import { calling, customerBeside, ownCircle, remotePeople, shortName, whereAndHow } from "../staff/people";
import { local } from "../staff/state";
import { strip, visitTags } from "../staff/strip";
import { transferBanner } from "../staff/transfer";
import { writtenTalk } from "../staff/writing";
import { headset } from "./headset";
import type { DeskActs, DeskState } from "./state";

export function talk(state: DeskState, act: DeskActs, view: StaffView): TemplateResult {
  const { t } = state;
  const people = remotePeople(state, view);
  const beside = customerBeside(state, view);
  const asking = view.private?.why === "asking";
  const held = onHold(view);
  const screens = sharedScreens(state, people);
  const large = shownLarge(people, view.pair);
  const duo = large.size > 0;
  const hatches = repeat(people, (person) => person.id, (person) => personHatch(state, view, person, large.has(person.id)));
  return html`<main class="mid">
    <div class="vh">
      <div>
        <h1>${view.service_name === null ? t.offer.inquiry : local(state, view.service_name)}</h1>
        <p class="soft">${beside === null ? whereAndHow(state, view) : `${t.visit.inFront} · ${t.languages[view.language]}`}</p>
      </div>
      ${visitTags(state, view)}
    </div>
    ${asking ? privacy(state, act, view) : nothing} ${held ? html`${holdBanner(state, view)}${besideHold(state, act, view)}` : nothing}
    ${transferBanner(state, act, view)} ${noteBanner(state)} ${pairChoice(state, act, view)}
    <div class="pair ${asking || held ? "af" : "vis2"}">
      ${screens.length > 0 ? withScreens(screens, hatches, duo) : html`<div class="people n${Math.min(people.length, 4)} ${duo ? "duo" : ""}">
        ${people.length === 0
          ? html`<p class="lead soft none">${calling(state, view) ?? (state.hadCompany ? t.visit.aloneAgain : t.visit.alone)}</p>`
          : hatches}
      </div>`}
      <div class="col">
        ${writtenTalk(state, view)}
        ${(asking || held) && beside !== null ? customerSees(state, beside, held) : ownHatch(state, false)}
        ${ownTrouble(state, view)} ${beside === null || asking || held ? nothing : seats(state, view, beside)}
      </div>
    </div>
    ${strip(state, act, view)}
  </main>`;
}

/** The sign stands only when the customer's pages have reported it; until then the talk does not begin. */
function privacy(state: DeskState, act: DeskActs, view: StaffView): TemplateResult {
  const { t } = state;
  const inside = ownCircle(view) === "aside";
  const asked = remotePeople(state, view).filter((person) => person.circle === "aside");
  const names = asked.map((person) => shortName(state, person)).join(", ");
  const lead = !view.private_reported
    ? t.privacy.closingLead
    : [t.privacy.signLead(names), inside && state.headset === true ? t.privacy.withHeadset : ""].join(" ");
  return html`<div class="banner warn priv">
      ${icon("lock")}
      <div><b>${view.private_reported ? t.privacy.sign : t.privacy.closing}</b>${lead}</div>
      <span class="tag num push-right">${t.minutesAndSeconds((view.private?.for_seconds ?? 0) + state.viewAge)}</span>
    </div>
    ${inside && customerBeside(state, view) !== null ? earphones(state, act) : nothing}`;
}

/** On hold the customer sits beside all the same, and staff who talk on must not be heard. */
function besideHold(state: DeskState, act: DeskActs, view: StaffView): TemplateResult | typeof nothing {
  return customerBeside(state, view) === null || remotePeople(state, view).length === 0 ? nothing : earphones(state, act);
}

/** The customer sits in the same room: what the laptop plays must stay in the clerk's ear. */
function earphones(state: DeskState, act: DeskActs): TemplateResult | typeof nothing {
  if (state.headset === null) return html`<div class="panel asked large">${headset(state, act)}</div>`;
  if (state.headset) return nothing;
  return banner({
    kind: "bad",
    icon: "ear",
    bold: state.t.privacy.hushed,
    action: html`<button type="button" class="btn primary push-right" @click=${() => act.answerHeadset(true)}>
      ${state.t.privacy.headsetInUse}
    </button>`,
  });
}

function customerSees(state: DeskState, customer: PersonView, held: boolean): TemplateResult {
  const { t } = state;
  const sees = hasScreen(customer)
    ? html`<b>${t.privacy.customerSees}</b><span>”${held ? t.hold.sentence : t.privacy.sentence}”</span>`
    : html`<span>${t.audioEnd.notOpen}</span>`;
  return html`<div class="hatch cust" role="group" aria-label=${t.audioEnd.screenTitle}>
    <div class="opening">
      <div class="shutter half" aria-hidden="true"></div>
      <div class="sees">${sees}</div>
    </div>
    <div class="sill">
      <span class="who"><b>${t.customer}</b><span>${t.audioEnd.screenTitle}</span></span>
      ${light({ state: "idle", word: t.privacy.paused })}
    </div>
  </div>`;
}

function hasScreen(customer: PersonView): boolean {
  return customer.seats.some((seat) => seat.lost_for === null);
}

/** Where the sound of this desk goes: one desk is one audio end. */
function seats(state: DeskState, view: StaffView, customer: PersonView): TemplateResult {
  const { t } = state;
  const seen = remotePeople(state, view).filter((person) => person.circle === "main");
  const shows = !hasScreen(customer)
    ? t.audioEnd.notOpen
    : seen.length === 0
      ? t.audioEnd.showsNobody
      : t.audioEnd.shows(seen.map((person) => shortName(state, person)).join(", "));
  return html`<section class="seat2">
    <h2>${icon("screen")}${t.audioEnd.screenTitle}</h2>
    <p>${shows}</p>
    <h2>${icon(view.sounding ? "mic" : "sound")}${t.audioEnd.title}</h2>
    <p><b>${view.sounding ? t.audioEnd.laptop : t.audioEnd.screen}</b> ${view.sounding ? t.audioEnd.laptopLead : t.audioEnd.screenLead}</p>
  </section>`;
}
