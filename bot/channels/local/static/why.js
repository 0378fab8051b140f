/** "Why?": the explanation of one due date, day by day, fetched when it is opened. */

import * as api from "./api.js";
import { disclosure, h, icon } from "./dom.js";
import { briefDay, dayOrMoment } from "./when.js";

/** @param {import("./api.js").Explanation} explanation */
function draw({ clause, start, due, status, explanation, local_setting: local, told }) {
  const result = status === "paused"
    ? "Paused: no date until it can be counted again"
    : due ? dayOrMoment(due) : "The policy gives no number, so nobody is chased";
  return [
    h("dl", { class: "facts" },
      h("div", {}, h("dt", {}, "Clause"), h("dd", {}, clause)),
      h("div", {}, h("dt", {}, "Counted from"), h("dd", {}, dayOrMoment(start))),
      h("div", {}, h("dt", {}, "Due"), h("dd", {}, result)),
      ...told.map(({ who, when }) => h("div", {}, h("dt", {}, who), h("dd", {}, when)))),
    local ? h("p", { class: "small" }, "Local setting: your authority chose this number, the policy text does not give it.") : "",
    h("ol", { class: "days" }, ...explanation.map(({ date, counted, reason }) =>
      h("li", { class: counted ? "counted" : "skipped" },
        icon(counted ? "tick" : "dash"),
        h("span", { class: "date" }, briefDay(date)),
        h("span", { class: "reason" }, h("span", { class: "hidden" }, counted ? "Counted: " : "Not counted: "), reason)))),
  ];
}

/** @param {HTMLElement} item @param {import("./api.js").Duty} duty @param {string} person */
export function addWhy(item, duty, person) {
  const panel = h("div", { class: "why", id: `why-${duty.side}-${duty.id}`, hidden: true });
  const button = h("button", { type: "button", class: "why-toggle", "aria-expanded": "false", "aria-controls": panel.id },
    "Why?", h("span", { class: "hidden" }, ` ${duty.title}`), icon("chevron"));
  const load = async () => {
    panel.replaceChildren(h("p", { class: "small", role: "status" }, "Working it out…"));
    try {
      panel.replaceChildren(...draw(await api.explain(duty.id, person)));
    } catch (error) {
      panel.replaceChildren(h("p", { class: "problem", role: "alert" }, /** @type {Error} */ (error).message));
    }
  };
  disclosure(button, panel, (open) => {
    panel.hidden = !open;
    if (open) void load();
  });
  item.append(button, panel);
}
