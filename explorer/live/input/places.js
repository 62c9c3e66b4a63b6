const ONCE = "afresh"; // asks for something to be done on arrival, and belongs to no place

/**
 * Whether two addresses are the same place: the same page and settings, in whatever order.
 * @param {URL} one an address
 * @param {URL} other another
 * @returns {boolean} whether one step back should lead away from both
 */
export function same(one, other) {
  return one.pathname === other.pathname && settings(one) === settings(other);
}

/** @param {URL} address */
function settings({ searchParams }) {
  const asked = new URLSearchParams(searchParams);
  asked.delete(ONCE);
  asked.sort();
  return String(asked);
}

/**
 * Give each place one entry of the history. The server writes an address that a link has led to in
 * its own way; when other messages pass meanwhile, Streamlit takes that for another place, and a
 * step back would lead to the link again.
 */
export function onceEach() {
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const here = new URL(location.href);
    if (same(here, new URL(url ?? here, here))) history.replaceState(state, title, url);
    else push(state, title, url);
  };
}
