// A camera or a microphone that can be pulled out and plugged in, as the page would see it.
(() => {
  const devices = navigator.mediaDevices;
  if (!devices) return;
  const out = new Set();
  const open = { audio: new Set(), video: new Set() };
  const kinds = { audioinput: "audio", videoinput: "video" };

  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => {
    for (const kind of out) if (wanted[kind]) throw new DOMException("Requested device not found", "NotFoundError");
    const stream = await ask(wanted);
    for (const track of stream.getTracks()) open[track.kind].add(track);
    return stream;
  };
  const list = devices.enumerateDevices.bind(devices);
  devices.enumerateDevices = async () => (await list()).filter(({ kind }) => !out.has(kinds[kind]));

  window.unplug = (kind) => {
    out.add(kind);
    for (const track of open[kind]) {
      if (track.readyState === "ended") continue;
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
    open[kind].clear();
    devices.dispatchEvent(new Event("devicechange"));
  };
  window.plugIn = (kind) => {
    out.delete(kind);
    devices.dispatchEvent(new Event("devicechange"));
  };
})();
