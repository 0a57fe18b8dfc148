/** Whom a customer sees: each person of staff in a hatch, with the light of their connection. */

import { html, nothing, svg, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { hatch } from "../components/hatch";
import { withScreens, type SharedScreen } from "../components/shared-screen";
import type { Light } from "../components/light";
import { local } from "../i18n/language";
import type { TerminalTexts } from "../i18n/terminal";
import type { Links } from "../links";
import type { Player, Players } from "../players";
import type { Language, LinkView, PersonView } from "../protocol";
import { nothingArrives } from "./arrivals";
import { shownLarge, type Pair } from "./pair";

export interface PeopleProps {
  readonly t: TerminalTexts;
  readonly language: Language;
  readonly players: Players;
  readonly links: Links;
}

/** The player of that person's seat, if a link leads there. */
export function playerOf(person: PersonView, players: Players): Player | null {
  for (const { id } of person.seats) {
    const player = players.of(id);
    if (player) return player;
  }
  return null;
}

/** Those of them who are somewhere else: a link leads to a seat of theirs. Who sits beside needs no picture. */
export function remotePeople(people: readonly PersonView[], links: readonly LinkView[]): PersonView[] {
  const seats = new Set(links.map(({ seat }) => seat));
  return people.filter((person) => person.seats.some(({ id }) => seats.has(id)));
}

export function isCut(person: PersonView, players: Players): boolean {
  const lost = person.seats.length > 0 && person.seats.every(({ lost_for }) => lost_for !== null);
  return lost || playerOf(person, players)?.state === "cut";
}

export function personHatch(props: PeopleProps, person: PersonView, classes = "", inside?: unknown): TemplateResult {
  const { language, players } = props;
  const player = playerOf(person, players);
  const camera = person.seats.some((seat) => seat.camera);
  const picture = (player?.picture ?? false) && camera;
  return hatch({
    name: person.name,
    unit: local(person.unit, language),
    part: person.part === "interpreter" ? props.t.interpreter : "",
    video: player?.video ?? null,
    picture,
    without: !camera ? props.t.visit.noPicture : player?.soundOnly ? props.t.visit.thinLine : "",
    light: lightOf(props, person, player, picture),
    speaking: ((player?.speaking ?? false) || person.seats.some(({ signing }) => signing)) && player?.state !== "cut",
    classes,
    inside,
  });
}

export function peopleGrid(props: PeopleProps, people: readonly PersonView[], pair: Pair): TemplateResult {
  const large = shownLarge(people, pair);
  const hatches = repeat(people, ({ id }) => id, (person) => personHatch(props, person, large.has(person.id) ? "large" : ""));
  const screens = people.flatMap((person) => sharedBy(props, person));
  const duo = large.size > 0;
  if (screens.length > 0) return withScreens(screens, hatches, duo);
  return html`<div class=${`people n${people.length} ${duo ? "duo" : ""}`}>${hatches}</div>`;
}

function sharedBy({ t, players }: PeopleProps, { name, seats }: PersonView): readonly SharedScreen[] {
  return seats.flatMap(({ id, sharing }) => {
    const video = sharing ? (players.of(id)?.screen ?? null) : null;
    return video === null ? [] : [{ word: t.visit.sharedScreen, whose: name, video }];
  });
}

/** The hatches of those who are away for a moment; of nobody known: the adviser's. `talk`: they talk with each other. */
export function allHalfShut(props: PeopleProps, people: readonly PersonView[], talk: boolean): TemplateResult {
  if (people.length < 2) return halfShut(props, people[0] ?? null, talk);
  return html`<div class=${`people n${people.length}`}>
    ${repeat(people, ({ id }) => id, (person) => halfShut(props, person, talk))}
  </div>`;
}

/** Half a shutter, and under it two who talk. */
function halfShut(props: PeopleProps, person: PersonView | null, talk: boolean): TemplateResult {
  return hatch({
    name: person?.name ?? props.t.visit.adviser,
    unit: person ? local(person.unit, props.language) : "",
    video: null,
    picture: false,
    light: { state: "idle", word: props.t.light.soon },
    shutter: "half",
    classes: "main half",
    inside: talk ? html`<div class="under">${twoTalking}</div>` : nothing,
  });
}

const twoTalking = svg`<svg viewBox="0 0 420 250" aria-hidden="true" class="bub"><rect x="20" y="30" width="190" height="120" rx="26" fill="#0F5563"/><path d="M70 148v46l52-46z" fill="#0F5563"/><rect x="200" y="84" width="200" height="110" rx="26" fill="#F5B83D"/><path d="M350 192v42l-52-42z" fill="#F5B83D"/><g fill="#fff"><circle cx="76" cy="90" r="11"/><circle cx="115" cy="90" r="11"/><circle cx="154" cy="90" r="11"/></g><path d="M240 124h120M240 154h80" stroke="#14272D" stroke-width="9" stroke-linecap="round"/></svg>`;

function lightOf(props: PeopleProps, person: PersonView, player: Player | null, picture: boolean): Light {
  const { t, players, links } = props;
  if (isCut(person, players)) return { state: "gone", word: t.light.cut };
  if (!player || player.state === "opening") return { state: "idle", word: t.light.opening };
  const shown = picture && (player.video?.videoWidth ?? 0) > 0;
  if (person.seats.some(({ id }) => nothingArrives(links, id, shown))) return { state: "weak", word: t.light.nothing };
  if (player.soundOnly) return { state: "weak", word: t.visit.soundOnly };
  if (player.state === "weak") return { state: "weak", word: t.light.weak };
  return picture ? { state: "ok", word: t.light.ok } : { state: "weak", word: t.visit.soundOnly };
}
