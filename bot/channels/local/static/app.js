/** Puts the page's parts together. */

import * as api from "./api.js";
import { Chat } from "./chat.js";
import { Clock } from "./clock.js";
import { startComposer } from "./composer.js";
import { byId } from "./dom.js";
import { Duties } from "./duties.js";
import { listen } from "./events.js";
import { OPERATOR, People, remembered } from "./people.js";

/** @typedef {import("./api.js").Person} Person */

/** A sentence about the connection, or nothing when all is well. @param {string} sentence */
const tell = (sentence) => (byId("lost").textContent = sentence);

/** Shows a failed reading where the connection is spoken of. @param {Promise<unknown>} reading */
const watched = (reading) => reading.catch((error) => tell(error.message));

/** On a narrow page, one of the two views at a time. */
function startViews() {
  const buttons = /** @type {HTMLElement[]} */ ([...byId("views").querySelectorAll("button")]);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      document.body.dataset.view = button.dataset.view;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    });
  }
  return () => buttons[0].click();
}

async function start() {
  const [known, { now }] = await Promise.all([api.people(), api.clock()]);
  const people = [...known, OPERATOR];
  const showChat = startViews();
  const chat = new Chat(() => clock.now());
  const composer = startComposer(chat);
  let stop = () => {};

  /** @param {Person} person */
  function become(person) {
    stop();
    document.title = `${person.name} · Supervision`;
    byId("talk-title").textContent = `Conversation of ${person.name} with Supervision`;
    showChat();
    void watched(chat.open(person.id));
    void watched(duties.open(person.id));
    composer.changePerson();
    clock.changePerson();
    stop = listen(person.id, {
      entry: (entry) => chat.arrive(entry),
      clock: (instant) => {
        clock.set(instant);
        void watched(duties.reload());
      },
      duties: () => void watched(duties.reload()),
      lost: () => tell("Connection lost. Trying again…"),
      opened: (again) => {
        tell("");
        if (!again) return;
        void watched(Promise.all([chat.catchUp(), duties.reload(), api.clock().then((answer) => clock.set(answer.now))]));
      },
    });
  }

  const picker = new People(people, become);
  const name = (/** @type {string} */ id) => picker.name(id);
  const clock = new Clock({ name, become: (id) => picker.become(id), current: () => picker.current });
  const duties = new Duties({ name, now: () => clock.now() });
  clock.set(now);
  picker.become(remembered());
}

start().catch((error) => tell(error.message));
