/** What is owed: two lists under headings, kept up to date row by row so that an open explanation stays open. */

import * as api from "./api.js";
import { byId, h, icon } from "./dom.js";
import { addWhy } from "./why.js";
import { briefMoment, day, dayOrMoment, near } from "./when.js";

/** @typedef {import("./api.js").Duty} Duty */
/** @typedef {{name: (id: string) => string, now: () => Date}} Around */

/** More matters than this are folded away under their headings. */
const LONG = 12;

/** @param {number} days */
const workingDays = (days) => `${days} working ${days === 1 ? "day" : "days"}`;

/** @param {Duty} duty @param {Date} now @returns {[string, string]} what kind of status, and its words */
function status(duty, now) {
  if (duty.status === "paused") return ["paused", "Paused"];
  if (duty.status === "no_number" || !duty.due) return ["open", "No date set"];
  if (duty.late_working_days > 0) return ["late", `Overdue by ${workingDays(duty.late_working_days)}`];
  return near(duty.due, now).startsWith("today") ? ["today", "Due today"] : ["due", "Due"];
}

/** @param {Duty} duty @param {Date} now */
function dueLine(duty, now) {
  if (duty.status === "paused") return duty.due ? `Was due ${near(duty.due, now)}. The time is not counted at the moment` : "The time is not counted at the moment";
  if (duty.status === "no_number" || !duty.due) return `The policy gives no number of days. Open since ${day(duty.opened_on)}`;
  return duty.late_working_days > 0 ? `Was due ${dayOrMoment(duty.due)}` : `Due ${near(duty.due, now)}`;
}

/** @param {Duty} duty @param {string} person @param {Around} around */
function row(duty, person, around) {
  const now = around.now();
  const [kind, words] = status(duty, now);
  const item = h("li", { class: `duty ${kind}`, "data-duty": duty.id, "data-rule": duty.rule },
    h("p", { class: "badges" },
      h("span", { class: `badge ${kind}` }, words),
      duty.local_setting && h("span", { class: "badge local" }, "Local setting"),
      duty.uncertain && h("span", { class: "badge unsure" }, "Uncertain")),
    h("h5", {}, duty.id === duty.matter && duty.counted || duty.title),
    h("p", { class: "when" }, dueLine(duty, now)),
    duty.side === "owed" && h("p", { class: "small" }, `From ${around.name(duty.owner)}`),
    duty.uncertain && h("p", { class: "small unsure-text" }, `How this is read is uncertain: ${duty.uncertain}`),
    h("p", { class: "small" }, `${duty.rule_title}: “${duty.section}”`),
    duty.next_nudge && h("p", { class: "small reminder" }, icon("bell"), `Next reminder ${briefMoment(duty.next_nudge)}`));
  addWhy(item, duty, person);
  return item;
}

/** What one thing meets as well, folded away below the strictest of it. @param {Duty} first @param {HTMLElement[]} also */
const others = (first, also) => h("details", { class: "also" },
  h("summary", {}, first.counted ? `Each of them (${also.length + 1})` : `This also meets ${also.length} more`),
  h("ul", { class: "duties" }, ...also));

export class Duties {
  /** @param {Around} around */
  constructor(around) {
    this.around = around;
    this.person = "";
    this.asked = 0;
    /** @type {Map<string, {json: string, item: HTMLElement}>} */
    this.rows = new Map();
  }

  /** @param {string} person */
  async open(person) {
    this.person = person;
    this.rows.clear();
    await this.reload();
  }

  /** Only the latest answer is shown: several changes at once ask several times. */
  async reload() {
    const asked = (this.asked += 1);
    const { person } = this;
    const duties = await api.duties(person);
    if (asked !== this.asked || person !== this.person) return;
    byId("owed-note").hidden = true;
    byId("owed-lists").hidden = false;
    for (const [id, side] of [["owes", "owes"], ["owed-to", "owed"]]) this.#fill(id, duties.filter((duty) => duty.side === side));
    const count = byId("owed-count");
    const matters = new Set(duties.map((duty) => `${duty.side} ${duty.matter}`)).size;
    count.textContent = matters ? `(${matters})` : "";
    count.classList.toggle("late", duties.some((duty) => duty.late_working_days > 0));
  }

  /** @param {string} id @param {Duty} duty */
  #row(id, duty) {
    const key = `${id} ${duty.id}`;
    const json = JSON.stringify([duty, day(this.around.now())]);
    const old = this.rows.get(key);
    if (old?.json === json) {
      old.item.querySelector(":scope > details.also")?.remove();
      return old.item;
    }
    const item = row(duty, this.person, this.around);
    this.rows.set(key, { json, item });
    if (old?.item.querySelector(":scope > [aria-expanded=true]")) /** @type {HTMLElement} */ (item.querySelector("[aria-expanded]")).click();
    return item;
  }

  /** Under their headings, in the order in which they come; a long list begins with all but the first heading folded away.
   * @param {string} id @param {Duty[]} duties */
  #fill(id, duties) {
    const list = byId(id);
    const focused = document.activeElement?.closest("[data-duty]")?.getAttribute("data-duty");
    const kept = list.contains(document.activeElement);
    const unfolded = new Set([...list.querySelectorAll("details[open]")].map((one) => one.getAttribute("data-key")));
    const known = new Set([...list.querySelectorAll("details")].map((one) => one.getAttribute("data-key")));
    /** @param {HTMLElement} details @param {string} key @param {boolean} open */
    const folded = (details, key, open) => {
      details.setAttribute("data-key", key);
      details.toggleAttribute("open", known.has(key) ? unfolded.has(key) : open);
      return details;
    };
    /** @type {Map<string, Duty[]>} */
    const headings = new Map();
    for (const duty of duties) headings.set(duty.heading, [...(headings.get(duty.heading) ?? []), duty]);
    const matters = new Set(duties.map((duty) => duty.matter)).size;
    const groups = [...headings].map(([heading, under], place) => {
      const leading = under.filter((duty) => duty.id === duty.matter);
      const items = leading.map((first) => {
        const item = this.#row(id, first);
        const also = under.filter((duty) => duty.matter === first.id && duty !== first).map((duty) => this.#row(id, duty));
        if (also.length) item.append(folded(others(first, also), first.id, false));
        return item;
      });
      return folded(h("details", { class: "group" },
        h("summary", {}, h("h4", {}, `${heading} (${leading.length})`)), h("ul", { class: "duties" }, ...items)), heading, place === 0 || matters <= LONG);
    });
    list.replaceChildren(...groups);
    if (kept) /** @type {HTMLElement | null} */ (list.querySelector(`[data-duty="${CSS.escape(focused ?? "")}"] button`))?.focus();
    byId(`${id}-none`).hidden = groups.length > 0;
  }
}
