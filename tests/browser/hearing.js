// What a screen reader is given to say: every change inside a live region, and every alert that comes. A region that comes
// into the page together with its words is not counted: readers do not say it. Changes are told a moment later, as browsers
// tell them: what has come under an open dialog by then is not said.
(() => {
  const LIVE = "[aria-live], [role=status], [role=alert], [role=log]";
  const kind = (region) =>
    ({ polite: "polite", assertive: "urgent" })[region.getAttribute("aria-live")] ?? region.getAttribute("role");
  let said = [];
  const SOON = 30;
  let waiting = 0;
  const known = new WeakMap();
  const born = new WeakSet();

  // Of a log its newest row: what was said stays.
  const wordsOf = (region) => {
    const rows = [...region.children].filter((row) => row.getAttribute("aria-live") !== "off");
    const said = region.matches("[role=log]") ? (rows.at(-1)?.innerText ?? "") : region.textContent;
    return said.replace(/\s+/g, " ").trim();
  };

  const say = (region, words) => {
    if (!region.isConnected || region.closest("[aria-live=off], [inert], [aria-hidden=true]")) return;
    const modal = document.querySelector("dialog:modal");
    if (modal && !modal.contains(region)) return;
    said.push(words);
  };

  const hear = (region) => {
    const words = wordsOf(region);
    if (words === (known.get(region) ?? "")) return;
    known.set(region, words);
    if (words === "") return;
    waiting += 1;
    setTimeout(() => {
      waiting -= 1;
      say(region, `${kind(region)}: ${words}`);
    }, SOON);
  };

  new MutationObserver((records) => {
    const changed = new Set();
    for (const { target, addedNodes, type } of records) {
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        for (const region of [node, ...node.querySelectorAll(LIVE)]) {
          if (!region.matches(LIVE)) continue;
          if (region.getAttribute("role") === "alert") changed.add(region);
          else if (!born.has(region)) known.set(region, wordsOf(region));
          born.add(region);
        }
      }
      if (type !== "characterData" && type !== "childList") continue;
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      const region = element?.closest(LIVE);
      if (region) changed.add(region);
    }
    changed.forEach(hear);
  }).observe(document, { subtree: true, childList: true, characterData: true });

  window.hearing = {
    // Until nothing has been said for a while.
    async quiet() {
      for (let still = 0, before = -1; still < 3; before = said.length) {
        still = before === said.length && waiting === 0 ? still + 1 : 0;
        await new Promise((done) => setTimeout(done, 100));
      }
    },

    // What was said since it was last asked.
    take() {
      const before = said;
      said = [];
      return before;
    },
  };
})();
