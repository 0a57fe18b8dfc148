/** Search as people type: every word must begin some word of what is searched, accents and case aside. */

export function matches(words: string, texts: readonly string[]): boolean {
  const asked = pieces(words);
  if (asked.length === 0) return true;
  const there = texts.flatMap(pieces);
  return asked.every((piece) => there.some((word) => word.startsWith(piece)));
}

function pieces(text: string): string[] {
  return text
    .toLocaleLowerCase("fi")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((piece) => piece !== "");
}
