/** Addresses of the drawings in this folder, by name without the ending. */
export const art: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(import.meta.glob<string>("./*.svg", { eager: true, query: "?url", import: "default" })).map(
    ([path, url]) => [path.slice("./".length, -".svg".length), url],
  ),
);
