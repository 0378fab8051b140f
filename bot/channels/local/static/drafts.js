/**
 * What was typed and not yet sent. Kept in this page's memory only, never in the browser's storage: it is case text,
 * and a shared computer would hand it to the next person. A reload loses it; an arriving nudge or a change of person does not.
 */

/** @typedef {string | string[]} Value */

/** @type {Map<string, Map<string, Value>>} */
const kept = new Map();

/** @param {string} place @param {string} field @param {Value} value */
export function keep(place, field, value) {
  const fields = kept.get(place) ?? new Map();
  fields.set(field, value);
  kept.set(place, fields);
}

/** @param {string} place @param {string} field @returns {Value | undefined} */
export const typed = (place, field) => kept.get(place)?.get(field);

/** @param {string} place */
export const forget = (place) => kept.delete(place);
