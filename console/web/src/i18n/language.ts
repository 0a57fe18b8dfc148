import type { Language, LocalText } from "../protocol";

export const LANGUAGES: readonly Language[] = ["fi", "sv", "en"];

/** The text in that language. */
export const local = (text: LocalText, language: Language): string => text[language];

/** A language by its own name, as its button says it. */
export const ownName: Readonly<Record<Language, string>> = { fi: "Suomi", sv: "Svenska", en: "English" };
