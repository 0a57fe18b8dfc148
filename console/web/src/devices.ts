/**
 * This page's own camera and microphone. Either may be missing or taken away at any moment; the other goes on, and what
 * was lost is taken again when it is back.
 */

import { Emitter } from "./events";

export type DeviceKind = "camera" | "microphone";

/** `off`: not asked for. `denied`: the browser or the person said no. `missing`: there is none, or it does not start. */
export type DeviceState = "off" | "opening" | "on" | "denied" | "missing";

export interface DeviceChoices {
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
}

export interface DevicesEvents {
  changed: void;
}

export interface DevicesOptions {
  /** Sound as the microphone gives it, for measurements. */
  readonly raw: boolean;
  /** Where the chosen devices are remembered: staff pages only, and nothing but their ids. */
  readonly storage: Storage | null;
}

export type ChoiceKind = DeviceKind | "speaker";

export class Devices extends Emitter<DevicesEvents> {
  camera: MediaStreamTrack | null = null;
  microphone: MediaStreamTrack | null = null;
  readonly states: Record<DeviceKind, DeviceState> = { camera: "off", microphone: "off" };
  choices: DeviceChoices = { cameras: [], microphones: [], speakers: [] };

  readonly #options: DevicesOptions;
  readonly #wanted = new Set<DeviceKind>();
  readonly #muted = new Set<DeviceKind>();
  #hushed = false;
  #motion: "motion" | "" = "";
  #opening: Promise<void> = Promise.resolve();
  #meter: Meter | null = null;

  constructor(options: DevicesOptions) {
    super();
    this.#options = options;
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.#devicesChanged());
    void this.#list().then(() => this.emit("changed", undefined));
    for (const kind of ["camera", "microphone"] as const) void this.#watchPermission(kind);
  }

  /** Opens those, as far as they are there; resolves when it is known how each one stands. */
  open(kinds: readonly DeviceKind[] = ["camera", "microphone"]): Promise<void> {
    for (const kind of kinds) this.#wanted.add(kind);
    return this.#open();
  }

  /** Asks once more, also while the browser's question still stands unanswered: call it in a press. */
  retry(): Promise<void> {
    this.#opening = Promise.resolve();
    return this.#open();
  }

  /** Lets go of those: their lights go out. */
  close(kinds: readonly DeviceKind[] = ["camera", "microphone"]): void {
    for (const kind of kinds) {
      this.#wanted.delete(kind);
      this.#drop(kind);
      this.states[kind] = "off";
    }
    this.emit("changed", undefined);
  }

  /** **Mikrofoni**, **Kamera**: a muted microphone sends silence, a camera that is off sends nothing. */
  setOn(kind: DeviceKind, on: boolean): void {
    if (on) this.#muted.delete(kind);
    else this.#muted.add(kind);
    this.#enable(kind);
    this.emit("changed", undefined);
  }

  /** The microphone sends silence, whether it is on or not. */
  hush(hushed: boolean): void {
    this.#hushed = hushed;
    this.#enable("microphone");
  }

  /** Somebody may be signing: where the line is thin the camera's picture gets coarser, and goes on moving. */
  keepMotion(keep: boolean): void {
    this.#motion = keep ? "motion" : "";
    if (this.camera) this.camera.contentHint = this.#motion;
  }

  isOn(kind: DeviceKind): boolean {
    return !this.#muted.has(kind);
  }

  /** Whether there is one to use, as far as is known: open, or not opened yet and plugged in. */
  has(kind: DeviceKind): boolean {
    if (this[kind]) return true;
    const plugged = kind === "camera" ? this.choices.cameras : this.choices.microphones;
    return this.states[kind] !== "denied" && this.states[kind] !== "missing" && plugged.length > 0;
  }

  /** What may be sent now in the picture's slot. */
  get picture(): MediaStreamTrack | null {
    return this.isOn("camera") ? this.camera : null;
  }

  /** How loud the microphone is now, 0 to 1. */
  level(): number {
    return this.#meter?.level() ?? 0;
  }

  chosen(kind: ChoiceKind): string {
    return this.#options.storage?.getItem(`device.${kind}`) ?? "";
  }

  /** Takes that device from now on; empty: whichever the browser prefers. */
  async choose(kind: ChoiceKind, device: string): Promise<void> {
    if (device) this.#options.storage?.setItem(`device.${kind}`, device);
    else this.#options.storage?.removeItem(`device.${kind}`);
    if (kind !== "speaker" && this.#wanted.has(kind)) {
      this.#drop(kind);
      await this.#open();
    }
    this.emit("changed", undefined);
  }

  #open(): Promise<void> {
    this.#opening = this.#opening.then(async () => {
      const needed = [...this.#wanted].filter((kind) => !this[kind]);
      if (needed.length === 0) return;
      for (const kind of needed) this.states[kind] = "opening";
      this.emit("changed", undefined);
      // One question to the person if both can be had; one at a time if one of them cannot.
      if (needed.length === 1 || !(await this.#take(needed))) {
        for (const kind of needed) await this.#take([kind]);
      }
      await this.#list();
      this.emit("changed", undefined);
    });
    return this.#opening;
  }

  async #take(kinds: readonly DeviceKind[]): Promise<boolean> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        ...(kinds.includes("camera") ? { video: this.#pictureConstraints() } : {}),
        ...(kinds.includes("microphone") ? { audio: this.#soundConstraints() } : {}),
      });
      for (const track of stream.getTracks()) this.#keep(track.kind === "video" ? "camera" : "microphone", track);
      return true;
    } catch (error) {
      const denied = error instanceof DOMException && error.name === "NotAllowedError";
      if (kinds.length === 1) for (const kind of kinds) this.states[kind] = denied ? "denied" : "missing";
      return false;
    }
  }

  #keep(kind: DeviceKind, track: MediaStreamTrack): void {
    if (!this.#wanted.has(kind) || this[kind]) return track.stop();
    this[kind] = track;
    this.states[kind] = "on";
    if (kind === "camera") track.contentHint = this.#motion;
    this.#enable(kind);
    track.onended = () => {
      if (this[kind] !== track) return;
      this.#drop(kind);
      this.states[kind] = "missing";
      this.emit("changed", undefined);
      void this.#open();
    };
    if (kind === "microphone") this.#meter = new Meter(track);
  }

  #enable(kind: DeviceKind): void {
    const track = this[kind];
    if (track) track.enabled = this.isOn(kind) && !(kind === "microphone" && this.#hushed);
  }

  #drop(kind: DeviceKind): void {
    const track = this[kind];
    this[kind] = null;
    if (track) {
      track.onended = null;
      track.stop();
    }
    if (kind === "microphone") {
      this.#meter?.close();
      this.#meter = null;
    }
  }

  /** Something was plugged in or out: take what is wanted and missing, and go back to the device that was chosen. */
  async #devicesChanged(): Promise<void> {
    await this.#list();
    for (const kind of this.#wanted) {
      const chosen = this.chosen(kind);
      const back = [...this.choices.cameras, ...this.choices.microphones].some(({ deviceId }) => deviceId === chosen);
      if (this[kind] && back && this[kind].getSettings().deviceId !== chosen) this.#drop(kind);
    }
    await this.#open();
    this.emit("changed", undefined);
  }

  /** A permission that is given later, in the browser's own settings, is used at once. */
  async #watchPermission(kind: DeviceKind): Promise<void> {
    const status = await navigator.permissions?.query({ name: kind }).catch(() => null);
    status?.addEventListener("change", () => {
      if (status.state === "granted" && this.#wanted.has(kind)) void this.retry();
    });
  }

  async #list(): Promise<void> {
    const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind): MediaDeviceInfo[] => all.filter((device) => device.kind === kind);
    this.choices = { cameras: of("videoinput"), microphones: of("audioinput"), speakers: of("audiooutput") };
  }

  #pictureConstraints(): MediaTrackConstraints {
    const chosen = this.chosen("camera");
    return {
      width: { ideal: 640 },
      height: { ideal: 480 },
      frameRate: { ideal: 30 },
      ...(chosen ? { deviceId: { ideal: chosen } } : {}),
    };
  }

  #soundConstraints(): MediaTrackConstraints {
    const chosen = this.chosen("microphone");
    const help = !this.#options.raw;
    return {
      echoCancellation: help,
      noiseSuppression: help,
      autoGainControl: help,
      ...(chosen ? { deviceId: { ideal: chosen } } : {}),
    };
  }
}

/** How loud a track is. */
class Meter {
  readonly #context = new AudioContext();
  readonly #analyser = this.#context.createAnalyser();
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(track: MediaStreamTrack) {
    this.#analyser.fftSize = 1024;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
    void this.#context.resume();
  }

  /** 0 is silence (−60 dB and less), 1 as loud as can be. */
  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    return power > 0 ? Math.min(1, Math.max(0, (10 * Math.log10(power) + 60) / 50)) : 0;
  }

  close(): void {
    void this.#context.close().catch(() => undefined);
  }
}
