/** Real-time text: what a page sends of what is typed, what it shows of what arrives, and who gets nothing. */

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { WrittenTalk, type WritingLink } from "../src/text";
import { changeBetween, Listener } from "../src/text-line";
import { TextLink, type TextChannel } from "../src/text-link";
import { LONGEST_ROW, MOST_ROWS, TextLog, type Writer } from "../src/text-log";
import { clusters, ERASE, LOST, NEW_LINE, NOTHING } from "../src/text-t140";
import type { StaffView } from "../src/protocol";
import { inVisit, person } from "./people";

const kaisa: Writer = { seat: "k.seat", person: "k", name: "Kaisa", customer: false };
const timo: Writer = { seat: "t.seat", person: "t", name: "Timo", customer: false };

const shown = (log: TextLog): string[] => log.rows.map(({ writer, text, open }) => `${writer.name}: ${text}${open ? "|" : ""}`);

class Channel implements TextChannel {
  readyState = "open";
  bufferedAmount = 0;
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }

  get all(): string {
    return this.sent.join("");
  }
}

/** A page whose links end in channels that remember. */
function page(view: Partial<StaffView> = {}) {
  const links: (WritingLink & { channel: Channel })[] = [];
  const written = new WrittenTalk(() => links);
  const join = (seat: string, receives = true): (typeof links)[number] => {
    const channel = new Channel();
    const link = { seat, channel, text: null as unknown as TextLink };
    Object.assign(link, { text: new TextLink(written.of(link), () => 0) });
    link.text.grant(true, receives);
    link.text.use([channel]);
    links.push(link);
    return link;
  };
  written.follow(inVisit(view));
  return { written, join, links };
}

/** What a receiver shows after these messages. */
function read(...messages: string[]): string[] {
  const log = new TextLog();
  for (const message of messages) log.take(kaisa, message);
  return shown(log);
}

const change = (from: string, to: string): string => new Listener(0).take(changeBetween(clusters(from), clusters(to)));

test("each character goes as it is typed", () => {
  const { written, join } = page();
  const { channel } = join("k.seat");
  for (const text of ["s", "sa", "sau"]) written.write(text);
  deepEqual(channel.sent, ["s", "a", "u"]);
  equal(written.field, "sau");
});

test("a change in the middle erases back to it and writes the rest again", () => {
  equal(change("sauna", "saunan"), "n");
  equal(change("sauna", "saun"), ERASE);
  equal(change("sana", "sauna"), `${ERASE}${ERASE}una`);
  equal(change("sauna", "sauna"), "");
  equal(change("abc", ""), ERASE.repeat(3));
});

test("what a person takes for one character is erased by one", () => {
  const family = "👨‍👩‍👧";
  equal(change(`a${family}`, "a"), ERASE);
  equal(change("ae\u0301", "a"), ERASE);
  deepEqual(read(`a${family}`, ERASE), ["Kaisa: a|"]);
  deepEqual(read("e", "\u0301x", ERASE, ERASE, "o"), ["Kaisa: o|"], "an accent that came later belongs to its letter");
});

test("whatever is done to the field, the receiver has the same", () => {
  const { written, join } = page();
  const { channel } = join("k.seat");
  const steps = ["Noin", "Noin neljä", "Noin viisi", "oin viisi", "Noin 👍🏽 viisi", "Noin 👍 viisi", "a", "ab", "", "Äiti"];
  for (const step of steps) {
    written.write(step);
    deepEqual(read(channel.all), step === "" ? [] : [`Kaisa: ${step}|`], step);
  }
});

test("a word that is being composed goes when it is whole", () => {
  const { written, join } = page();
  const { channel } = join("k.seat");
  written.write("´", true);
  written.write("に", true);
  equal(written.field, "に");
  deepEqual(channel.sent, []);
  written.write("日本");
  deepEqual(channel.sent, ["日本"]);
});

test("pasted rows are rows, and nothing unreadable is sent", () => {
  const { written, join } = page();
  const { channel } = join("k.seat");
  written.write(`yksi\r\nkaksi\n\u0007\u0000kolme${ERASE}${LOST}`);
  equal(channel.all, `yksi${NEW_LINE}kaksi${NEW_LINE}kolme`);
  equal(written.field, "kolme");
  deepEqual(written.rows.map(({ text, own }) => [text, own]), [["yksi", true], ["kaksi", true]]);
});

test("what was written while nobody might receive is not sent to somebody who comes", () => {
  const { written, join } = page();
  written.write("salainen");
  const first = join("k.seat");
  equal(first.channel.all, "");
  written.write("sa");
  written.write("salut");
  const late = join("t.seat");
  written.write("salut!");
  equal(late.channel.all, "!");
  written.write("moi salut!");
  equal(late.channel.all, "!", "a change before what they have is none of theirs");
  written.write("moi!");
  deepEqual(read(late.channel.all), ["Kaisa: !|"]);
  written.write("hei");
  deepEqual(read(late.channel.all), ["Kaisa: hei|"], "what is written now is theirs");
  ok(!late.channel.all.includes("sal"));
});

test("text waits for a link that is being made, and for no other", () => {
  const { written, join } = page();
  const link = join("k.seat");
  link.channel.readyState = "connecting";
  written.write("hei");
  deepEqual(link.channel.sent, []);
  link.channel.readyState = "open";
  link.text.flush();
  deepEqual(link.channel.sent, ["hei"]);

  link.channel.readyState = "connecting";
  written.write("hei sinä");
  link.text.grant(false, false);
  written.granted();
  link.text.grant(true, true);
  link.channel.readyState = "open";
  link.text.flush();
  deepEqual(link.channel.sent, ["hei"], "what waited went with the grant");
});

test("a row that nobody may receive any more is left, and the next text begins another", () => {
  const { written, join } = page();
  const kept = join("k.seat");
  written.write("ennen");
  written.follow(inVisit({ people: [person("me", "clerk", "host", "aside"), person("k", "Kaisa", "specialist", "aside")] }));
  equal(written.field, "");
  deepEqual(written.rows, [], "the aside has rows of its own");
  written.write("kahden");
  deepEqual(read(kept.channel.all), ["Kaisa: ennen", "Kaisa: kahden|"]);
  written.follow(inVisit());
  deepEqual(written.rows.map(({ text }) => text), ["ennen"]);
});

test("whoever is in no circle shows nothing that comes", () => {
  const { written, join } = page({ people: [person("me", "clerk", "host", "none"), person("k", "Kaisa")] });
  const { text, channel } = join("k.seat");
  text.receive(channel, "salaista");
  deepEqual(written.rows, []);
});

test("text that the view does not grant is not shown, and that of nobody in the view neither", () => {
  const { written, join } = page({ people: [person("me", "clerk", "host"), person("k", "Kaisa")] });
  const { text, channel } = join("k.seat", false);
  text.receive(channel, "salaista");
  const other = join("x.seat");
  other.text.receive(other.channel, "kuka olen");
  deepEqual(written.rows, []);
  ok(!written.shown);
});

test("rows come up by themselves when somebody begins to write, and not again within the same row", () => {
  const { written, join } = page({ people: [person("me", "clerk", "host"), person("k", "Kaisa")] });
  const begun: string[] = [];
  written.on("begun", ({ name }) => begun.push(name));
  const { text, channel } = join("k.seat");
  text.receive(channel, new TextEncoder().encode("hei").buffer);
  ok(written.shown);
  written.toggle();
  text.receive(channel, " vaan");
  ok(!written.shown);
  text.receive(channel, `${NEW_LINE}uusi`);
  text.receive(channel, NEW_LINE);
  text.receive(channel, "rivi");
  ok(written.shown);
  deepEqual(begun, ["Kaisa", "Kaisa"]);
  deepEqual(written.rows.map((row) => row.text), ["hei vaan", "uusi", "rivi"]);
});

test("everything is forgotten with the visit", () => {
  for (const end of [null, inVisit({ visit: "another" })]) {
    const { written, join } = page({ people: [person("me", "clerk", "host"), person("k", "Kaisa")] });
    const { text, channel } = join("k.seat");
    text.receive(channel, "hei");
    written.write(`oma${NEW_LINE}kesken`);
    written.follow(end);
    deepEqual(written.rows, []);
    equal(written.field, "");
    ok(!written.shown);
  }
});

test("each writer has rows of their own, told apart", () => {
  const log = new TextLog();
  log.take(kaisa, "hei");
  log.take(timo, "terve");
  log.take(kaisa, ` vaan${NEW_LINE}`);
  log.take(timo, ERASE);
  deepEqual(shown(log), ["Kaisa: hei vaan", "Timo: terv|"]);
  log.close(timo.seat);
  deepEqual(shown(log), ["Kaisa: hei vaan", "Timo: terv"]);
});

test("erasing beyond the beginning of a row takes its beginning back", () => {
  deepEqual(read(`ab${NEW_LINE}c`, ERASE, ERASE, ERASE, "d"), ["Kaisa: ad|"]);
  deepEqual(read(ERASE, NEW_LINE, "a"), ["Kaisa: a|"]);
});

test("a flood is cut to a bounded log", () => {
  const log = new TextLog();
  log.take(kaisa, "x".repeat(50 * LONGEST_ROW));
  for (let row = 0; row < 5 * MOST_ROWS; row += 1) log.take(timo, `${row}${NEW_LINE}`);
  equal(log.rows.length, MOST_ROWS);
  ok(log.rows.every(({ text }) => clusters(text).length <= LONGEST_ROW));
  equal(log.rows.at(-1)?.text, `${5 * MOST_ROWS - 1}`);
});

test("when a connection is replaced while somebody writes, the loss is marked and the row is written again", () => {
  const { written, join } = page();
  const link = join("k.seat");
  written.write("Noin nel");
  link.channel.readyState = "closed";
  written.write("Noin neljä");
  const next = new Channel();
  link.text.use([link.channel, next]);
  equal(next.all, `${LOST}${NEW_LINE}Noin neljä`);
  written.endRow();
  deepEqual(read("Noin n", next.all), ["Kaisa: Noin neljä"], "all of the row has come after all");
  deepEqual(read("Noim", next.all), [`Kaisa: Noim${LOST}`, "Kaisa: Noin neljä"]);
});

test("the loss of rows that are over stays marked", () => {
  const { written, join } = page();
  const link = join("k.seat");
  written.write(`Noin neljä${NEW_LINE}`);
  const next = new Channel();
  link.text.use([link.channel, next]);
  written.write("Vai viisi");
  deepEqual(read("Noin n", next.all), [`Kaisa: Noin n${LOST}`, "Kaisa: Vai viisi|"]);
  deepEqual(read(...next.sent), [`Kaisa: ${LOST}`, "Kaisa: Vai viisi|"]);
});

test("a receiver marks the loss once when the connection went while it was read", () => {
  let now = 0;
  const log = new TextLog();
  const received = { again: () => "", received: (text: string) => log.take(kaisa, text), lost: () => log.lost(kaisa) };
  const link = new TextLink(received, () => now);
  link.grant(false, true);
  const [old, next, third] = [new Channel(), new Channel(), new Channel()];
  link.use([old]);
  link.receive(old, "neljä me");
  link.use([old, next]);
  link.use([next]);
  deepEqual(shown(log), [`Kaisa: neljä me${LOST}|`]);
  link.receive(next, `${LOST}${NEW_LINE}neljä metriä${NEW_LINE}`);
  now = 60_000;
  link.use([third]);
  deepEqual(shown(log), ["Kaisa: neljä metriä"], "nothing was on its way");
});

test("a channel that takes no more is not filled", async () => {
  const link = new TextLink({ again: () => "", received: () => undefined, lost: () => undefined });
  const channel = new Channel();
  link.grant(true, true);
  link.use([channel]);
  channel.bufferedAmount = 1_000_000;
  link.send("a");
  link.send("b");
  deepEqual(channel.sent, []);
  channel.bufferedAmount = 0;
  await new Promise((resolve) => setTimeout(resolve, 300));
  equal(channel.sent[0], "ab");
  ok(channel.sent.slice(1).every((message) => message === NOTHING));
});

test("after a key a few messages follow that mean nothing, so that its loss is noticed, and none when nobody may receive", ({ mock }) => {
  mock.timers.enable({ apis: ["setInterval"] });
  const { written, join } = page();
  const { channel, text } = join("k.seat");
  written.write("s");
  mock.timers.tick(40);
  written.write("sa");
  mock.timers.tick(1_000);
  deepEqual(channel.sent, ["s", NOTHING, "a", ...Array<string>(6).fill(NOTHING)]);
  deepEqual(read(...channel.sent), ["Kaisa: sa|"]);

  written.write("sau");
  channel.bufferedAmount = 1;
  mock.timers.tick(120);
  channel.bufferedAmount = 0;
  text.grant(false, true);
  mock.timers.tick(1_000);
  deepEqual(channel.sent.slice(9), ["u"]);
});

test("a message that means nothing is no text that could have been lost", () => {
  const { written, join } = page();
  const { channel, text } = join("k.seat");
  text.receive(channel, NOTHING);
  text.use([]);
  deepEqual(written.rows, []);
});
