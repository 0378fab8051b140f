/** The local channel's requests. An ApiError carries the server's own sentence, which is shown as it is. */

/**
 * @typedef {{id: string, name: string, role: string, authority: string, teams_user_id: string}} Person
 * @typedef {{value: string, label: string, hint?: string}} Option
 * @typedef {{name: string, label: string, kind: string, value?: string | string[], required?: boolean, hint?: string,
 *   options?: Option[], max_length?: number, problem?: string}} Field
 * @typedef {Record<string, string | string[]>} Values
 * @typedef {{verb: string, subject?: string, version?: number, values?: Values}} Press
 * @typedef {{flow: string, step: string, version: number, values?: Values}} Answer
 * @typedef {{say?: string, press?: Press, answer?: Answer}} Reply
 * @typedef {{label: string, reply: Reply, style?: string, collects?: boolean}} Button
 * @typedef {{text: string, title?: string, facts?: {label: string, value: string}[], fields?: Field[], buttons?: Button[],
 *   summary?: string, card?: string, private?: boolean, in_place?: boolean}} Message
 * @typedef {{id: string, from: "bot" | "person", at: string, kind: "reply" | "nudge" | "change" | "said", message: Message}} Entry
 * @typedef {{id: string, rule: string, title: string, authority: string, subject: string, owner: string, opened_on: string,
 *   due: string | null, status: string, late_working_days: number, next_nudge: string | null, side: "owes" | "owed",
 *   local_setting: boolean, uncertain: string, clause: string, rule_title: string, section: string,
 *   heading: string, matter: string, counted: string}} Duty
 * @typedef {{rule: string, authority: string, clause: string, start: string, due: string | null, status: string,
 *   explanation: {date: string, counted: boolean, reason: string}[], local_setting: boolean, uncertain: string,
 *   told: {who: string, when: string}[]}} Explanation
 * @typedef {{message: string, person: string, kind: string, duty: string, at: string}} Sent one matter; several may leave in one message
 */

/** What the server said no to, or that it could not be reached (status 0). */
export class ApiError extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} path
 * @param {object} [body] posted as JSON when given
 */
async function call(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ApiError("The bot cannot be reached. Check that it is running, then try again.", 0);
  }
  /** @type {any} */
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new ApiError(answer.error || "That was not saved. Try again in a moment.", response.status);
}

/** @param {string} path @param {Record<string, string>} query */
const withQuery = (path, query) => `${path}?${new URLSearchParams(query)}`;

/** @returns {Promise<Person[]>} */
export const people = () => call("/local/people");

/** @returns {Promise<{now: string}>} */
export const clock = () => call("/local/clock");

/** @param {{now: string} | {to: string}} move @returns {Promise<{now: string, sent: Sent[]}>} */
export const moveClock = (move) => call("/local/clock", move);

/** @param {string} person @returns {Promise<{messages: Entry[]}>} */
export const chat = (person) => call(withQuery("/local/chat", { person }));

/** @param {string} person @param {string} delivery @param {Reply} reply @returns {Promise<{messages: Entry[]}>} */
export const send = (person, delivery, reply) => call("/local/chat", { person, delivery, reply });

/** @param {string} person @returns {Promise<Duty[]>} */
export const duties = (person) => call(withQuery("/local/duties", { person }));

/** @param {string} duty @param {string} person @returns {Promise<Explanation>} */
export const explain = (duty, person) => call(withQuery("/local/explain", { duty, person }));
