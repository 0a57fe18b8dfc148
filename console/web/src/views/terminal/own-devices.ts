/** This page's camera and microphone: on from the card to the end of the talk, and at no other time. */

import type { PageParts } from "../../begin";
import type { Memory } from "./memory";

const HEARD_ABOVE = 0.4;

export class OwnDevices {
  readonly #parts: PageParts;
  readonly #memory: Memory;
  #told = "";

  constructor(parts: PageParts, memory: Memory) {
    this.#parts = parts;
    this.#memory = memory;
  }

  /** The server has forgotten what it was told. */
  tellAnew(): void {
    this.#told = "";
  }

  /** Opens and closes them as the state wants, and tells the server what works. */
  use(): void {
    const { devices, signal } = this.#parts;
    const { menu, view, interrupted, takenOver, players } = this.#memory.state;
    const inVisit = !interrupted && (view?.audience === "waiting" || view?.audience === "customer");
    const seen = menu.at === "card" || inVisit;
    const open = devices.states.camera !== "off" || devices.states.microphone !== "off";
    if (seen && !takenOver && !open) void devices.open();
    if ((!seen || takenOver) && open) devices.close();
    const works = { sound: !players.blocked, camera: devices.has("camera"), sharing: false };
    if (!signal.health.connected || this.#told === JSON.stringify(works)) return;
    this.#told = JSON.stringify(works);
    void signal.command({ do: "set_devices", ...works });
  }

  /** Several times a second: on a card one sees that one is heard. */
  listen(): void {
    const { menu, heard } = this.#memory.state;
    if (menu.at !== "card") return;
    const level = this.#parts.devices.level();
    this.#memory.set({ level, heard: heard || level > HEARD_ABOVE });
  }
}
