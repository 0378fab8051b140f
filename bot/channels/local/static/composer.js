/** The message box: Enter sends, Shift and Enter make a new line, the suggestions send their word. */

import { byId } from "./dom.js";
import { forget, keep, typed } from "./drafts.js";
import { grow } from "./fields.js";

/** @param {import("./chat.js").Chat} chat */
export function startComposer(chat) {
  const form = byId("composer");
  const box = /** @type {HTMLTextAreaElement} */ (byId("message"));
  const problem = byId("send-problem");
  const sender = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  const place = () => `message ${chat.person}`;

  /** @param {string} text */
  async function say(text) {
    if (!text.trim() || chat.busy) return;
    problem.textContent = "";
    sender.disabled = true;
    const from = chat.person;
    const own = box.value.trim() === text.trim();
    try {
      await chat.send({ say: text.trim() }, "composer");
      if (own) {
        forget(`message ${from}`);
        if (from === chat.person) show("");
      }
    } catch (error) {
      if (from === chat.person) problem.textContent = /** @type {Error} */ (error).message;
    } finally {
      sender.disabled = false;
    }
  }

  /** @param {string} text */
  function show(text) {
    box.value = text;
    grow(box);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void say(box.value);
  });
  box.addEventListener("keydown", (event) => {
    // While an input method is composing, Enter chooses a character.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void say(box.value);
  });
  box.addEventListener("input", () => {
    keep(place(), "text", box.value);
    grow(box);
  });
  for (const chip of form.querySelectorAll("button[data-say]")) {
    chip.addEventListener("click", () => void say(/** @type {HTMLElement} */ (chip).dataset.say ?? ""));
  }

  return {
    /** The box of the person one has just become, with what they had begun to type. */
    changePerson() {
      problem.textContent = "";
      show(String(typed(place(), "text") ?? ""));
    },
  };
}
