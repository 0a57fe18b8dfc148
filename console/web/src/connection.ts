/**
 * One RTCPeerConnection between two pages, with every slot that it will ever have.
 *
 * The first offer names sound, picture, second picture and the channels for text and papers; there is no second offer.
 * What is sent is decided by `replaceTrack` alone, so a slot opens and closes without a word to the other end.
 */

import { Encoding } from "./encoding";
import { SIZE_FIRST, SPEECH, type Step } from "./giving-way";

export type Slot = "sound" | "picture" | "second_picture";

export const SLOTS: readonly Slot[] = ["sound", "picture", "second_picture"];

const SILENCE_WITHIN = 500;
/** Milliseconds without sound after which pictures are looked for. */
const SILENT = 1_000;
const FIRST_SMALLER_BY = 2;
/** Between them, so that pictures of one arrival do not all grow at the same moment. */
const SMALL_FOR = { least: 1_500, most: 3_500 };
/** Sound goes before the picture in every queue. */
const SOUND = { priority: "high", networkPriority: "high" } as const;
/**
 * Where packets are counted, Chromium takes their heads (44 octets, 50 times a second) off what is allowed: 24 kbit/s are left for speech.
 * Where they are not, all of it is speech, which is seen in its figures: the page then allows less.
 */
const ALLOWED = { first: 41_600, least: 6_000, most: 64_000 };
const NEAR = 2_000;
const SETTLES = 1_500;
const USUAL_HEIGHT = 480;
const REFUSED_CODECS = new Set(["audio/pcmu", "audio/pcma", "audio/g722"]);

/** What is used here of received sound (W3C webrtc-stats). */
interface Heard {
  readonly packetsReceived?: number;
  readonly lastPacketReceivedTimestamp?: number;
  readonly totalAudioEnergy?: number;
  readonly totalSamplesDuration?: number;
}

export interface ConnectionHandlers {
  candidate(candidate: RTCIceCandidateInit | null): void;
  changed(): void;
  /** The channel of text has opened or closed. */
  textChanged(): void;
  text(from: RTCDataChannel, data: unknown): void;
}

export class Connection {
  readonly attempt: number;
  readonly startedAt = performance.now();
  connectedAt: number | null = null;
  /** When the connection was seen cut by ICE; null while it is not. */
  cutAt: number | null = null;
  /** Sound packets received so far, and when the last one came. */
  soundPackets = 0;
  flowedAt: number | null = null;
  /** When the last packet of a picture came, as far as it was looked for: only while there is no sound. */
  seenAt = -Infinity;
  /** How loud the other end was between the last two counts: root mean square, 0 to 1. */
  level = 0;
  /** The offer that this connection answers, to tell it from a newer one of the same attempt. */
  offered = "";

  readonly pc: RTCPeerConnection;
  /** Real-time text (RFC 8865). */
  readonly text: RTCDataChannel;
  readonly #handlers: ConnectionHandlers;
  readonly #early: RTCIceCandidateInit[] = [];
  readonly #encodings = new Map<Slot, Encoding>();
  /** Slots whose picture still begins small. */
  readonly #small = new Set<Slot>(["picture", "second_picture"]);
  #step: Step | null = SIZE_FIRST[0] ?? null;
  #allowed = ALLOWED.first;
  #allowedAt = 0;
  #speech = SPEECH.usual;
  #held: (RTCIceCandidateInit | null)[] | null = [];
  #heard: Heard = {};
  #closed = false;

  constructor(attempt: number, iceServers: RTCIceServer[], handlers: ConnectionHandlers) {
    this.attempt = attempt;
    this.#handlers = handlers;
    this.pc = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
    // Agreed on beforehand, so that both ends have them without a message.
    this.text = this.pc.createDataChannel("text", { negotiated: true, id: 1, protocol: "t140", ordered: true });
    this.text.binaryType = "arraybuffer";
    this.text.onmessage = ({ data }) => handlers.text(this.text, data);
    this.text.onopen = this.text.onclose = () => handlers.textChanged();
    this.pc.createDataChannel("paper", { negotiated: true, id: 3, ordered: true });
    this.pc.onicecandidate = ({ candidate }) => {
      const found = candidate?.toJSON() ?? null;
      if (this.#held) this.#held.push(found);
      else handlers.candidate(found);
    };
    this.pc.onconnectionstatechange = () => this.#stateChanged();
  }

  get closed(): boolean {
    return this.#closed || this.pc.connectionState === "closed";
  }

  get failed(): boolean {
    return this.#closed || this.pc.connectionState === "failed" || this.pc.connectionState === "closed";
  }

  get connected(): boolean {
    return this.connectedAt !== null;
  }

  /** The offer with every slot, for the other end. */
  async offer(): Promise<string> {
    // The first stream keeps lips and voice together; a shown screen has no voice of its own.
    const talk = new MediaStream();
    const shown = new MediaStream();
    this.pc.addTransceiver("audio", { direction: "sendrecv", streams: [talk] });
    this.pc.addTransceiver("video", { direction: "sendrecv", streams: [talk] });
    this.pc.addTransceiver("video", { direction: "sendrecv", streams: [shown] });
    this.#preferCodecs();
    return this.describe();
  }

  /** Takes the offer; slots exist from then on, and `describe` gives the answer. */
  async take(sdp: string): Promise<void> {
    this.offered = sdp;
    await this.pc.setRemoteDescription({ type: "offer", sdp });
    const talk = new MediaStream();
    for (const [index, transceiver] of this.pc.getTransceivers().entries()) {
      transceiver.direction = "sendrecv";
      transceiver.sender.setStreams(index < 2 ? talk : new MediaStream());
    }
    this.#preferCodecs();
    this.#addEarly();
  }

  /** The description of this end, for the other. */
  async describe(): Promise<string> {
    await this.pc.setLocalDescription();
    this.#encoding("sound")?.wish({ ...SOUND, maxBitrate: this.#allowed });
    this.#shape("picture");
    this.#shape("second_picture");
    return this.pc.localDescription?.sdp ?? "";
  }

  /** The other end's answer to our offer. */
  async accept(sdp: string): Promise<void> {
    if (this.pc.signalingState !== "have-local-offer") return;
    await this.pc.setRemoteDescription({ type: "answer", sdp });
    this.#addEarly();
  }

  /** Candidates found before the description was sent go after it. */
  described(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const candidate of held) this.#handlers.candidate(candidate);
  }

  /** A candidate of the other end; kept until its description is known. */
  add(candidate: RTCIceCandidateInit): void {
    if (!this.pc.remoteDescription) this.#early.push(candidate);
    else void this.pc.addIceCandidate(candidate).catch(() => undefined);
  }

  /** Sends that track in that slot. Never rejects: a closed connection sends nothing anyway. */
  async send(slot: Slot, track: MediaStreamTrack | null): Promise<void> {
    const sender = this.#transceiver(slot)?.sender;
    if (!sender || sender.track === track) return;
    try {
      await sender.replaceTrack(track);
    } catch {
      // Closed, or of the wrong kind; `silence` makes sure of silence.
    }
    if (slot === "sound") return;
    this.#small.add(slot);
    this.#shape(slot);
    const later = SMALL_FOR.least + Math.random() * (SMALL_FOR.most - SMALL_FOR.least);
    if (track) setTimeout(() => sender.track === track && this.#grow(slot), later);
  }

  /** Sends the camera's picture at most as that step says; null: not at all. */
  fit(step: Step | null): void {
    if (this.#step === step) return;
    this.#step = step;
    this.#shape("picture");
  }

  /** Nothing is sent in that slot any more, or the connection is closed. */
  async silence(slot: Slot): Promise<void> {
    const sender = this.#transceiver(slot)?.sender;
    if (!sender?.track) return;
    const late = new Promise<void>((resolve) => setTimeout(resolve, SILENCE_WITHIN));
    await Promise.race([this.send(slot, null), late]);
    if (sender.track) this.close();
  }

  /** What arrives in that slot, live or not. */
  received(slot: Slot): MediaStreamTrack | null {
    return this.#transceiver(slot)?.receiver.track ?? null;
  }

  /** Counts received sound and how loud it was. */
  async count(now: number): Promise<void> {
    const receiver = this.#transceiver("sound")?.receiver;
    if (!receiver || this.closed) return;
    const report = await receiver.getStats();
    for (const heard of report.values() as Iterable<RTCStats & Heard>) {
      if (heard.type !== "inbound-rtp") continue;
      const packets = heard.packetsReceived ?? 0;
      this.level = packets > this.soundPackets ? loudness(this.#heard, heard) : 0;
      this.#heard = heard;
      if (packets > this.soundPackets) this.flowedAt = now - age(heard);
      this.soundPackets = packets;
    }
    if (this.flowedAt !== null && now - this.flowedAt > SILENT) this.seenAt = await this.#lastPicture(now);
  }

  async #lastPicture(now: number): Promise<number> {
    const report = await this.#transceiver("picture")?.receiver.getStats();
    const seen = [...((report?.values() ?? []) as Iterable<RTCStats & Heard>)].filter(({ type }) => type === "inbound-rtp");
    return Math.max(-Infinity, ...seen.filter(({ lastPacketReceivedTimestamp: at }) => at !== undefined).map((one) => now - age(one)));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.pc.onicecandidate = null;
    this.pc.onconnectionstatechange = null;
    this.text.onmessage = this.text.onopen = this.text.onclose = null;
    this.pc.close();
  }

  /** Speech is to be encoded with so many bits a second; `now` is what the browser says that it uses. */
  speak(wanted: number, now: number | null): void {
    const at = performance.now();
    const asked = wanted - this.#speech;
    if (asked === 0 && (now === null || Math.abs(now - wanted) <= NEAR || at - this.#allowedAt < SETTLES)) return;
    this.#allowedAt = at;
    this.#speech = wanted;
    // Half of what is amiss: a browser that begins to take heads off just then must not be left with next to nothing.
    const more = asked !== 0 ? asked : (wanted - (now ?? wanted)) / 2;
    this.#allowed = Math.min(ALLOWED.most, Math.max(ALLOWED.least, this.#allowed + more));
    this.#encoding("sound")?.wish({ maxBitrate: this.#allowed });
  }

  #grow(slot: Slot): void {
    this.#small.delete(slot);
    this.#shape(slot);
  }

  /**
   * Every picture begins small: a browser that does not know the line yet drops the first frames that seem too large for it, and the
   * other end would wait for one that is not. After that the camera's is as the line lets it be.
   */
  #shape(slot: Slot): void {
    const first = this.#small.has(slot) ? FIRST_SMALLER_BY : 1;
    if (slot === "second_picture") return this.#encoding(slot)?.wish({ scaleResolutionDownBy: first });
    const step = this.#step;
    const height = this.#transceiver(slot)?.sender.track?.getSettings().height ?? USUAL_HEIGHT;
    this.#encoding(slot)?.wish({
      active: step !== null,
      scaleResolutionDownBy: Math.max(first, height / (step?.height ?? height)),
      ...(step === null ? {} : { maxBitrate: step.bitrate, maxFramerate: step.frames }),
    });
  }

  #encoding(slot: Slot): Encoding | undefined {
    const sender = this.#transceiver(slot)?.sender;
    if (sender && !this.#encodings.has(slot)) this.#encodings.set(slot, new Encoding(sender));
    return this.#encodings.get(slot);
  }

  #transceiver(slot: Slot): RTCRtpTransceiver | undefined {
    return this.pc.getTransceivers()[SLOTS.indexOf(slot)];
  }

  #addEarly(): void {
    for (const candidate of this.#early.splice(0)) void this.pc.addIceCandidate(candidate).catch(() => undefined);
  }

  #stateChanged(): void {
    const state = this.pc.connectionState;
    if (state === "connected") {
      this.connectedAt ??= performance.now();
      this.cutAt = null;
    } else if (state === "disconnected" || state === "failed") {
      this.cutAt ??= performance.now();
    }
    this.#handlers.changed();
  }

  /** Redundant sound first (RFC 2198), then Opus; narrow-band codecs are not spoken (EN 301 549, 6.1). */
  #preferCodecs(): void {
    const known = RTCRtpReceiver.getCapabilities("audio")?.codecs ?? [];
    const spoken = known.filter((codec) => !REFUSED_CODECS.has(codec.mimeType.toLowerCase()));
    const rank = (codec: RTCRtpCodec): number =>
      ["audio/red", "audio/opus"].findIndex((type) => type === codec.mimeType.toLowerCase()) >>> 0;
    spoken.sort((a, b) => rank(a) - rank(b));
    this.#transceiver("sound")?.setCodecPreferences(spoken);
  }
}

/** Milliseconds since the newest packet of what was counted. */
function age({ timestamp, lastPacketReceivedTimestamp = timestamp }: RTCStats & Heard): number {
  return Math.max(0, timestamp - lastPacketReceivedTimestamp);
}

/** Root mean square of what was heard between two counts (W3C webrtc-stats, totalAudioEnergy). */
function loudness(before: Heard, now: Heard): number {
  const energy = (now.totalAudioEnergy ?? 0) - (before.totalAudioEnergy ?? 0);
  const seconds = (now.totalSamplesDuration ?? 0) - (before.totalSamplesDuration ?? 0);
  return seconds > 0 ? Math.sqrt(Math.max(0, energy) / seconds) : 0;
}
