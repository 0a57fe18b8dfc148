/** People, places and views that the tests speak of. */

import type { Circle, Colleague, LocalText, Part, PersonView, RungView, ServiceCard, StaffView } from "../src/protocol";

export const text = (fi: string, sv = fi, en = fi): LocalText => ({ fi, sv, en });

export const person = (id: string, name: string, part: Part = "specialist", circle: Circle = "main"): PersonView => ({
  id,
  name,
  unit: part === "customer" ? text("Lavia") : text(`${name}n yksikkö`),
  part,
  circle,
  seats: [{ id: `${id}.seat`, lost_for: null, sound: true, camera: true, sharing: false, signing: false }],
});

const visit = { visit: "v", version: 1, seat: "s", service: "vero", service_name: text("Verotus"), service_kind: "service", off: [], links: [] } as const;

export const inVisit = (change: Partial<StaffView> = {}): StaffView => ({
  ...visit,
  audience: "staff",
  kind: "desk",
  you: "me",
  host: "me",
  place: "Palvelupiste",
  language: "fi",
  stage: "serving",
  people: [person("me", "clerk", "host"), person("c", "", "customer")],
  invitations: [],
  pair: null,
  refusal: null,
  private: null,
  private_reported: false,
  hold_by: null,
  sounding: true,
  for_seconds: 0,
  matter: 0,
  note: null,
  ...change,
});

export const rung = (offer: string): RungView => ({
  ...visit,
  audience: "rung",
  kind: "terminal",
  offer,
  purpose: "serve",
  reason: "longest_idle",
  place: "Lavia",
  language: "fi",
  for_seconds: 0,
  ringing_for: 0,
  silent: false,
  asked_by: null,
  note: null,
});

export const colleague = (name: string, change: Partial<Colleague> = {}): Colleague => ({
  person: name,
  name,
  unit: text("Verohallinto", "Skatteförvaltningen", "Tax Administration"),
  services: ["vero"],
  languages: ["fi"],
  part: "specialist",
  state: "free",
  ...change,
});

export const card = (service: string, name: LocalText, change: Partial<ServiceCard> = {}): ServiceCard => ({
  service,
  kind: "service",
  group: "raha",
  name,
  words: text(""),
  search_words: [],
  unit: text(""),
  answered_by: text(""),
  papers: [],
  links: [],
  languages: ["fi"],
  open: true,
  opens: null,
  hours: text(""),
  estimate: null,
  in_line: 0,
  on_shift: true,
  unsure: false,
  ...change,
});
