/**
 * When this page's camera and microphone are open: while it is rung or in a visit, and for a while when somebody looks
 * at them. Not for the whole shift.
 */

import type { DeviceKind, DeviceState, Devices } from "../../devices";
import type { Players } from "../../players";
import type { SetDevices } from "../../protocol";
import { ScreenShare } from "../../screen-share";
import type { Cues } from "../../sound";
import type { DeviceChoice, Finding, OwnDevices as Snapshot } from "./state";

/** Seconds that the own picture is shown after the shift began or somebody asked for it. */
const SELF_FOR = 30;
/** Seconds without permission to sound after which it is called blocked: a browser takes a moment to grant it. */
const BLOCKED_AFTER = 2;

export class OwnDevices {
  choosing = false;
  /** This page's person says that they sign. */
  signing = false;
  readonly share = new ScreenShare();
  readonly #devices: Devices;
  readonly #players: Players;
  readonly #cues: Cues;
  readonly #found: Record<DeviceKind, Finding> = { camera: "unknown", microphone: "unknown" };
  #selfLeft = 0;
  #inUse = false;
  #silentFor = 0;
  #open = false;
  #silenced = false;

  constructor(devices: Devices, players: Players, cues: Cues) {
    this.#devices = devices;
    this.#players = players;
    this.#cues = cues;
    devices.on("changed", () => this.#note());
  }

  get selfShown(): boolean {
    return this.#selfLeft > 0 || this.choosing;
  }

  get soundBlocked(): boolean {
    return this.#players.blocked || this.#silentFor >= BLOCKED_AFTER;
  }

  /** Rung or in a visit. */
  use(inUse: boolean): void {
    this.#inUse = inUse;
    this.#decide();
  }

  showSelf(): void {
    this.#selfLeft = SELF_FOR;
    this.#decide();
  }

  hideSelf(): void {
    this.#selfLeft = 0;
    this.choosing = false;
    this.#decide();
  }

  toggleChoosing(): void {
    this.choosing = !this.choosing;
    if (!this.choosing) this.#selfLeft = 0;
    this.#decide();
  }

  /** What there is, without opening it or asking anybody. */
  async pluggedIn(): Promise<{ camera: boolean; microphone: boolean }> {
    const found = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    const has = (kind: MediaDeviceKind): boolean => found.some((device) => device.kind === kind);
    return { camera: has("videoinput"), microphone: has("audioinput") };
  }

  /** **Mikrofoni**, **Kamera**. What is missing is looked for again. */
  toggle(kind: DeviceKind): void {
    const devices = this.#devices;
    if (settled(devices.states[kind]) && devices[kind] === null) {
      devices.setOn(kind, true);
      void devices.open([kind]);
    } else {
      devices.setOn(kind, !devices.isOn(kind));
    }
  }

  /** Nobody begins a visit muted, or signing, because of the last one. */
  unmute(): void {
    this.signing = false;
    this.#devices.setOn("microphone", true);
    if (this.#silenced) this.#devices.setOn("camera", true);
    this.#silenced = false;
  }

  /** Whoever was away does not know who sees and hears them now: they say so themselves. */
  silence(): void {
    this.#silenced ||= this.#devices.isOn("camera");
    this.#devices.setOn("microphone", false);
    this.#devices.setOn("camera", false);
    this.share.stop();
  }

  /** In a press of the person's: from then on the page may sound. */
  async allowSound(): Promise<void> {
    await Promise.all([this.#cues.allow(), this.#players.play()]);
    this.#silentFor = 0;
  }

  /** Once a second; `sounds`: this page is to be heard now. */
  beat(sounds: boolean): void {
    if (this.#selfLeft > 0) {
      this.#selfLeft -= 1;
      if (this.#selfLeft === 0) this.#decide();
    }
    this.#silentFor = sounds && !this.#cues.allowed ? this.#silentFor + 1 : 0;
  }

  async choose(kind: DeviceKind | "speaker", id: string): Promise<void> {
    await this.#devices.choose(kind, id);
    if (kind === "speaker") this.routeSound();
  }

  /** Talk and cues come out of the chosen loudspeaker. */
  routeSound(): void {
    const speaker = this.#devices.chosen("speaker");
    this.#players.setOutput(speaker);
    if (speaker !== "") void this.#cues.setOutput(speaker);
  }

  /** What the server is told of this page; null: not known yet. */
  report(): SetDevices | null {
    const { camera, microphone } = this.#devices.states;
    if (!settled(camera) || !settled(microphone)) return null;
    return { do: "set_devices", sound: microphone === "on", camera: camera === "on" && this.#devices.isOn("camera"), sharing: this.share.track !== null, signing: this.signing };
  }

  snapshot(): Snapshot {
    const devices = this.#devices;
    const { cameras, microphones, speakers } = devices.choices;
    return {
      picture: devices.picture,
      camera: this.#found.camera,
      microphone: this.#found.microphone,
      soundBlocked: this.soundBlocked,
      level: this.selfShown ? devices.level() : 0,
      hushed: false,
      sharing: this.share.track !== null,
      signing: this.signing,
      canShare: this.share.possible,
      cameraOn: devices.isOn("camera") && there(this.#found.camera),
      microphoneOn: devices.isOn("microphone") && there(this.#found.microphone),
      cameras: named(cameras),
      microphones: named(microphones),
      speakers: named(speakers),
      chosenCamera: devices.chosen("camera"),
      chosenMicrophone: devices.chosen("microphone"),
      chosenSpeaker: devices.chosen("speaker"),
    };
  }

  #decide(): void {
    const open = this.#inUse || this.selfShown;
    if (open === this.#open) return;
    this.#open = open;
    if (open) void this.#devices.open();
    else this.#devices.close();
  }

  /** What was found stays known while the devices are closed. */
  #note(): void {
    for (const kind of ["camera", "microphone"] as const) {
      const state = this.#devices.states[kind];
      if (state === "on") this.#found[kind] = "works";
      if (state === "denied" || state === "missing") this.#found[kind] = state;
    }
  }
}

function settled(state: DeviceState): boolean {
  return state === "on" || state === "denied" || state === "missing";
}

function there(found: Finding): boolean {
  return found !== "missing" && found !== "denied";
}

function named(devices: readonly MediaDeviceInfo[]): readonly DeviceChoice[] {
  return devices
    .filter((device) => device.deviceId !== "" && device.deviceId !== "default")
    .map((device) => ({ id: device.deviceId, label: device.label }));
}
