/** The server's events for one person, with reconnection. */

/** @typedef {import("./api.js").Entry} Entry */

const RETRY = 3000;

/**
 * Listens until the returned function is called.
 * `opened(again)` tells whether this is a reconnection, after which the caller reads what it may have missed.
 * @param {string} person
 * @param {{entry: (entry: Entry) => void, clock: (now: string) => void, duties: () => void,
 *   opened: (again: boolean) => void, lost: () => void}} heard
 * @returns {() => void}
 */
export function listen(person, heard) {
  let again = false;
  let stopped = false;
  let retry = 0;
  /** @type {EventSource} */
  let source;

  const open = () => {
    source = new EventSource(`/local/events?${new URLSearchParams({ person })}`);
    source.addEventListener("open", () => {
      heard.opened(again);
      again = true;
    });
    source.addEventListener("entry", (event) => heard.entry(JSON.parse(event.data)));
    source.addEventListener("clock", (event) => heard.clock(JSON.parse(event.data).now));
    source.addEventListener("duties", () => heard.duties());
    source.addEventListener("error", () => {
      if (stopped) return;
      heard.lost();
      // The browser tries again by itself after a dropped connection, but gives up for good after an error status.
      if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(open, RETRY);
    });
  };

  open();
  return () => {
    stopped = true;
    window.clearTimeout(retry);
    source.close();
  };
}
