import type { Language } from "../protocol";
import { terminalEn } from "./terminal.en";
import { terminalFi, type TerminalTexts } from "./terminal.fi";
import { terminalSv } from "./terminal.sv";

export type { TerminalTexts } from "./terminal.fi";

export const terminalTexts: Readonly<Record<Language, TerminalTexts>> = {
  fi: terminalFi,
  sv: terminalSv,
  en: terminalEn,
};
