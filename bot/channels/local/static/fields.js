/** A message's fields as a form: label, hint, problem and input tied together for those who cannot see them side by side. */

import { h } from "./dom.js";

/** @typedef {import("./api.js").Field} Field */
/** @typedef {import("./api.js").Values} Values */
/** @typedef {(field: string, value: string | string[]) => void} Typed */

const MOST_RADIOS = 7;
/** @type {Record<string, string>} */
const INPUT_TYPES = { text: "text", date: "date", time: "time", datetime: "datetime-local", number: "text" };
/** @type {import("./api.js").Option[]} */
const YES_NO = [{ value: "yes", label: "Yes" }, { value: "no", label: "No" }];

/** @param {Field} field @param {string} id */
function about(field, id) {
  const hint = field.hint ? h("p", { class: "hint", id: `${id}-hint` }, field.hint) : null;
  const problem = field.problem
    ? h("p", { class: "problem", id: `${id}-problem` }, h("span", { class: "hidden" }, "Problem: "), field.problem)
    : null;
  const ids = [hint && `${id}-hint`, problem && `${id}-problem`, field.max_length ? `${id}-count` : null];
  return { hint, problem, describedby: ids.filter(Boolean).join(" ") || null };
}

/** @param {Field} field */
const caption = (field) => (field.required ? field.label : `${field.label} (optional)`);

/** @param {HTMLTextAreaElement} area */
export function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

/**
 * The count is spoken a moment after typing stops, not at every key.
 * @param {HTMLInputElement | HTMLTextAreaElement} input @param {number} most @param {string} id
 */
function counter(input, most, id) {
  const seen = h("p", { class: "count", id: `${id}-count` });
  const spoken = h("p", { class: "hidden", "aria-live": "polite" });
  let timer = 0;
  const words = () => {
    const left = most - input.value.length;
    const characters = Math.abs(left) === 1 ? "character" : "characters";
    seen.classList.toggle("over", left < 0);
    return left < 0
      ? `You have ${(-left).toLocaleString("en-GB")} ${characters} too many`
      : `You have ${left.toLocaleString("en-GB")} ${characters} left`;
  };
  seen.textContent = words();
  input.addEventListener("input", () => {
    const text = (seen.textContent = words());
    window.clearTimeout(timer);
    timer = window.setTimeout(() => (spoken.textContent = text), 1000);
  });
  return [seen, spoken];
}

/** @param {Field} field @param {string} id @param {string} value @param {Typed} typed */
function single(field, id, value, typed) {
  const { hint, problem, describedby } = about(field, id);
  const shared = {
    id, name: field.name, "aria-describedby": describedby,
    "aria-invalid": field.problem ? "true" : null, "aria-required": field.required ? "true" : null,
  };
  let input;
  if (field.kind === "choice") {
    input = h("select", shared, h("option", { value: "" }, "Choose one"),
      ...(field.options ?? []).map((option) => h("option", { value: option.value }, option.label)));
    // What was typed and fits none of them stands in the chat; here nothing is chosen yet.
    if (!field.options?.some((option) => option.value === value)) value = "";
  } else if (field.kind === "long_text") {
    input = h("textarea", { ...shared, rows: 3 });
  } else {
    input = h("input", { ...shared, type: INPUT_TYPES[field.kind] ?? "text", autocomplete: "off", inputmode: field.kind === "number" ? "numeric" : null });
  }
  input.value = value;
  input.addEventListener("input", () => {
    typed(field.name, input.value);
    if (input instanceof HTMLTextAreaElement) grow(input);
  });
  const count = field.max_length && !(input instanceof HTMLSelectElement) ? counter(input, field.max_length, id) : [];
  return h("div", { class: `field ${field.kind}` }, h("label", { for: id }, caption(field)), hint, problem, input, ...count);
}

/** @param {Field} field @param {string} id @param {string[]} chosen @param {Typed} typed */
function group(field, id, chosen, typed) {
  const { hint, problem, describedby } = about(field, id);
  const many = field.kind === "choices";
  const options = field.kind === "yes_no" && !field.options?.length ? YES_NO : field.options ?? [];
  const rows = options.map((option, index) => {
    const own = `${id}-${index}`;
    const input = h("input", {
      type: many ? "checkbox" : "radio", id: own, name: many ? field.name : id, value: option.value,
      checked: chosen.includes(option.value), "aria-describedby": option.hint ? `${own}-hint` : null,
    });
    return h("div", { class: "option" }, input, h("label", { for: own }, option.label),
      option.hint ? h("p", { class: "hint", id: `${own}-hint` }, option.hint) : null);
  });
  const set = h("fieldset", {
    class: `field ${field.kind}`, id, "aria-describedby": describedby,
  }, h("legend", {}, caption(field)), hint, problem, h("div", { class: rows.length === 2 ? "options beside" : "options" }, ...rows));
  set.addEventListener("change", () => typed(field.name, many ? ticked(set) : ticked(set)[0] ?? ""));
  return set;
}

/** @param {Element} set */
const ticked = (set) => [...set.querySelectorAll("input:checked")].map((input) => /** @type {HTMLInputElement} */ (input).value);

/** @param {Field} field */
function grouped(field) {
  return field.kind === "choices" || field.kind === "yes_no" || (field.kind === "choice" && (field.options ?? []).length <= MOST_RADIOS);
}

/**
 * One field, filled with `value`; `typed` hears every change.
 * @param {Field} field @param {string} id unique on the page @param {string | string[]} value @param {Typed} typed
 */
export function drawField(field, id, value, typed) {
  const element = grouped(field)
    ? group(field, id, [value].flat(), typed)
    : single(field, id, String(value), typed);
  element.dataset.field = field.name;
  element.classList.toggle("wrong", Boolean(field.problem));
  return element;
}

/**
 * The values as they stand in the form: a list for `choices`, text for everything else.
 * @param {Field[]} fields @param {Element} form @returns {Values}
 */
export function collect(fields, form) {
  /** @type {Values} */
  const values = {};
  for (const field of fields) {
    const element = form.querySelector(`[data-field="${CSS.escape(field.name)}"]`);
    if (!element) continue;
    if (!grouped(field)) {
      values[field.name] = /** @type {HTMLInputElement} */ (element.querySelector("input, select, textarea")).value;
    } else {
      values[field.name] = field.kind === "choices" ? ticked(element) : ticked(element)[0] ?? "";
    }
  }
  return values;
}
