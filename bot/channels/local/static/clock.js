/** The product's clock: what time it is there, and moving it forward. */

import * as api from "./api.js";
import { byId, disclosure, h, inputById } from "./dom.js";
import { briefMoment, isoDay, moment, time, toInstant } from "./when.js";

/** @typedef {import("./api.js").Sent} Sent */

/** @param {number} count */
const sentWords = (count) => (count === 0 ? "No messages were sent." : count === 1 ? "1 message was sent:" : `${count} messages were sent:`);

/** How many messages said it: several matters of one morning leave as one. @param {Sent[]} sent */
const messagesIn = (sent) => new Set(sent.map((one) => one.message)).size;

/** On a narrow page the moves are folded away behind their own button. @param {HTMLElement} button */
const reachable = (button) => (button.offsetParent ? button : byId("clock-toggle"));

export class Clock {
  /** @param {{name: (id: string) => string, become: (id: string) => void, current: () => string}} around */
  constructor(around) {
    this.around = around;
    this.ahead = 0;
    this.buttons = /** @type {HTMLButtonElement[]} */ ([...byId("clock-moves").querySelectorAll("button")]);
    this.summary = byId("report-summary");
    /** @type {Sent[]} what the last move sent, matter by matter */
    this.sent = [];
    const popover = byId("goto");
    const date = inputById("goto-date");
    const clock = inputById("goto-time");

    this.goto = disclosure(byId("goto-toggle"), popover, (open) => {
      popover.hidden = !open;
      if (!open) return;
      date.min = isoDay(this.now());
      date.value ||= isoDay(this.now());
      date.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!popover.hidden && !popover.parentElement?.contains(/** @type {Node} */ (event.target))) this.goto.close();
    });
    this.menu = disclosure(byId("clock-toggle"), byId("clock-moves"), (open) => byId("clock-moves").classList.toggle("open", open));
    popover.addEventListener("submit", (event) => {
      event.preventDefault();
      if (date.value && clock.value) void this.move({ now: toInstant(date.value, clock.value) }, byId("goto-toggle"));
      else (date.value ? clock : date).focus();
    });
    for (const button of this.buttons) {
      const { to } = button.dataset;
      if (to) button.addEventListener("click", () => void this.move({ to }, button));
    }
    byId("report-close").addEventListener("click", () => this.#closeReport());
    window.setInterval(() => this.#show(), 1000);
  }

  now() {
    return new Date(Date.now() + this.ahead);
  }

  /** Takes over the server's time; from then on it runs at the usual pace. @param {string} now */
  set(now) {
    this.ahead = Date.parse(now) - Date.now();
    this.#show();
  }

  #show() {
    const words = moment(this.now());
    const shown = byId("now");
    if (shown.textContent === words) return;
    shown.textContent = words;
    shown.setAttribute("datetime", this.now().toISOString());
    byId("now-brief").textContent = briefMoment(this.now().toISOString());
  }

  /** @param {{now: string} | {to: string}} move @param {HTMLElement} from */
  async move(move, from) {
    this.goto.close();
    this.menu.close();
    byId("report").hidden = false;
    byId("report-progress").hidden = false;
    byId("report-close").hidden = true;
    this.sent = [];
    this.changePerson();
    this.summary.className = "";
    this.summary.textContent = "Moving the clock. Everything that falls due on the way is worked through.";
    for (const button of this.buttons) button.disabled = true;
    try {
      const { now, sent } = await api.moveClock(move);
      this.set(now);
      this.#report(sent);
    } catch (error) {
      this.summary.className = "problem";
      this.summary.textContent = /** @type {Error} */ (error).message;
    } finally {
      byId("report-progress").hidden = true;
      byId("report-close").hidden = false;
      for (const button of this.buttons) button.disabled = false;
      if (document.activeElement === document.body) reachable(from).focus();
    }
  }

  /** @param {Sent[]} sent */
  #report(sent) {
    this.summary.textContent = `It is now ${moment(this.now())}. ${sentWords(messagesIn(sent))}`;
    this.sent = sent;
    this.changePerson();
  }

  /** Who was sent how much, as the person one is now sees it. */
  changePerson() {
    /** @type {Map<string, Sent[]>} */
    const byPerson = new Map();
    for (const one of this.sent) byPerson.set(one.person, [...(byPerson.get(one.person) ?? []), one]);
    byId("report-people").replaceChildren(...[...byPerson].map(([person, sent]) => this.#line(person, sent)));
  }

  /** @param {string} person @param {Sent[]} sent */
  #line(person, sent) {
    const name = this.around.name(person);
    const at = new Set(sent.map((one) => time(one.at)));
    const count = messagesIn(sent);
    const words = `${count} ${count === 1 ? "message" : "messages"}${at.size === 1 ? `, ${[...at][0]}` : ""}`;
    if (person === this.around.current()) return h("li", {}, h("strong", {}, "You"), ` · ${words}`);
    const button = h("button", { type: "button", class: "link" }, `Switch to ${name}`);
    button.addEventListener("click", () => {
      this.around.become(person);
      byId("message").focus();
    });
    return h("li", {}, button, ` · ${words}`);
  }

  #closeReport() {
    byId("report").hidden = true;
    reachable(byId("goto-toggle")).focus();
  }
}
