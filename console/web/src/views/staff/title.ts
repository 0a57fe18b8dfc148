/** What the browser's tab says: an offer first, then the visit, then the line. */

import { inVisit, local, rung, type StaffState } from "./state";

export function title(state: StaffState): string {
  const { t } = state;
  const offered = rung(state);
  if (offered !== null) return t.offer.titleBar(offered.service_name === null ? t.offer.inquiry : local(state, offered.service_name));
  const visit = inVisit(state);
  if (visit?.service_name === null) return `${t.offer.inquiry} · ${t.product}`;
  if (visit !== null) return `${local(state, visit.service_name)}, ${visit.place} · ${t.product}`;
  const waiting = state.board?.line.length ?? 0;
  return state.onShift && waiting > 0 ? `(${waiting}) ${t.line.title} · ${t.product}` : `${state.you?.name ?? t.product} · ${t.product}`;
}
