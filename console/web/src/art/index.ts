/** Addresses of the drawings in this folder, by name without the ending. */
const art: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(import.meta.glob<string>("./*.svg", { eager: true, query: "?url", import: "default" })).map(
    ([path, url]) => [path.slice("./".length, -".svg".length), url],
  ),
);

/** The drawing of that place, by its short name; the service point's for a place without one. */
export function placePicture(place: string): string {
  return art[place] ?? art["service-point"] ?? "";
}
