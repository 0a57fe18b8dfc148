/**
 * What staff have pressed and the server does not know yet, kept on this device: it outlives a reload or a crash of the page.
 *
 * Ids, codes and times alone; nothing of a resident's words or of a talk. A place's page keeps nothing.
 */

import type { Action } from "./protocol";

const DATABASE = "etaluukku";
const TABLE = "facts";
const AT_MOST = 200;

/** True in the page and what cannot conflict: somebody has left, ended, rated, given an outcome. */
export type FactAction = Extract<
  Action,
  { do: "leave" | "end_visit" | "cancel" | "finish" | "rate" | "wiped" | "give_outcome" | "rate_as_staff" }
>;

const FACTS: ReadonlySet<Action["do"]> = new Set<FactAction["do"]>([
  "leave", "end_visit", "cancel", "finish", "rate", "wiped", "give_outcome", "rate_as_staff",
]);

export function isFact(action: Action): action is FactAction {
  return FACTS.has(action.do);
}

export interface KeptFact {
  /** The command's own id: sent again it gets the same answer. */
  readonly id: string;
  readonly person: string;
  readonly action: FactAction;
  /** By this device's clock; only how long ago that is is ever told. */
  readonly pressedAt: number;
}

export interface KeptFacts {
  keep(fact: KeptFact): Promise<void>;
  drop(id: string): Promise<void>;
  /** Of this person, in the order in which they were pressed. */
  of(person: string): Promise<readonly KeptFact[]>;
}

/** In IndexedDB. Where a browser has none, or refuses it, nothing is kept and nothing else changes. */
export class FactsOnDevice implements KeptFacts {
  #opened: Promise<IDBDatabase> | null = null;

  async keep(fact: KeptFact): Promise<void> {
    await this.#run("readwrite", (table) => table.put(fact));
  }

  async drop(id: string): Promise<void> {
    await this.#run("readwrite", (table) => table.delete(id));
  }

  async of(person: string): Promise<readonly KeptFact[]> {
    const all = (await this.#run("readonly", (table) => table.getAll() as IDBRequest<KeptFact[]>)) ?? [];
    return all
      .filter((fact) => fact.person === person)
      .sort((one, other) => one.pressedAt - other.pressedAt)
      .slice(-AT_MOST);
  }

  async #run<T>(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
    try {
      const database = await (this.#opened ??= open());
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(TABLE, mode, { durability: "strict" });
        const request = work(transaction.objectStore(TABLE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
      });
    } catch {
      return null;
    }
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no database"));
  });
}
