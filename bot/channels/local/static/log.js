/** The list of entries on the page. Entries are added or replaced one by one, so a form being filled in is never drawn again by a neighbour. */

import { h } from "./dom.js";
import { day, isoDay } from "./when.js";

/** @typedef {import("./api.js").Entry} Entry */
/** @typedef {{entry: Entry, element: HTMLElement, json: string}} Shown */

/**
 * A new version of a card stands where the old one stood, unless it is a reminder, or the person has spoken since and this is the answer:
 * far above, perhaps under last week's date, it would not be found. The server's history has the same order.
 * @param {Entry} entry @param {Entry[]} since the entries after the card's old version
 */
const belongsAtEnd = (entry, since) => entry.kind === "nudge" || (entry.kind === "reply" && since.some((other) => other.from === "person"));

/** What a prompt asks, so that it is known again when it is asked anew below something typed. @param {Entry} entry */
function asked({ message }) {
  const flow = message.buttons?.map(({ reply }) => reply.answer?.flow).find(Boolean);
  return flow ? JSON.stringify([flow, message.title]) : "";
}

/** @param {Entry} one @param {Entry} other */
const sameCard = (one, other) => one.id === other.id || Boolean(one.message.card && one.message.card === other.message.card);

/**
 * Only the newest version of each card, where it belongs.
 * @param {Entry[]} entries in order of time
 */
export function latest(entries) {
  /** @type {Entry[]} */
  const shown = [];
  for (const entry of entries) {
    const index = shown.findIndex((other) => sameCard(entry, other));
    if (index >= 0 && !belongsAtEnd(entry, shown.slice(index + 1))) shown[index] = entry;
    else {
      if (index >= 0) shown.splice(index, 1);
      shown.push(entry);
    }
  }
  return shown;
}

export class Log {
  /** @type {Shown[]} */
  shown = [];

  /**
   * @param {HTMLElement} root
   * @param {(entry: Entry) => HTMLElement} draw
   */
  constructor(root, draw) {
    this.root = root;
    this.draw = draw;
  }

  clear() {
    this.shown = [];
    this.root.replaceChildren();
  }

  /**
   * Adds an entry, or puts it in the place of the one with its card (or id), which then is gone with its buttons. Nothing happens when it is already there as it is.
   * @param {Entry} entry
   * @returns {{element: HTMLElement, change: "added" | "replaced" | "none"}}
   */
  put(entry) {
    const json = JSON.stringify(entry);
    const index = this.shown.findIndex((shown) => sameCard(entry, shown.entry));
    const old = this.shown[index];
    if (!old) return { element: this.#add({ entry, json, element: this.draw(entry) }), change: "added" };
    // An older version that arrives late must not undo a newer one.
    if (old.json === json || Date.parse(entry.at) < Date.parse(old.entry.at)) return { element: old.element, change: "none" };

    if (belongsAtEnd(entry, this.shown.slice(index + 1).map((shown) => shown.entry))) {
      this.#remove(old);
      return { element: this.#add({ entry, json, element: this.draw(entry) }), change: "added" };
    }

    const focused = old.element.contains(document.activeElement) ? document.activeElement : null;
    const element = this.draw(entry);
    old.element.replaceWith(element);
    Object.assign(old, { entry, json, element });
    if (focused?.id) document.getElementById(focused.id)?.focus();
    return { element, change: "replaced" };
  }

  /** @param {Shown} shown */
  #add(shown) {
    const date = isoDay(shown.entry.at);
    const days = this.root.querySelectorAll(".day");
    if (days.item(days.length - 1)?.getAttribute("data-date") !== date) {
      this.root.append(h("p", { class: "day", "data-date": date }, h("span", {}, day(shown.entry.at))));
    }
    this.root.append(shown.element);
    this.#settle(asked(shown.entry));
    this.shown.push(shown);
    return shown.element;
  }

  /** A question that is asked again below keeps its words, but no longer its fields and buttons. @param {string} question */
  #settle(question) {
    for (const shown of question ? this.shown.filter((one) => asked(one.entry) === question) : []) {
      const { fields, buttons, ...message } = shown.entry.message;
      shown.entry = { ...shown.entry, message };
      const element = this.draw(shown.entry);
      shown.element.replaceWith(element);
      shown.element = element;
    }
  }

  /** Takes an entry away, and its day when nothing else happened on it. @param {Shown} shown */
  #remove(shown) {
    const { previousElementSibling: before, nextElementSibling: after } = shown.element;
    if (before?.matches(".day") && (!after || after.matches(".day"))) before.remove();
    shown.element.remove();
    this.shown.splice(this.shown.indexOf(shown), 1);
  }

  /** @param {Element} element @returns {Entry | undefined} */
  entryOf(element) {
    return this.shown.find((shown) => shown.element.contains(element))?.entry;
  }
}
