// What a page really gets and plays, seen from inside it: peer connections, media elements, the sound they would make.
(() => {
  const connections = [];
  let context;
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

  // The moment the first sound packet came in, reckoned back from the newest one: they are 20 ms apart.
  const firstSound = async (receiver) => {
    for (const entry of (await receiver.getStats()).values())
      if (entry.type === "inbound-rtp" && entry.packetsReceived > 0)
        return entry.lastPacketReceivedTimestamp - (entry.packetsReceived - 1) * 20;
    return null;
  };

  // When sound came in, was to be heard, and a picture to be seen, over `count` of these connections. Nothing is asked of a
  // connection meanwhile: that would cost what is measured.
  const firstArrival = async (pcs, count) => {
    context ??= new AudioContext({ sampleRate: 48000 });
    await context.resume();
    const samples = new Float32Array(256);
    const ears = new Map();
    const came = { sound: null, heard: null, picture: null };
    const receivers = () => pcs.flatMap((pc) => pc.getReceivers());
    while (came.heard === null || came.picture === null) {
      const tracks = receivers().map((receiver) => receiver.track);
      for (const track of tracks) {
        if (track.kind !== "audio" || ears.has(track)) continue;
        const ear = new AnalyserNode(context, { fftSize: 256 });
        context.createMediaStreamSource(new MediaStream([track])).connect(ear);
        ears.set(track, ear);
      }
      const heard = [...ears.values()].filter((ear) => {
        ear.getFloatTimeDomainData(samples);
        return samples.some((sample) => sample !== 0);
      });
      const seen = elements().filter(
        (element) => element.readyState >= 2 && element.srcObject.getVideoTracks().some((track) => tracks.includes(track)),
      );
      if (came.heard === null && heard.length >= count) came.heard = now();
      if (came.picture === null && seen.length >= count) came.picture = now();
      await new Promise((done) => setTimeout(done, 4));
    }
    for (const ear of ears.values()) ear.disconnect();
    const ends = receivers().filter((receiver) => receiver.track.kind === "audio");
    const times = (await Promise.all(ends.map(firstSound))).filter((time) => time !== null);
    came.sound = times.sort((one, other) => one - other)[count - 1];
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

  const elements = () =>
    [...new Set([...played, ...document.querySelectorAll("audio, video")])].filter(
      (element) => element.srcObject instanceof MediaStream,
    );
  const audible = () => elements().filter((element) => !element.muted && !element.paused && element.volume > 0);

  const live = (tracks) => tracks.filter((track) => track?.readyState === "live" && track.enabled);
  const playing = () => live(audible().flatMap((element) => element.srcObject.getAudioTracks()));
  const speaking = () =>
    live(connections.flatMap((pc) => pc.getSenders().map(({ track }) => track)).filter((track) => track?.kind === "audio"));

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
      relayed: null,
      relay: null,
    };
    const stats = await pc.getStats();
    for (const entry of stats.values()) {
      if (entry.type === "transport") {
        const mine = stats.get(stats.get(entry.selectedCandidatePairId)?.localCandidateId);
        // What carries packets to the relay (udp, tcp, tls); false: they go straight.
        row.relayed = mine ? mine.candidateType === "relay" && mine.relayProtocol : null;
        row.relay = (row.relayed && mine.url) || null;
      }
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
  const sampling = setInterval(() => connections.forEach((pc) => pc.connectionState !== "closed" && sample(pc)), 250);

  const base64 = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  };

  window.probe = {
    // The tracks of sound that the page plays now, and those that it sends.
    playing,
    speaking,

    // All that the page's speakers would play, mixed: 16,384 samples at 48 kHz, base64 of float32.
    async listen() {
      context ??= new AudioContext({ sampleRate: 48000 });
      await context.resume();
      const analyser = new AnalyserNode(context, { fftSize: 16384 });
      const sources = playing().map((track) => context.createMediaStreamSource(new MediaStream([track])));
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

    // No figures by and by: they would cost what is measured.
    rest() {
      clearInterval(sampling);
    },

    views: () => views,
    presses: () => presses,

    // When the newest open connection got its first sound, once that was after `since`: milliseconds of the machine's clock.
    async sounded(since) {
      for (;;) {
        const pc = connections.findLast((candidate) => candidate.connectionState !== "closed");
        const receiver = pc?.getReceivers().find(({ track }) => track.kind === "audio");
        const first = receiver && (await firstSound(receiver));
        if (first > since) return first;
        await new Promise((done) => setTimeout(done, 20));
      }
    },

    // The longest time from `since` in which no sound came over any connection, once it has come steadily for `calm` milliseconds.
    async silence(since, calm) {
      let last = since;
      let steady = since;
      let longest = 0;
      while (steady + calm > now() || last + 300 < now()) {
        const receivers = connections.filter((pc) => pc.connectionState !== "closed").flatMap((pc) => pc.getReceivers());
        const reports = await Promise.all(receivers.filter(({ track }) => track.kind === "audio").map((one) => one.getStats()));
        const newest = reports.flatMap((report) => [...report.values()]).reduce(
          (latest, { type, lastPacketReceivedTimestamp: at }) => (type === "inbound-rtp" && at > latest ? at : latest),
          last,
        );
        longest = Math.max(longest, newest - last);
        if (newest - last > 300) steady = newest;
        last = newest;
        await new Promise((done) => setTimeout(done, 50));
      }
      return longest;
    },

    // When sound and picture of `count` others were there that were not there before.
    async arrival(count) {
      const live = connections.filter((pc) => pc.connectionState !== "closed");
      await Promise.all(live.map(sample));
      const silent = live.filter((pc) => (rows.get(pc)?.sound ?? 0) === 0);
      return firstArrival(silent, count);
    },

    // One of two bare peers that negotiate cold over a bare relay, both ways, with trickled candidates; their cameras are on
    // already. When it began (at the one that offers) and when sound and picture came.
    async barePeer(offers) {
      clearInterval(sampling);
      const stream = await devices.getUserMedia({ audio: true, video: { width: 640, height: 480 } });
      const relay = new NativeSocket(`ws://${location.host}/ws`);
      const say = (what) => relay.send(JSON.stringify(what));
      const element = document.createElement("video");
      document.body.append(element);
      let pc;
      const begin = () => {
        pc = new Native({ iceServers: [] });
        pc.onicecandidate = ({ candidate }) => candidate && say({ candidate });
        for (const track of stream.getTracks()) pc.addTrack(track, stream);
        pc.ontrack = ({ streams }) => {
          if (element.srcObject === streams[0]) return;
          element.srcObject = streams[0];
          element.play();
        };
        connections.push(pc);
        return firstArrival([pc], 1);
      };
      let begun = null;
      const came = await new Promise((arrived) => {
        relay.onmessage = async ({ data }) => {
          const { ready, description, candidate } = JSON.parse(data);
          if (ready && offers) {
            await new Promise((done) => setTimeout(done, 300));
            begun = now();
            arrived(begin());
            await pc.setLocalDescription();
            say({ description: pc.localDescription });
          } else if (description) {
            if (!pc) arrived(begin());
            await pc.setRemoteDescription(description);
            if (description.type === "offer") {
              await pc.setLocalDescription();
              say({ description: pc.localDescription });
            }
          } else if (candidate) await pc.addIceCandidate(candidate);
        };
      });
      return { begun, ...came };
    },


    storage() {
      return { local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie };
    },
  };
})();
