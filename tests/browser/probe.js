// What a page really gets and plays, seen from inside it: peer connections, media elements, the sound they would make.
(() => {
  const connections = [];
  const played = new Set();

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args) {
      super(...args);
      this.descriptions = 0;
      this.messages = 0;
      connections.push(this);
      this.addEventListener("datachannel", (event) => this.#count(event.channel));
    }
    #count(channel) {
      channel.addEventListener("message", () => (this.messages += 1));
    }
    createDataChannel(...args) {
      const channel = super.createDataChannel(...args);
      this.#count(channel);
      return channel;
    }
    setLocalDescription(...args) {
      this.descriptions += 1;
      return super.setLocalDescription(...args);
    }
    setRemoteDescription(...args) {
      this.descriptions += 1;
      return super.setRemoteDescription(...args);
    }
  };

  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    played.add(this);
    return play.call(this);
  };

  // When the newest view of each audience came, and when a button was pressed: milliseconds of the machine's clock.
  const now = () => performance.timeOrigin + performance.now();
  const views = {};
  const presses = {};
  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", (event) => {
        const message = JSON.parse(event.data);
        if (message.type === "view") views[message.view?.audience ?? "none"] = now();
      });
    }
  };
  document.addEventListener(
    "click",
    (event) => {
      const name = event.target.closest?.("button")?.textContent.trim();
      if (name) presses[name] = now();
    },
    { capture: true },
  );

  // Reading the sources of a receiver costs nothing; asking for statistics would cost what is measured.
  const plays = (pc, kind) =>
    pc.getReceivers().some((r) => r.track.kind === kind && r.getSynchronizationSources().length > 0);
  const firstPlayed = async (waiting, count) => {
    const came = { sound: null, picture: null };
    while (came.sound === null || came.picture === null) {
      for (const [what, kind] of [["sound", "audio"], ["picture", "video"]]) {
        const there = waiting[what].filter((pc) => pc.connectionState !== "closed" && plays(pc, kind));
        if (came[what] === null && there.length >= count) came[what] = now();
      }
      await new Promise((done) => setTimeout(done, 4));
    }
    return came;
  };

  // Tones must arrive as they were made: the browser's speech filters take them for noise.
  const devices = navigator.mediaDevices;
  if (devices) {
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (wanted) => {
      const bare = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      const audio = wanted.audio ? { ...(wanted.audio === true ? {} : wanted.audio), ...bare } : wanted.audio;
      return ask({ ...wanted, audio });
    };
  }

  const audible = () =>
    [...new Set([...played, ...document.querySelectorAll("audio, video")])].filter(
      (element) => element.srcObject instanceof MediaStream && !element.muted && !element.paused && element.volume > 0,
    );

  // The last known figures of every connection, so that what a closed one received is not forgotten.
  const rows = new Map();
  const sample = async (pc) => {
    if (pc.connectionState === "closed" && rows.has(pc)) {
      rows.get(pc).state = "closed";
      return;
    }
    const row = {
      number: connections.indexOf(pc),
      state: pc.connectionState,
      descriptions: pc.descriptions,
      messages: pc.messages,
      mine: /a=fingerprint:\S+ (\S+)/.exec(pc.localDescription?.sdp ?? "")?.[1] ?? null,
      theirs: /a=fingerprint:\S+ (\S+)/.exec(pc.remoteDescription?.sdp ?? "")?.[1] ?? null,
      codecs: [],
      sound: 0,
      picture: 0,
      concealed: 0,
      silentConcealed: 0,
      samples: 0,
      freezes: 0,
      frames: 0,
    };
    for (const entry of (await pc.getStats()).values()) {
      if (entry.type === "codec") row.codecs.push(entry.mimeType);
      if (entry.type !== "inbound-rtp") continue;
      row[entry.kind === "audio" ? "sound" : "picture"] += entry.packetsReceived;
      row.concealed += entry.concealedSamples ?? 0;
      row.silentConcealed += entry.silentConcealedSamples ?? 0;
      row.samples += entry.totalSamplesReceived ?? 0;
      row.freezes += entry.freezeCount ?? 0;
      row.frames += entry.framesDecoded ?? 0;
    }
    rows.set(pc, row);
  };
  setInterval(() => window.sampling !== false && connections.forEach((pc) => pc.connectionState !== "closed" && sample(pc)), 250);

  const base64 = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  };

  let context;
  window.probe = {
    // All that the page's speakers would play, mixed: 16,384 samples at 48 kHz, base64 of float32.
    async listen() {
      context ??= new AudioContext({ sampleRate: 48000 });
      await context.resume();
      const analyser = new AnalyserNode(context, { fftSize: 16384 });
      const sources = audible()
        .flatMap((element) => element.srcObject.getAudioTracks())
        .filter((track) => track.readyState === "live" && track.enabled)
        .map((track) => context.createMediaStreamSource(new MediaStream([track])));
      for (const source of sources) source.connect(analyser);
      const begun = context.currentTime;
      while (context.currentTime < begun + 0.4) await new Promise((done) => setTimeout(done, 20));
      const samples = new Float32Array(16384);
      analyser.getFloatTimeDomainData(samples);
      for (const source of sources) source.disconnect();
      return base64(samples);
    },

    // The frame that the video of this figure shows now: 160×120 grey, base64, or null.
    look(name) {
      const figure = [...document.querySelectorAll("figure")].find((f) => f.getAttribute("aria-label") === name);
      const video = figure?.querySelector("video");
      if (!video || video.readyState < 2 || video.videoWidth === 0) return null;
      const canvas = new OffscreenCanvas(160, 120);
      const brush = canvas.getContext("2d");
      brush.drawImage(video, 0, 0, 160, 120);
      const pixels = brush.getImageData(0, 0, 160, 120).data;
      return base64(Uint8Array.from({ length: 160 * 120 }, (_, i) => pixels[i * 4 + 1]));
    },

    // One row a connection, closed ones as they were last seen.
    async connections() {
      await Promise.all(connections.map(sample));
      return connections.map((pc) => rows.get(pc));
    },

    // Breaks the oldest open connection as a dead path would: nothing of it arrives any more.
    breakOne() {
      const pc = connections.find((candidate) => candidate.connectionState === "connected");
      pc?.getTransceivers().forEach((transceiver) => transceiver.receiver.track.stop());
      pc?.close();
      return pc !== undefined;
    },

    views: () => views,
    presses: () => presses,

    // When sound and picture were first given out to be played, over `count` connections that had none of them before.
    async arrival(count) {
      const silent = (slot) => connections.filter((pc) => pc.connectionState !== "closed" && !plays(pc, slot));
      return firstPlayed({ sound: silent("audio"), picture: silent("video") }, count);
    },

    // Two bare peers in this page, negotiated cold, both ways: milliseconds until both play sound and picture.
    async barePeers() {
      const stream = await devices.getUserMedia({ audio: true, video: { width: 640, height: 480 } });
      const begun = now();
      const pair = [new Native({ iceServers: [] }), new Native({ iceServers: [] })];
      pair.forEach((pc, i) => {
        pc.onicecandidate = ({ candidate }) => candidate && pair[1 - i].addIceCandidate(candidate);
        for (const track of stream.getTracks()) pc.addTrack(track, stream);
        const element = document.createElement("video");
        element.muted = true;
        pc.ontrack = ({ streams }) => {
          if (element.srcObject === streams[0]) return;
          element.srcObject = streams[0];
          element.play();
        };
      });
      const played = firstPlayed({ sound: pair, picture: pair }, 2);
      await pair[0].setLocalDescription();
      await pair[1].setRemoteDescription(pair[0].localDescription);
      await pair[1].setLocalDescription();
      await pair[0].setRemoteDescription(pair[1].localDescription);
      const came = await played;
      for (const pc of pair) pc.close();
      for (const track of stream.getTracks()) track.stop();
      return { sound: came.sound - begun, picture: came.picture - begun };
    },

    storage() {
      return { local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie };
    },
  };
})();
