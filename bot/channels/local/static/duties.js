/** What is owed: two lists, kept up to date row by row so that an open explanation stays open. */

import * as api from "./api.js";
import { byId, h, icon } from "./dom.js";
import { addWhy } from "./why.js";
import { briefMoment, day, dayOrMoment, near } from "./when.js";

/** @typedef {import("./api.js").Duty} Duty */
/** @typedef {{name: (id: string) => string, now: () => Date}} Around */

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
    h("h4", {}, duty.title),
    h("p", { class: "when" }, dueLine(duty, now)),
    duty.side === "owed" && h("p", { class: "small" }, `From ${around.name(duty.owner)}`),
    duty.uncertain && h("p", { class: "small unsure-text" }, `How this is read is uncertain: ${duty.uncertain}`),
    h("p", { class: "small" }, `Clause: ${duty.clause}`),
    duty.next_nudge && h("p", { class: "small reminder" }, icon("bell"), `Next reminder ${briefMoment(duty.next_nudge)}`));
  addWhy(item, duty, person);
  return item;
}

/** Late first, then by date; what has no date comes last. @param {Duty} a @param {Duty} b */
function byUrgency(a, b) {
  return b.late_working_days - a.late_working_days || (a.due ?? "9999").localeCompare(b.due ?? "9999");
}

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
    this.#fill("owes", duties.filter((duty) => duty.side === "owes"));
    this.#fill("owed-to", duties.filter((duty) => duty.side === "owed"));
    const count = byId("owed-count");
    count.textContent = duties.length ? `(${duties.length})` : "";
    count.classList.toggle("late", duties.some((duty) => duty.late_working_days > 0));
  }

  /** @param {string} id @param {Duty[]} duties */
  #fill(id, duties) {
    const items = duties.sort(byUrgency).map((duty) => {
      const key = `${id} ${duty.id}`;
      const today = day(this.around.now());
      const json = JSON.stringify([duty, today]);
      const old = this.rows.get(key);
      if (old?.json === json) return old.item;
      const item = row(duty, this.person, this.around);
      this.rows.set(key, { json, item });
      if (old?.item.querySelector("[aria-expanded=true]")) /** @type {HTMLElement} */ (item.querySelector("[aria-expanded]")).click();
      return item;
    });
    const focused = document.activeElement?.closest("[data-duty]")?.getAttribute("data-duty");
    const list = byId(id);
    const kept = list.contains(document.activeElement);
    if (items.length !== list.children.length || items.some((item, index) => item !== list.children[index])) list.replaceChildren(...items);
    if (kept) /** @type {HTMLElement | null} */ (list.querySelector(`[data-duty="${CSS.escape(focused ?? "")}"] button`))?.focus();
    byId(`${id}-none`).hidden = items.length > 0;
  }
}
