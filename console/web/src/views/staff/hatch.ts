/** People as staff see them: somebody in the visit, and this page's own picture. */

import type { TemplateResult } from "lit-html";
import { hatch } from "../../components/hatch";
import type { Light } from "../../components/light";
import { ownPicture } from "../../components/own-picture";
import type { SharedScreen } from "../../components/shared-screen";
import type { LinkState } from "../../link";
import type { Player } from "../../players";
import type { PersonView, StaffView } from "../../protocol";
import { ownCircle, shortName, shownSeat } from "./people";
import type { StaffState } from "./state";

/** Who is in another circle stands behind a half shutter: neither of the two sees or hears the other. */
export function personHatch(state: StaffState, view: StaffView, person: PersonView, large = false): TemplateResult {
  const { t } = state;
  const seat = shownSeat(view, person);
  const player = seat === null ? null : state.player(seat.id);
  const together = person.circle === ownCircle(view) && person.circle !== "none";
  const lost = seat === null || seat.lost_for !== null;
  const picture = together && (seat?.camera ?? false) && (player?.picture ?? false);
  const nothing = together && seat !== null && state.nothingArrives(seat.id, picture && arrived(player));
  return hatch({
    name: shortName(state, person),
    unit: person.unit[state.language],
    part: person.part === "interpreter" ? t.interpreter : "",
    video: player?.video ?? null,
    picture,
    without: seat?.camera === false ? (nothing && !view.off.includes("text") ? t.visit.onlyText : t.visit.noPicture) : player?.soundOnly ? t.visit.thinLine : "",
    light: together || lost ? light(state, lost ? "cut" : (player?.state ?? "opening"), nothing, seat?.camera === false || player?.soundOnly) : { state: "idle", word: t.privacy.paused },
    speaking: together && !lost && ((player?.speaking ?? false) || (seat?.signing ?? false)),
    shutter: together ? "up" : "half",
    classes: `${lost ? "cut" : ""} ${large ? "large" : ""}`,
  });
}

/** The screens that may be shown of everybody's. */
export function sharedScreens(state: StaffState, people: readonly PersonView[]): readonly SharedScreen[] {
  return people.flatMap((person) =>
    person.seats.flatMap(({ id, sharing }) => {
      const video = sharing ? (state.player(id)?.screen ?? null) : null;
      return video === null ? [] : [{ word: state.t.visit.sharedScreen, whose: shortName(state, person), video }];
    }),
  );
}

export function ownHatch(state: StaffState, withLight: boolean): TemplateResult {
  const { t, devices } = state;
  return ownPicture({
    track: devices.cameraOn ? devices.picture : null,
    label: t.ownPicture,
    word: t.you,
    light: withLight ? light(state, state.line === "open" ? "good" : "cut") : null,
  });
}

/** A frame of it has come. */
function arrived(player: Player | null): boolean {
  return (player?.video?.videoWidth ?? 0) > 0;
}

function light(state: StaffState, link: LinkState, nothing = false, soundOnly = false): Light {
  const { t } = state;
  if (nothing && (link === "good" || link === "weak")) return { state: "weak", word: t.light.nothing };
  switch (link) {
    case "good":
      return soundOnly ? { state: "weak", word: t.light.soundOnly } : { state: "ok", word: t.light.good };
    case "weak":
      return { state: "weak", word: soundOnly ? t.light.soundOnly : t.light.weak };
    case "opening":
      return { state: "idle", word: t.light.opening };
    case "cut":
      return { state: "gone", word: t.light.gone };
  }
}
