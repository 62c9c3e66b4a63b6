const MILLISECONDS = 250;

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
  let beginning = null;
  let ticket = requestAnimationFrame(function step(now) {
    beginning ??= now;
    const share = (now - beginning) / MILLISECONDS;
    draw(share >= 1 ? to : between(from, to, smooth(share)));
    if (share < 1) ticket = requestAnimationFrame(step);
  });
  return () => cancelAnimationFrame(ticket);
}

function between(from, to, share) {
  return from.map((value, index) => value + share * (to[index] - value));
}
