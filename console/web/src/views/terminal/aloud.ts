/** **Lue ääneen**: says a screen when it has changed, with the voice that the terminal has for that language. */

import type { Language } from "../../protocol";

const VOICES: Readonly<Record<Language, string>> = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };

export class ReadAloud {
  #said = "";

  /** Says the headings, sentences and buttons of that screen, once. */
  read(page: HTMLElement, language: Language, screen: string): void {
    const key = `${language}/${screen}/${page.querySelector("h1")?.textContent ?? ""}`;
    if (key === this.#said) return;
    this.#said = key;
    speechSynthesis.cancel();
    const parts = page.querySelectorAll<HTMLElement>("main h1, main h2, main p, main label, main button, .controls button");
    const text = [...parts].map((part) => part.innerText.trim()).filter(Boolean).join(". ");
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = VOICES[language];
    speechSynthesis.speak(utterance);
  }

  stop(): void {
    if (this.#said === "") return;
    this.#said = "";
    speechSynthesis.cancel();
  }
}
