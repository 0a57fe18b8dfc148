/** The few characters of T.140 (ITU-T T.140, as RFC 8865 carries it) that mean something here, and what they act on. */

/** Erases the last character: one grapheme cluster (Unicode UAX #29). */
export const ERASE = "\u0008";
/** Ends the row. */
export const NEW_LINE = "\u2028";
/** Stands where text was lost. */
export const LOST = "\uFFFD";
/** Means nothing, and is not shown: with it a sender lets it be noticed that something before it is missing. */
export const NOTHING = "\uFEFF";

/** What a sender may write as an end of a row beside `NEW_LINE`. */
const LINE_ENDS = /\r\n|[\n\r\u0085\u2029]/gu;
/** Control characters, and the marks of T.140's sessions: nobody reads them. */
const UNREADABLE = /[\u0000-\u0007\u0009-\u001F\u007F-\u009F\uFEFF]/gu;

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The characters as a person counts them: "é" of two code points, and a flag, are one each. */
export function clusters(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** What is left of received or pasted text when every end of a row is `NEW_LINE` and nothing unreadable is in it. */
export function readable(text: string): string {
  return text.replace(LINE_ENDS, NEW_LINE).replace(/\t/gu, " ").replace(UNREADABLE, "");
}
