/** The conversation of the person one is: showing entries as they come, and sending replies. */

import * as api from "./api.js";
import { byId, scrolling } from "./dom.js";
import { grow } from "./fields.js";
import { Log, latest } from "./log.js";
import { drawEntry, settleDrafts } from "./render.js";
import { OPERATOR } from "./people.js";

/** @typedef {import("./api.js").Entry} Entry */
/** @typedef {import("./api.js").Reply} Reply */

/** Where a reply came from: the message box, or a card. @typedef {"composer" | HTMLElement} Origin */

export class Chat {
  /** @param {() => Date} now the product's time */
  constructor(now) {
    this.now = now;
    this.person = "";
    this.busy = false;
    this.loading = false;
    /** @type {Entry[]} entries that arrived while a reply or the whole conversation was under way; they wait, so that it is shown first */
    this.waiting = [];
    /** @type {{key: string, delivery: string} | null} a reply whose fate is unknown keeps its delivery, so that sending it again cannot count twice */
    this.unsure = null;
    /** @type {Map<string, string>} the last entry seen, by person */
    this.seen = new Map();
    this.root = byId("log");
    this.newer = byId("newer");
    this.log = new Log(this.root, (entry) => drawEntry(this.person, entry, (reply, card) => void this.#press(reply, card)));
    this.newer.addEventListener("click", () => this.#reveal(this.log.shown.at(-1)?.element));
    let atEnd = true;
    this.root.addEventListener("scroll", () => {
      atEnd = this.#atEnd();
      if (atEnd) this.newer.hidden = true;
    });
    // When the clock's report opens or the box grows, whoever was reading the end goes on reading the end.
    new ResizeObserver(() => {
      if (atEnd) this.root.scrollTop = this.root.scrollHeight;
    }).observe(this.root);
  }

  /** Shows this person's conversation from the start. @param {string} person */
  async open(person) {
    this.person = person;
    this.waiting = [];
    this.loading = true;
    this.root.setAttribute("aria-live", "off");
    this.log.clear();
    const messages = latest((await api.chat(person)).messages);
    if (this.person !== person) return;
    for (const entry of messages.length ? messages : [invitation(this.now(), this.person)]) this.log.put(entry);
    for (const area of this.root.querySelectorAll("textarea")) grow(area);
    const after = messages.findIndex((entry) => entry.id === this.seen.get(person)) + 1;
    const unread = after ? messages.slice(after).find((entry) => entry.kind === "nudge") : undefined;
    this.newer.hidden = true;
    const first = unread && this.log.shown.find((shown) => shown.entry.id === unread.id)?.element;
    if (first) first.scrollIntoView({ block: "start", behavior: "instant" });
    else this.root.scrollTop = this.root.scrollHeight;
    this.#noteSeen();
    this.root.setAttribute("aria-live", "polite");
    this.loading = false;
    this.#catchWaiting();
  }

  /** Reads what may have been missed while the connection was lost. */
  async catchUp() {
    const { person } = this;
    const { messages } = await api.chat(person);
    if (person === this.person) for (const entry of latest(messages)) this.arrive(entry);
  }

  /** An entry the server told us of. @param {Entry} entry */
  arrive(entry) {
    if (this.busy || this.loading) {
      this.waiting.push(entry);
      return;
    }
    const { element, change } = this.log.put(entry);
    if (change !== "added") return;
    this.#noteSeen();
    if (this.#typing()) this.newer.hidden = this.#atEnd();
    else this.#reveal(element);
  }

  /**
   * Sends a reply and shows what comes back. Rejects with the server's sentence, everything typed left as it is.
   * @param {Reply} reply @param {Origin} origin
   */
  async send(reply, origin) {
    const { person } = this;
    const key = JSON.stringify([person, reply]);
    const delivery = this.unsure?.key === key ? this.unsure.delivery : crypto.randomUUID();
    const before = origin === "composer" ? undefined : this.log.entryOf(origin);
    this.busy = true;
    this.unsure = { key, delivery };
    try {
      const { messages } = await api.send(person, delivery, reply);
      this.unsure = null;
      if (before) settleDrafts(person, before, messages);
      if (person === this.person) this.#show(messages, origin);
    } finally {
      this.busy = false;
      this.#catchWaiting();
    }
  }

  #catchWaiting() {
    for (const entry of this.waiting.splice(0)) this.arrive(entry);
  }

  /** @param {Reply} reply @param {HTMLElement} card */
  async #press(reply, card) {
    if (this.busy) return;
    const buttons = [...card.querySelectorAll("button")];
    const problem = card.querySelector(".card-problem");
    if (problem) problem.textContent = "";
    const focused = document.activeElement;
    for (const button of buttons) button.disabled = true;
    card.setAttribute("aria-busy", "true");
    try {
      await this.send(reply, card);
    } catch (error) {
      if (problem) problem.textContent = /** @type {Error} */ (error).message;
    } finally {
      card.removeAttribute("aria-busy");
      for (const button of buttons) button.disabled = false;
      // A disabled button loses the focus, which would throw someone on a keyboard back to the top of the page.
      if (document.activeElement === document.body && focused instanceof HTMLElement && focused.isConnected) focused.focus();
    }
  }

  /** @param {Entry[]} messages @param {Origin} origin */
  #show(messages, origin) {
    /** @type {HTMLElement | undefined} */
    let first;
    /** @type {HTMLElement | undefined} */
    let latest;
    for (const entry of messages) {
      const { element, change } = this.log.put(entry);
      if (entry.from === "bot" || !latest) latest = element;
      if (entry.from === "bot" && change === "added") first ??= element;
    }
    this.#noteSeen();
    if (!latest) return;
    const wrong = latest.querySelector(".wrong");
    const field = (wrong ?? latest).querySelector("input, select, textarea");
    if (wrong) wrong.scrollIntoView({ block: "center", behavior: scrolling() });
    // Several messages to read are read from the first; a question is answered, so it is the last that counts.
    else if (first && !field && latest.offsetTop + latest.offsetHeight - first.offsetTop > this.root.clientHeight) first.scrollIntoView({ block: "start", behavior: scrolling() });
    else this.#reveal(latest);
    if (field instanceof HTMLElement) field.focus({ preventScroll: true });
    else if (origin === "composer") byId("message").focus({ preventScroll: true });
    else latest.focus({ preventScroll: true });
  }

  /** @param {HTMLElement | undefined} element */
  #reveal(element) {
    if (!element) return;
    const tall = element.offsetHeight > this.root.clientHeight;
    if (element === this.root.lastElementChild && !tall) this.root.scrollTo({ top: this.root.scrollHeight, behavior: scrolling() });
    else element.scrollIntoView({ block: tall ? "start" : "nearest", behavior: scrolling() });
    this.newer.hidden = true;
  }

  /** Someone in the middle of a form must not have it scrolled away under their hands. */
  #typing() {
    const active = document.activeElement;
    return Boolean(active?.matches("input, textarea, select") && this.root.contains(active));
  }

  #atEnd() {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < 24;
  }

  #noteSeen() {
    const last = this.log.shown.at(-1);
    if (last) this.seen.set(this.person, last.entry.id);
  }
}

const INVITATION = "Hello. I help you prepare for supervision, and tell you what is due and when.\n\nType help to see what I can do.";
const INBOX = "What has nobody else to be told arrives here, such as a supervisor away with no manager above them.";

/** What someone sees who has not talked to the bot before. @param {Date} now @param {string} person @returns {Entry} */
function invitation(now, person) {
  const text = person === OPERATOR.id ? INBOX : INVITATION;
  return { id: "invitation", from: "bot", kind: "reply", at: now.toISOString(), message: { text } };
}
