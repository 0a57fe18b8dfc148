// While `window.thin` is true a page measures a line that carries sound alone, whatever the line is.
(() => {
  window.thin = false;
  const ask = RTCPeerConnection.prototype.getStats;
  RTCPeerConnection.prototype.getStats = async function (...args) {
    const report = await ask.apply(this, args);
    if (!window.thin) return report;
    const thin = (entry) => (entry.type === "candidate-pair" ? { ...entry, availableOutgoingBitrate: 20_000 } : entry);
    return new Map([...report].map(([id, entry]) => [id, thin(entry)]));
  };
})();
