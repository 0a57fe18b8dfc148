/** This page's screen, or a window of it, shown to the others: only while somebody wants it, and the browser says so too. */

import { Emitter } from "./events";

export interface ScreenShareEvents {
  changed: void;
}

/** Slow and sharp: pages and forms, not films. */
const FRAMES = 10;

export class ScreenShare extends Emitter<ScreenShareEvents> {
  track: MediaStreamTrack | null = null;
  /** Each start and stop makes the browser's earlier answer void. */
  #wish = 0;

  /** Whether this browser can. */
  get possible(): boolean {
    return typeof navigator.mediaDevices?.getDisplayMedia === "function";
  }

  /** Asks what to share; call it in a press. Who thinks better of it shares nothing. */
  async start(): Promise<void> {
    const wish = ++this.#wish;
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: FRAMES } }, audio: false });
      const [track] = stream.getVideoTracks();
      if (track === undefined) return;
      if (wish !== this.#wish) return track.stop();
      track.contentHint = "detail";
      track.onended = () => this.stop();
      this.track = track;
      this.emit("changed", undefined);
    } catch {
      // The browser's own question was closed, or it may not ask: there is nothing to share.
    }
  }

  stop(): void {
    this.#wish += 1;
    if (this.track === null) return;
    this.track.onended = null;
    this.track.stop();
    this.track = null;
    this.emit("changed", undefined);
  }
}
