// What a screen looks like to somebody who cannot point, or not see small things: sizes, edges, cut words, the focus.
(() => {
  const CONTROLS = "button, a[href], input:not([type=hidden]), textarea, select, [tabindex='0']";
  const TIGHT = 1.5;

  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const modal = () => document.querySelector("dialog:modal");
  const scope = () => modal() ?? document.body;
  const isShown = (element) =>
    element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && !element.closest(".sr, [aria-hidden=true]");
  const nameOf = (element) =>
    (
      element.getAttribute("aria-label") ??
      document.getElementById(element.getAttribute("aria-labelledby"))?.innerText ??
      element.labels?.[0]?.innerText ??
      (element.innerText || element.value || element.tagName)
    )
      .replace(/\s+/g, " ")
      .trim();
  const controls = () => [...scope().querySelectorAll(CONTROLS)].filter((one) => isShown(one) && !one.disabled);
  const told = (element) => `${element.tagName.toLowerCase()} "${nameOf(element).slice(0, 60)}"`;

  /** The box that a finger meets: a label is pressed for its radio, a card for its button. */
  const target = (element) => {
    const whole = element.closest("label, .svc, .find, .inp, .line.own") ?? element;
    const one = element.getBoundingClientRect();
    const other = whole.getBoundingClientRect();
    return { width: Math.max(one.width, other.width), height: Math.max(one.height, other.height) };
  };

  const clips = (style, axis) => ["hidden", "clip"].includes(style[axis]);
  const scrolls = (style, axis) => ["auto", "scroll"].includes(style[axis]);

  /** Words that lie outside of what can ever be brought into sight. */
  const cutWords = () => {
    const found = [];
    const walker = document.createTreeWalker(scope(), NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const parent = text.parentElement;
      if (text.data.trim() === "" || !isShown(parent) || parent.closest("option, textarea")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      let { left, right, top, bottom } = box;
      let [across, down] = [true, true];
      for (let at = parent; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        const edge = at === document.documentElement ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : at.getBoundingClientRect();
        const root = at === document.documentElement || at === document.body;
        if (scrolls(style, "overflowX") || (root && !clips(style, "overflowX"))) across = false;
        if (scrolls(style, "overflowY") || (root && !clips(style, "overflowY"))) down = false;
        const cut =
          (across && clips(style, "overflowX") && (left < edge.left - TIGHT || right > edge.right + TIGHT)) ||
          (down && clips(style, "overflowY") && (top < edge.top - TIGHT || bottom > edge.bottom + TIGHT));
        if (cut) {
          found.push(`cut: "${text.data.trim().slice(0, 50)}" in ${at.tagName.toLowerCase()}.${at.className}`);
          break;
        }
        if (style.position === "fixed") break;
      }
    }
    return found;
  };

  /** Words that lie on each other, and words that stick out of the button they stand in. */
  const spilled = () => {
    const found = [];
    for (const button of scope().querySelectorAll("button, .btn, .sill, .tag, .banner, .face")) {
      if (!isShown(button) || button.closest(".svc h2")) continue;
      const own = button.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(button);
      for (const box of range.getClientRects()) {
        if (box.width < 2 || box.height < 2) continue;
        if (box.left < own.left - 3 || box.right > own.right + 3 || box.top < own.top - 6 || box.bottom > own.bottom + 6) {
          found.push(`spilled: ${told(button)}`);
          break;
        }
      }
    }
    return found;
  };

  const sideways = () => {
    const found = [];
    const page = document.scrollingElement;
    if (page.scrollWidth > page.clientWidth + TIGHT) found.push(`the page is ${page.scrollWidth} px wide in ${page.clientWidth}`);
    for (const element of scope().querySelectorAll("*")) {
      const style = getComputedStyle(element);
      if (scrolls(style, "overflowX") && element.scrollWidth > element.clientWidth + TIGHT && !element.matches("table *, .pages, textarea, input"))
        found.push(`scrolls sideways: ${element.tagName.toLowerCase()}.${element.className}`);
    }
    return found;
  };

  const small = (least, inLine) =>
    controls()
      .filter((element) => {
        const { width, height } = target(element);
        const style = getComputedStyle(element);
        const text = element.tagName === "A" && style.display === "inline";
        const limit = text ? inLine : least;
        return width < limit - 0.6 || height < limit - 0.6;
      })
      .map((element) => {
        const { width, height } = target(element);
        return `small: ${told(element)} is ${width.toFixed(0)} × ${height.toFixed(0)}`;
      });

  const smallWords = (least) => {
    const found = new Set();
    const walker = document.createTreeWalker(scope(), NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const parent = text.parentElement;
      if (text.data.trim() === "" || !isShown(parent)) continue;
      const size = parseFloat(getComputedStyle(parent).fontSize);
      if (size < least - 0.1) found.add(`small words: ${size} px: "${text.data.trim().slice(0, 40)}"`);
    }
    return [...found];
  };

  /** The ring around what has the focus, wherever the page draws it. */
  const ringed = (element) =>
    [element, element.closest("li, label, .find, .svc, .face, .inp, .line.own")].some((one) => {
      if (!one) return false;
      const style = getComputedStyle(one);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3;
    });

  /** Whether something of it can be seen: nothing lies over all of it, and it is inside the window. */
  const inSight = (element) => {
    const whole = element.closest("label, .find, .inp") ?? element;
    const box = whole.getBoundingClientRect();
    const xs = [box.left + 4, (box.left + box.right) / 2, box.right - 4];
    const ys = [box.top + 4, (box.top + box.bottom) / 2, box.bottom - 4];
    return xs.some((x) =>
      ys.some((y) => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (whole.contains(hit) || hit.contains(element)) && hit !== document.body && hit !== document.documentElement;
      }),
    );
  };

  /** Every control can be brought into sight by the focus. */
  const reached = () => {
    const before = document.activeElement;
    const found = [];
    for (const element of controls()) {
      // What has the focus already is not scrolled to.
      document.activeElement?.blur();
      element.focus({ focusVisible: true });
      if (document.activeElement !== element) found.push(`takes no focus: ${told(element)}`);
      else if (!inSight(element)) found.push(`out of sight with the focus: ${told(element)}`);
    }
    if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
    else document.activeElement?.blur();
    return found;
  };

  // --- the walk with Tab --------------------------------------------------------------------------------------------

  let stops = [];
  let first = null;
  let round = false;
  let before = null;
  const noted = ({ target: element }) => {
    round ||= element === first;
    if (round) return;
    first ??= element;
    const faults = [];
    if (!ringed(element)) faults.push("no ring");
    if (!inSight(element)) faults.push("out of sight");
    stops.push({ name: nameOf(element), faults });
  };

  // --- forced colours, reduced motion -------------------------------------------------------------------------------

  const bounded = () => {
    const found = [];
    for (const button of scope().querySelectorAll("button, input, textarea, select")) {
      if (!isShown(button)) continue;
      const whole = button.closest("label, .svc, .find, .inp, .line.own") ?? button;
      const edge = [button, whole].some((one) => {
        const style = getComputedStyle(one);
        return ["Top", "Bottom"].every((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Color`] !== style.backgroundColor);
      });
      const native = button.matches("[type=radio], [type=checkbox]") && getComputedStyle(button).opacity !== "0";
      if (!edge && !native) found.push(`no boundary in forced colours: ${told(button)}`);
    }
    const look = (one) => {
      const style = getComputedStyle(one);
      return [style.backgroundColor, style.borderTopColor, style.borderTopWidth, style.borderTopStyle, style.outlineStyle].join(" ");
    };
    for (const on of scope().querySelectorAll("[aria-pressed=true]")) {
      if (!isShown(on)) continue;
      const off = [...(on.parentElement?.querySelectorAll("[aria-pressed=false]") ?? [])].find(isShown);
      if (off && look(on) === look(off)) found.push(`pressed looks like not pressed in forced colours: ${told(on)}`);
    }
    for (const on of scope().querySelectorAll(".face:has(:checked)")) {
      const off = on.parentElement.querySelector(".face:not(:has(:checked))");
      if (off && look(on) === look(off)) found.push(`chosen looks like not chosen in forced colours: ${told(on)}`);
    }
    return found;
  };

  const moving = () => {
    const found = [];
    const long = (times) => times.split(",").some((time) => parseFloat(time) * (time.trim().endsWith("ms") ? 1 : 1000) > 100);
    for (const element of document.querySelectorAll("body, body *"))
      for (const pseudo of [undefined, "::before", "::after"]) {
        const style = getComputedStyle(element, pseudo);
        if (style.animationName !== "none" && long(style.animationDuration)) found.push(`moves: ${style.animationName}`);
        if (style.transitionProperty !== "none" && long(style.transitionDuration)) found.push(`moves: ${told(element)}`);
      }
    return [...new Set(found)];
  };

  // ------------------------------------------------------------------------------------------------------------------

  window.looking = {
    drawn,

    async language(wanted) {
      document.querySelector(`.langs [lang=${wanted}]`)?.click();
      await drawn();
      return document.documentElement.lang;
    },

    // By the page's own button, where it has one; a second press within 800 ms is none.
    async contrast(on) {
      const root = document.documentElement;
      const button = document.querySelector(".tools button:nth-child(2)");
      const is = () => (root.dataset.theme === "contrast") === on;
      for (let tries = 0; !is() && tries < 30; tries += 1) {
        if (button) button.click();
        else root.dataset.theme = on ? "contrast" : "";
        await drawn();
        if (!is()) await new Promise((done) => setTimeout(done, 50));
      }
      return is();
    },

    async axe(what) {
      const shorten = ({ id, help, nodes }) =>
        nodes.map(({ html, any, all, none, target: at }) => ({
          id,
          help,
          html: html.slice(0, 160),
          at: at.join(" "),
          why: [...any, ...all, ...none].map(({ message }) => message).join("; "),
          key: any[0]?.data?.messageKey ?? null,
        }));
      const { violations, incomplete, passes } = await axe.run(document, { ...what, resultTypes: ["violations", "incomplete"] });
      return { violations: violations.flatMap(shorten), incomplete: incomplete.flatMap(shorten), passes: passes.length };
    },

    layout({ least, inLine, words }) {
      return [...cutWords(), ...spilled(), ...sideways(), ...small(least, inLine), ...smallWords(words)];
    },

    reached,
    forced: () => bounded(),
    moving,

    // What stands in the live regions that nobody comes upon: it goes by itself.
    passing: () => [...scope().querySelectorAll(".sr[aria-live]")].map(({ textContent }) => textContent).filter(Boolean),

    // A window that changes its size may hide what has the focus.
    keepFocus() {
      const kept = document.activeElement;
      window.looking.giveFocus = () => kept instanceof HTMLElement && kept !== document.body && kept.focus({ preventScroll: true });
    },

    focus() {
      const at = document.activeElement;
      if (!at || at === document.body) return "nowhere";
      const role = at.getAttribute("role") ?? at.tagName.toLowerCase();
      return `${role} "${nameOf(at)}"`;
    },

    walk() {
      [stops, first, round, before] = [[], null, false, document.activeElement];
      document.addEventListener("focusin", noted);
    },
    stops: () => ({ stops, round }),
    walked() {
      document.removeEventListener("focusin", noted);
      if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
      else document.activeElement?.blur();
    },
  };
})();
