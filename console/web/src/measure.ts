/** What getStats tells of a link: the report of quality, and whether the line is weak. */

import type { Line } from "./giving-way";
import type { Link } from "./link";
import type { LinkQuality } from "./protocol";

const WEAK_LOSS = 0.05;
const WEAK_RTT = 0.6;

interface Totals {
  readonly connection: RTCPeerConnection;
  readonly packets: number;
  readonly lost: number;
  readonly frames: number;
}

/** Entries of getStats that are used here (W3C webrtc-stats). */
interface Entry extends RTCStats {
  readonly kind?: string;
  readonly mid?: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly concealedSamples?: number;
  readonly totalSamplesReceived?: number;
  readonly freezeCount?: number;
  readonly framesDecoded?: number;
  readonly selectedCandidatePairId?: string;
  readonly currentRoundTripTime?: number;
  readonly localCandidateId?: string;
  readonly candidateType?: string;
  readonly availableOutgoingBitrate?: number;
  readonly bytesSent?: number;
  readonly targetBitrate?: number;
  readonly fractionLost?: number;
  readonly roundTripTime?: number;
}

const sentBefore = new WeakMap<RTCPeerConnection, { readonly octets: number; readonly at: number }>();

/** What the way out over that link has been like since this was asked last; null: there is no connection, or it was not asked. */
export async function lineOf(link: Link): Promise<Line | null> {
  const pc = link.playing?.pc;
  const stats = await entries(link);
  if (pc === undefined || stats === null) return null;
  const told = [...stats.values()].find(({ type, kind }) => type === "remote-inbound-rtp" && kind === "audio");
  const pair = selectedPair(stats);
  const before = sentBefore.get(pc);
  const now = { octets: pair?.bytesSent ?? 0, at: performance.now() };
  sentBefore.set(pc, now);
  if (before === undefined || now.at <= before.at) return null;
  return {
    available: pair?.availableOutgoingBitrate ?? null,
    sent: Math.max(0, ((now.octets - before.octets) * 8_000) / (now.at - before.at)),
    loss: told?.fractionLost ?? null,
    speech: [...stats.values()].find(({ type, kind }) => type === "outbound-rtp" && kind === "audio")?.targetBitrate ?? null,
    rtt: pair?.currentRoundTripTime ?? told?.roundTripTime ?? null,
  };
}

export class Measure {
  readonly #before = new Map<string, Totals>();

  /** One report of each link that has a connection; call it every 5 s. Sets `weak` of each. */
  async report(links: readonly Link[]): Promise<LinkQuality[]> {
    const reports = await Promise.all(links.map((link) => this.#one(link).catch(() => null)));
    const known = new Set(links.map((link) => link.id));
    for (const id of this.#before.keys()) if (!known.has(id)) this.#before.delete(id);
    return reports.filter((report) => report !== null);
  }

  async #one(link: Link): Promise<LinkQuality | null> {
    const connection = link.playing;
    if (!connection) return null;
    const stats = await entries(link);
    if (stats === null) return null;
    const inbound = [...stats.values()].filter(({ type }) => type === "inbound-rtp");
    const sound = inbound.find(({ kind }) => kind === "audio");
    const pictures = inbound.filter(({ kind }) => kind === "video");
    const pair = selectedPair(stats);
    const rtt = pair?.currentRoundTripTime;

    const totals: Totals = {
      connection: connection.pc,
      packets: sound?.packetsReceived ?? 0,
      lost: Math.max(0, sound?.packetsLost ?? 0),
      frames: sum(pictures, ({ framesDecoded }) => framesDecoded),
    };
    const last = this.#before.get(link.id);
    const before = last?.connection === connection.pc ? last : { packets: 0, lost: 0, frames: 0 };
    this.#before.set(link.id, totals);
    const packets = totals.packets - before.packets;
    const lost = Math.max(0, totals.lost - before.lost);
    link.weak = (packets > 0 && lost / (packets + lost) > WEAK_LOSS) || (rtt ?? 0) > WEAK_RTT;
    return {
      link: link.id,
      attempt: connection.attempt,
      received: packets > 0 || totals.frames > before.frames,
      sound_packets: totals.packets,
      sound_lost: totals.lost,
      concealed_samples: Math.max(0, sound?.concealedSamples ?? 0),
      total_samples: Math.max(0, sound?.totalSamplesReceived ?? 0),
      freezes: sum(pictures, ({ freezeCount }) => freezeCount),
      frames: totals.frames,
      rtt_ms: rtt === undefined ? null : Math.min(100_000, rtt * 1000),
      relayed: stats.get(pair?.localCandidateId ?? "")?.candidateType === "relay",
    };
  }
}

type Entries = ReadonlyMap<string, Entry>;

async function entries(link: Link): Promise<Entries | null> {
  const report = await link.playing?.pc.getStats();
  return report ? new Map(report as unknown as Iterable<[string, Entry]>) : null;
}

function selectedPair(stats: Entries): Entry | undefined {
  const transport = [...stats.values()].find(({ type }) => type === "transport");
  return stats.get(transport?.selectedCandidatePairId ?? "");
}

function sum(entries: readonly Entry[], value: (entry: Entry) => number | undefined): number {
  return entries.reduce((total, entry) => total + (value(entry) ?? 0), 0);
}
