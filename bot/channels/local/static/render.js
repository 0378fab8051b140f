/** One entry of the conversation as an element. It knows nothing of the server. */

import { forget, keep, typed } from "./drafts.js";
import { h, icon, paragraphs } from "./dom.js";
import { collect, drawField } from "./fields.js";
import { moment, time } from "./when.js";

/** @typedef {import("./api.js").Entry} Entry */
/** @typedef {import("./api.js").Message} Message */
/** @typedef {import("./api.js").Button} Button */
/** @typedef {import("./api.js").Reply} Reply */
/** @typedef {(reply: Reply, card: HTMLElement) => void} Pressed called with the reply ready to send */

/**
 * Where an entry's drafts are kept. A card goes on being the same card from question to question, so its question is part of the place:
 * what was typed for one must never appear under the next. The version is left out, because asking again raises it.
 * @param {string} person @param {Entry} entry
 */
export function draftPlace(person, entry) {
  const { card, title = "", buttons = [], fields = [] } = entry.message;
  const asked = buttons.map(({ reply }) => reply.answer?.step ?? reply.press?.subject ?? "");
  return JSON.stringify([person, card || entry.id, title, asked, fields.map((field) => field.label)]);
}

/** @param {Message} message */
export const isCard = (message) => Boolean(message.title || message.facts?.length || message.fields?.length || message.buttons?.length);

/** @param {Entry} entry */
function heading(entry) {
  const stamp = h("time", { datetime: entry.at, title: moment(entry.at) }, time(entry.at));
  if (entry.from === "person") return h("p", { class: "meta" }, h("span", {}, "You"), stamp);
  if (entry.kind === "nudge") return h("p", { class: "meta" }, h("span", { class: "label" }, icon("bell"), "Reminder"), stamp);
  return h("p", { class: "meta" }, h("span", {}, "Supervision"), stamp);
}

/** @param {Button} button @param {Message} message @param {Element} card @returns {Reply} */
function replyOf(button, message, card) {
  if (!button.collects) return button.reply;
  const values = collect(message.fields ?? [], card);
  const { press, answer } = button.reply;
  if (press) return { press: { ...press, values: { ...press.values, ...values } } };
  if (answer) return { answer: { ...answer, values: { ...answer.values, ...values } } };
  return button.reply;
}

/** @param {Entry} entry @param {string} place */
function drawFields(entry, place) {
  return (entry.message.fields ?? []).map((field, index) =>
    drawField(field, `${entry.id}-field-${index}`, typed(place, field.name) ?? field.value ?? "", (name, value) => keep(place, name, value)));
}

/** @param {Entry} entry @param {HTMLElement} card @param {Pressed} pressed */
function drawButtons(entry, card, pressed) {
  const buttons = entry.message.buttons ?? [];
  // Enter in a one-line field presses the first button that sends the fields, as in any form.
  const submits = buttons.find((button) => button.collects);
  return buttons.map((button) => {
    const element = h("button", { type: button === submits ? "submit" : "button", class: `button ${button.style ?? "plain"}` }, button.label);
    const press = () => pressed(replyOf(button, entry.message, card), card);
    if (button === submits) card.addEventListener("submit", (event) => (event.preventDefault(), press()));
    else element.addEventListener("click", press);
    return element;
  });
}

/**
 * @param {string} person who is looking, for their drafts
 * @param {Entry} entry
 * @param {Pressed} pressed
 */
export function drawEntry(person, entry, pressed) {
  const { message } = entry;
  const body = h(message.fields?.length ? "form" : "div", { class: isCard(message) ? "body card" : "body", novalidate: Boolean(message.fields?.length) });
  body.append(heading(entry));
  if (message.title) body.append(h("h2", {}, message.title));
  body.append(...paragraphs(message.text));
  if (message.facts?.length) {
    body.append(h("dl", { class: "facts" }, ...message.facts.map((fact) => h("div", {}, h("dt", {}, fact.label), h("dd", {}, fact.value)))));
  }
  body.append(...drawFields(entry, draftPlace(person, entry)));
  if (message.buttons?.length) body.append(h("div", { class: "buttons" }, ...drawButtons(entry, body, pressed)));
  body.append(h("p", { class: "problem card-problem", role: "alert" }));
  // On a question the lock would only tell people that they see what they typed themselves.
  if (message.private && !message.fields?.length) body.append(h("p", { class: "private" }, icon("lock"), "Shown because you asked for it"));

  return h("article", {
    class: `entry ${entry.from} ${entry.kind}`, tabindex: "-1", "data-entry-id": entry.id, "data-kind": entry.kind, "data-card": message.card || null,
    "aria-label": `${entry.from === "person" ? "You" : entry.kind === "nudge" ? "Reminder" : "Supervision"}, ${time(entry.at)}`,
  }, body);
}

/**
 * Forgets what was typed into an entry, unless its answer came back with a problem to put right.
 * @param {string} person @param {Entry} before @param {Entry[]} after
 */
export function settleDrafts(person, before, after) {
  const place = draftPlace(person, before);
  const again = after.some((entry) => draftPlace(person, entry) === place && entry.message.fields?.some((field) => field.problem));
  if (!again) forget(place);
}
