/** What is said around a written talk, on every page. */

import type { Language } from "../protocol";

export interface WritingTexts {
  readonly write: string;
  readonly title: string;
  readonly field: string;
  readonly nobody: string;
  readonly lost: string;
  readonly received: (name: string) => string;
  readonly sent: string;
  readonly begun: (name: string) => string;
}

export const writing: Readonly<Record<Language, WritingTexts>> = {
  fi: {
    write: "Kirjoita",
    title: "Kirjoitettu keskustelu",
    field: "Kirjoita viesti",
    nobody: "Kukaan ei voi lukea juuri nyt.",
    lost: "tästä puuttuu tekstiä",
    received: (name: string) => `${name} kirjoitti`,
    sent: "Sinä kirjoitit",
    begun: (name: string) => `${name} kirjoittaa sinulle.`,
  },
  sv: {
    write: "Skriv",
    title: "Skrivet samtal",
    field: "Skriv ett meddelande",
    nobody: "Ingen kan läsa just nu.",
    lost: "text saknas här",
    received: (name) => `${name} skrev`,
    sent: "Du skrev",
    begun: (name) => `${name} skriver till dig.`,
  },
  en: {
    write: "Write",
    title: "Written conversation",
    field: "Write a message",
    nobody: "Nobody can read it right now.",
    lost: "text is missing here",
    received: (name) => `${name} wrote`,
    sent: "You wrote",
    begun: (name) => `${name} is writing to you.`,
  },
};
