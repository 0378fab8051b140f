/** Dates and times in words, always as a clock on a wall in England shows them, whatever this computer's own zone is. */

const ZONE = "Europe/London";
const DAY = 86_400_000;

/** @param {Intl.DateTimeFormatOptions} options */
const london = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, ...options });
const longDay = london({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDay = london({ weekday: "short", day: "numeric", month: "short" });
const hours = london({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const numbers = london({
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

/** A bare date is put at midday, so that no zone moves it to a neighbouring day. @param {string} iso */
const instant = (iso) => new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso);

/** @param {string | Date} value */
const asDate = (value) => (typeof value === "string" ? instant(value) : value);

/** "Monday 23 November 2026" @param {string | Date} value */
export const day = (value) => longDay.format(asDate(value)).replaceAll(",", "");

/** "Mon 23 Nov" @param {string | Date} value */
export const briefDay = (value) => shortDay.format(asDate(value)).replaceAll(",", "");

/** "09:00" @param {string | Date} value */
export const time = (value) => hours.format(asDate(value));

/** "Mon 23 Nov, 09:00", or without the time when there is none. @param {string} iso */
export const briefMoment = (iso) => (iso.length === 10 ? briefDay(iso) : `${briefDay(iso)}, ${time(iso)}`);

/** "Monday 23 November 2026, 09:00" @param {string | Date} value */
export const moment = (value) => `${day(value)}, ${time(value)}`;

/** A date in words, with its time when it has one. @param {string} iso */
export const dayOrMoment = (iso) => (iso.length === 10 ? day(iso) : moment(iso));

/** @param {Date} value */
function parts(value) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const { type, value: text } of numbers.formatToParts(value)) found[type] = text;
  return found;
}

/** The local date as YYYY-MM-DD. @param {string | Date} value */
export function isoDay(value) {
  const { year, month, day: dayOfMonth } = parts(asDate(value));
  return `${year}-${month}-${dayOfMonth}`;
}

/** How far the zone is ahead of UTC at this instant, in milliseconds. @param {number} at */
function offset(at) {
  const p = parts(new Date(at));
  return Date.UTC(+p.year, +p.month - 1, +p.day, +p.hour, +p.minute, +p.second) - Math.floor(at / 1000) * 1000;
}

/**
 * The instant of a local date and time, as ISO in UTC. Asked twice, because the first guess may lie on the other side of a clock change.
 * @param {string} date YYYY-MM-DD
 * @param {string} clock HH:MM
 */
export function toInstant(date, clock) {
  const wall = Date.parse(`${date}T${clock}:00Z`);
  const guess = wall - offset(wall);
  return new Date(wall - offset(guess)).toISOString();
}

/**
 * A due date as people say it, seen from `now`: "today", "tomorrow, Tuesday 24 November 2026".
 * @param {string} iso
 * @param {Date} now
 */
export function near(iso, now) {
  const days = Math.round((Date.parse(isoDay(iso)) - Date.parse(isoDay(now))) / DAY);
  const words = dayOrMoment(iso);
  if (days === 0) return iso.length === 10 ? "today" : `today, ${time(iso)}`;
  if (days === 1) return `tomorrow, ${words}`;
  return words;
}
