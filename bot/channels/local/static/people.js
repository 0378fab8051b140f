/** Who to be: the picker in the header, and the welcome shown until someone is chosen. */

import { byId, h, inputById } from "./dom.js";

/** @typedef {import("./api.js").Person} Person */

const REMEMBERED = "supervision.person";
const SHORT = new Set(["nqsw", "iro", "cp"]);
/** Roles that are no name for anybody when they stand alone. @type {Record<string, string>} */
const STAFF = { unqualified: "Unqualified staff", agency: "Agency staff" };

/** Whoever runs the bot hears of what has nobody else to be told; they have an inbox here, and nothing to type. */
export const OPERATOR = { id: "operator", name: "The operator", role: "runs_the_bot", authority: "this-installation", teams_user_id: null };

/** "cp_coordinator" → "CP coordinator" @param {string} key */
export function words(key) {
  if (STAFF[key]) return STAFF[key];
  const text = key.split(/[_-]/).map((word) => (SHORT.has(word) ? word.toUpperCase() : word)).join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "central-bedfordshire" → "Central Bedfordshire" @param {string} key */
const place = (key) => key.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");

/** @param {Person[]} people @returns {[string, Person[]][]} */
function byAuthority(people) {
  /** @type {Map<string, Person[]>} */
  const groups = new Map();
  for (const person of people) groups.set(person.authority, [...(groups.get(person.authority) ?? []), person]);
  return [...groups].map(([key, members]) => [place(key), members]);
}

/** Who the address (?as=…, so that two windows can be two people) or else this browser's memory names. */
export function remembered() {
  const { search, hash } = window.location;
  const named = new URLSearchParams(search).get("as") || new URLSearchParams(hash.slice(1)).get("as");
  return named || (window.localStorage.getItem(REMEMBERED) ?? "");
}

/** @param {string} id */
function remember(id) {
  window.localStorage.setItem(REMEMBERED, id);
  const address = `${window.location.pathname}?${new URLSearchParams({ as: id })}`;
  if (remembered() !== id) window.history.pushState(null, "", address);
  else window.history.replaceState(null, "", address);
}

export class People {
  /** @param {Person[]} people @param {(person: Person) => void} chosen */
  constructor(people, chosen) {
    this.people = people;
    this.chosen = chosen;
    this.current = "";
    this.select = /** @type {HTMLSelectElement} */ (byId("person"));
    for (const [authority, members] of byAuthority(people)) {
      this.select.append(h("optgroup", { label: authority },
        ...members.map((person) => h("option", { value: person.id }, `${person.name}, ${words(person.role).replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}`))));
    }
    this.select.addEventListener("change", () => this.become(this.select.value));
    window.addEventListener("popstate", () => this.become(remembered()));
    this.#welcome();
  }

  /** @param {string} id */
  name(id) {
    return this.people.find((person) => person.id === id)?.name ?? "someone who is not listed";
  }

  /** Becomes this person; an id nobody has (an old address, a fresh store) leads to the welcome. @param {string} id */
  become(id) {
    const person = this.people.find((one) => one.id === id);
    if (person && person.id === this.current) return;
    this.current = person?.id ?? "";
    this.select.value = this.current;
    byId("welcome").hidden = Boolean(person);
    byId("log").hidden = !person;
    byId("composer").hidden = !person || person.id === OPERATOR.id;
    if (!person) return;
    remember(person.id);
    this.chosen(person);
  }

  #welcome() {
    const search = inputById("find-person");
    const found = byId("found");
    const groups = byAuthority(this.people).map(([authority, members]) => h("section", { "aria-label": authority },
      h("h3", {}, authority),
      h("ul", { class: "people" }, ...members.map((person) => this.#card(person)))));
    search.addEventListener("input", () => {
      const wanted = search.value.trim().toLowerCase();
      for (const group of groups) {
        const cards = [...group.querySelectorAll("li")];
        for (const card of cards) card.hidden = !(card.textContent ?? "").toLowerCase().includes(wanted);
        group.hidden = cards.every((card) => card.hidden);
      }
      found.textContent = groups.every((group) => group.hidden) ? "No one has that name or role. Try another word." : "";
    });
    byId("welcome").append(...groups);
  }

  /** @param {Person} person */
  #card(person) {
    const initials = person.name.split(" ").map((part) => part.charAt(0)).slice(0, 2).join("");
    const button = h("button", { type: "button", class: "person" },
      h("span", { class: "initials", "aria-hidden": "true" }, initials),
      h("span", {}, h("strong", {}, person.name), " ", h("span", { class: "role" }, words(person.role))));
    button.addEventListener("click", () => {
      this.become(person.id);
      byId("message").focus();
    });
    return h("li", {}, button);
  }
}
