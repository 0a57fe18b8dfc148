// What this page plays and shows, kept piece by piece for tests/browser/score.py. Nothing runs before it is begun.
(() => {
  const RATE = 8000;
  const PIECE = RATE / 100;
  const OFTEN = 40; // ms between two looks for what the page plays now
  const SELDOM = 500; // ms between two looks at the mark in a picture
  const GREY = { width: 64, height: 32 };
  const now = () => performance.timeOrigin + performance.now();

  let watching = 0;
  let playing = new Set();
  let tapped = new Map();
  const shown = new Map();
  let numbers = 0;

  const base64 = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  };

  // 10 ms of sound as 80 samples. What the page does not play now is kept as silence, what it sends as it is.
  const tap = async (track, mine) => {
    const kept = { mine, at: [], samples: [] };
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 500 }).readable.getReader();
    tapped.set(track, { kept, reader });
    let sooner = Infinity;
    let whole = new Float32Array(0);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const { timestamp, numberOfFrames, sampleRate } = value;
      if (whole.length !== numberOfFrames) whole = new Float32Array(numberOfFrames);
      value.copyTo(whole, { planeIndex: 0, format: "f32-planar" });
      value.close();
      sooner = Math.min(sooner, now() - timestamp / 1000);
      const heard = mine || playing.has(track);
      const step = sampleRate / RATE;
      for (let begin = 0; begin + PIECE * step <= numberOfFrames; begin += PIECE * step) {
        const piece = new Int16Array(PIECE);
        for (let i = 0; heard && i < PIECE; i += 1) {
          let sum = 0;
          for (let k = 0; k < step; k += 1) sum += whole[begin + i * step + k];
          piece[i] = Math.max(-1, Math.min(1, sum / step)) * 32767;
        }
        kept.at.push(sooner + timestamp / 1000 + (begin / sampleRate) * 1000);
        kept.samples.push(piece);
      }
    }
  };

  const canvas = new OffscreenCanvas(GREY.width, GREY.height);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const grey = (video) => {
    brush.drawImage(video, 0, 0, GREY.width, GREY.height);
    const pixels = brush.getImageData(0, 0, GREY.width, GREY.height).data;
    return base64(Uint8Array.from({ length: GREY.width * GREY.height }, (_, i) => pixels[i * 4 + 1]));
  };

  // Each frame that is shown: when, which of the element's, how large; and now and then what mark it bears.
  const watch = (video) => {
    const kept = { number: (numbers += 1), frames: [], looks: [] };
    shown.set(video, kept);
    let looked = -Infinity;
    const next = (_at, { presentationTime, presentedFrames, width, height }) => {
      if (!watching) return;
      const at = performance.timeOrigin + presentationTime;
      kept.frames.push([at, presentedFrames, width, height]);
      if (at - looked >= SELDOM) {
        looked = at;
        kept.looks.push([at, grey(video)]);
      }
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  };

  const follow = () => {
    playing = new Set(window.probe.playing());
    for (const track of playing) if (!tapped.has(track)) tap(track, false);
    for (const track of window.probe.speaking()) if (!tapped.has(track)) tap(track, true);
    for (const video of document.querySelectorAll("video")) if (!shown.has(video) && video.srcObject) watch(video);
  };

  window.score = {
    begin() {
      if (watching) return;
      follow();
      watching = setInterval(follow, OFTEN);
    },

    // What has come since the last time; null where nothing was begun.
    take() {
      if (!watching) return null;
      const sounds = [...tapped.values()].map(({ kept }) => {
        const { mine, at, samples } = kept;
        kept.at = [];
        kept.samples = [];
        const joined = new Int16Array(samples.length * PIECE);
        samples.forEach((piece, i) => joined.set(piece, i * PIECE));
        return { mine, at, samples: base64(joined) };
      });
      const pictures = [...shown.values()].map((kept) => {
        const taken = { ...kept };
        kept.frames = [];
        kept.looks = [];
        return taken;
      });
      return { sounds, pictures };
    },

    end() {
      clearInterval(watching);
      watching = 0;
      for (const { reader } of tapped.values()) reader.cancel();
      tapped = new Map();
      shown.clear();
    },
  };
})();
