// What a page sends and receives over each of its connections, for who measures a line.
(() => {
  const connections = [];
  const Before = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Before {
    constructor(...args) {
      super(...args);
      connections.push(this);
    }
  };

  const row = async (pc) => {
    const found = { sound: 0, lost: 0, discarded: 0, concealed: 0, samples: 0, height: 0, frames: 0, frozen: 0, speech: null, sent: 0, octets: 0, available: null, picture: false };
    const finger = (description) => /a=fingerprint:\S+ (\S+)/.exec(description?.sdp ?? "")?.[1] ?? null;
    const ends = { mine: finger(pc.localDescription), theirs: finger(pc.remoteDescription) };
    if (pc.connectionState === "closed") return { ...found, ...ends, open: false };
    const stats = [...(await pc.getStats()).values()];
    for (const entry of stats) {
      if (entry.type === "inbound-rtp" && entry.kind === "audio") {
        found.sound += entry.packetsReceived;
        found.lost += entry.packetsLost;
        found.discarded += entry.packetsDiscarded ?? 0;
        found.concealed += (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0);
        found.samples += entry.totalSamplesReceived ?? 0;
      } else if (entry.type === "inbound-rtp") {
        found.frames += entry.framesDecoded ?? 0;
        found.frozen += entry.totalFreezesDuration ?? 0;
        found.height = Math.max(found.height, entry.frameHeight ?? 0);
      } else if (entry.type === "outbound-rtp" && entry.kind === "audio") {
        found.speech = entry.targetBitrate ?? null;
        found.sent = entry.packetsSent;
        found.octets = entry.bytesSent;
      } else if (entry.type === "candidate-pair" && entry.availableOutgoingBitrate) found.available = entry.availableOutgoingBitrate;
    }
    const camera = pc.getSenders().find((sender) => sender.track?.kind === "video");
    const [encoding] = camera?.getParameters().encodings ?? [];
    found.picture = encoding ? encoding.active : false;
    return { ...found, ...ends, open: true };
  };

  window.line = { rows: () => Promise.all(connections.map(row)) };
})();
