/** One need: what to bring, who answers, what is kept of it (nothing), whether one is seen and heard, and **Soita**. */

import { html, nothing, type TemplateResult } from "lit-html";
import { banner } from "../../components/banner";
import { icon } from "../../components/icon";
import { meter } from "../../components/meter";
import { ownPicture } from "../../components/own-picture";
import { press } from "../../components/press";
import { local } from "../../i18n/language";
import type { ServiceCard } from "../../protocol";
import { tools, topWithBack } from "./frame";
import type { Screen, TerminalActions, TerminalState } from "./state";

export function card(s: TerminalState, service: ServiceCard, act: TerminalActions): Screen {
  const { t, language } = s;
  return {
    name: "one",
    content: html`${topWithBack(s, act)}
      <main>
        <div class="ttl">
          <h1>${service.unsure ? t.need.unsure : local(service.name, language)}</h1>
          <p class="lead" id="about-service">
            ${local(service.answered_by, language)}
            ${service.open && !service.on_shift
              ? t.card.nobody
              : html`<span class="nb">${service.open ? wait(s, service) : whenOpen(s, service)}</span>`}
          </p>
          ${service.kind === "digital_support" ? html`<p class="guide">${icon("screen")}<span>${t.card.guide}</span></p>` : nothing}
        </div>
        ${bring(s, service)} ${camera(s)}
        <section class="privacy sec">
          <h2>${t.card.privacy}</h2>
          ${t.card.privacyLines.map((line) => html`<p>${line}</p> `)}
        </section>
        <div class="answer">
          ${s.restoring ? banner({ kind: "info", icon: "net", bold: s.t.restoring }) : nothing}
          ${s.restoring && s.calling
            ? html`<button class="btn" @click=${press(() => act.menus.cancelCall())}>${icon("end")}${t.waiting.cancel}</button>`
            : nothing}
          ${s.callFailed ? banner({ kind: "warn", icon: "alert", bold: local(s.callFailed, language) }) : nothing}
          <button
            class="btn primary huge call"
            aria-describedby="about-service"
            ?disabled=${!service.open}
            @click=${press(() => act.menus.call())}
          >
            ${icon("phone")}${s.calling ? t.card.calling : t.card.call}
          </button>
        </div>
      </main>
      ${tools(s, act)}`,
  };
}

function wait(s: TerminalState, service: ServiceCard): string {
  if (service.in_line === 0) return s.t.card.noLine;
  return service.estimate ? s.t.card.waitNow(s.t.range(service.estimate)) : "";
}

function whenOpen(s: TerminalState, service: ServiceCard): string {
  const hours = s.t.card.hours(local(service.hours, s.language));
  return `${s.t.card.closed} ${service.opens ? `${s.t.need.opens(local(service.opens, s.language))}.` : hours}`;
}

function bring(s: TerminalState, service: ServiceCard): TemplateResult | typeof nothing {
  if (service.papers.length + service.links.length === 0) return nothing;
  return html`<section class="sec bring">
    <h2>${s.t.card.bring}</h2>
    <ul class="points">
      ${service.papers.map((paper) => html`<li>${icon("paper")}<span>${local(paper, s.language)}</span></li>`)}
      ${service.links.length === 0 ? nothing : html`<li>${icon("globe")}<span>${s.t.card.online} ${addresses(s, service)}</span></li>`}
    </ul>
  </section>`;
}

/** To be read and written down: nothing here leads away from the hatch. */
function addresses(s: TerminalState, service: ServiceCard): TemplateResult[] {
  return service.links.map(({ name, address }, index) => {
    const called = local(name, s.language);
    const said = called.toLowerCase() === address ? html`<span class="nb">${called}</span>` : html`${called}, <span class="nb">${address}</span>`;
    return html`${index === 0 ? nothing : " · "}${said}`;
  });
}

function camera(s: TerminalState): TemplateResult {
  const { devices, t } = s;
  const state = devices.states.camera;
  const light = ({
    off: { state: "idle", word: t.card.cameraOpening },
    opening: { state: "idle", word: t.card.cameraOpening },
    on: { state: "ok", word: t.card.cameraWorks },
    denied: { state: "gone", word: t.card.cameraMissing },
    missing: { state: "gone", word: t.card.cameraMissing },
  } as const)[state];
  const deaf = devices.states.microphone === "missing" || devices.states.microphone === "denied";
  return html`<section class="sec cam">
    ${ownPicture({
      track: devices.camera,
      label: t.ownPicture,
      word: t.card.seen,
      classes: "chk",
      light,
    })}
    <p class="hear">
      ${deaf
        ? html`${icon("micoff")}<span>${devices.camera ? t.card.microphoneMissing : t.card.bothMissing}</span>`
        : html`${meter(s.level)}<span>${t.card.speak} ${s.heard ? html`<b>${t.card.heard}</b>` : nothing}</span>`}
    </p>
  </section>`;
}
