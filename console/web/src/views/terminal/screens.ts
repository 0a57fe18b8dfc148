/** Which screen follows from the state: the visit first, then the menus, then the hatch at rest. */

import { after, needsTelling, over } from "./after";
import { card } from "./card";
import { outOfOrder, starting, takenOver, unknownPlace } from "./closed";
import { idle } from "./idle";
import { interrupted } from "./interrupted";
import { need } from "./need";
import type { Screen, TerminalActions, TerminalState } from "./state";
import { visit } from "./visit";
import { waiting } from "./waiting";

/** `awayFrom`: since when, as a clock says it, the server has been away for so long that the hatch is out of order. */
export function screenOf(s: TerminalState, act: TerminalActions, awayFrom: string | null): Screen {
  const { menu, view } = s;
  if (s.takenOver) return takenOver(s, act);
  if (s.unknown) return unknownPlace(s, act);
  if (s.interrupted && view) return interrupted(s, act);
  if (view?.audience === "waiting") return waiting(s, view, act);
  if (view?.audience === "customer") return visit(s, view, act);
  if (menu.at === "need") return need(s, menu, act);
  if (menu.at === "card") {
    const chosen = s.catalogue?.cards.find(({ service }) => service === menu.service);
    if (chosen) return card(s, chosen, act);
  }
  if (view?.audience === "after") return after(s, view, act);
  if (s.ended !== null && needsTelling(s.ended)) return over(s, s.ended, act);
  if (!s.you) return starting(s, act);
  return awayFrom === null ? idle(s, act) : outOfOrder(s, act, awayFrom);
}
