const MILLISECONDS = 250;

/** @param {number} share of the time, 0 to 1 */
function smooth(share) {
  return share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) ** 2;
}

/**
 * Move points from where they are to where they belong, in as many pictures as the machine manages.
 * @param {Float32Array} from x, y by turns
 * @param {Float32Array} to the same points, later
 * @param {(positions: Float32Array) => void} draw shows one picture; the last is `to` itself
 * @returns {() => void} stops on the spot
 */
export function ease(from, to, draw) {
  /** @type {?number} */
  let beginning = null;
  let ticket = requestAnimationFrame(function step(now) {
    beginning ??= now;
    const share = (now - beginning) / MILLISECONDS;
    draw(between(from, to, share));
    if (share < 1) ticket = requestAnimationFrame(step);
  });
  return () => cancelAnimationFrame(ticket);
}

/**
 * Where the points are on their way.
 * @param {Float32Array} from x, y by turns
 * @param {Float32Array} to the same points, later
 * @param {number} share of the time that is over
 * @returns {Float32Array} `to` itself from 1 on
 */
export function between(from, to, share) {
  if (share >= 1) return to;
  const way = smooth(share);
  return from.map((value, index) => value + way * (to[index] - value));
}
