/** What is said when a picture gives way to sound on a thin line, or is back. That the own one is not seen stands on the screen. */

export interface ThinLineTexts {
  readonly heardOnly: (name: string) => string;
  readonly seenAgain: (name: string) => string;
  readonly shownAgain: string;
}

export interface Shown {
  /** Of the seat. */
  readonly id: string;
  readonly name: string;
  readonly soundOnly: boolean;
}

export class ThinLine {
  #before = new Map<string, boolean>();
  #unseen = false;

  /** Null: nothing that has to be said. Who comes and goes is told elsewhere. */
  changed(others: readonly Shown[], unseen: boolean, t: ThinLineTexts): string | null {
    const said = others
      .filter(({ id, soundOnly }) => soundOnly !== (this.#before.get(id) ?? false))
      .map(({ name, soundOnly }) => (soundOnly ? t.heardOnly(name) : t.seenAgain(name)));
    if (this.#unseen && !unseen && others.length > 0) said.push(t.shownAgain);
    this.#before = new Map(others.map(({ id, soundOnly }) => [id, soundOnly]));
    this.#unseen = unseen;
    return said.length === 0 ? null : said.join(" ");
  }
}
