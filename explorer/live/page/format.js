/** @import { Say } from "../types.d.ts" */
/** @type {Map<string, Intl.NumberFormat>} */
const makers = new Map();

/**
 * @param {string} language a BCP 47 tag
 * @param {Intl.NumberFormatOptions} options
 * @returns {Intl.NumberFormat} made once
 */
function maker(language, options) {
  const key = language + JSON.stringify(options);
  const found = makers.get(key) ?? new Intl.NumberFormat(language, options);
  makers.set(key, found);
  return found;
}

/**
 * Ways of writing numbers in one language.
 * @param {string} language a BCP 47 tag
 * @returns {Say}
 */
export function numbers(language) {
  /** @type {(options: Intl.NumberFormatOptions) => (value: number) => string} */
  const write = (options) => (value) => maker(language, options).format(value);
  return {
    whole: write({ maximumFractionDigits: 0 }),
    compact: write({ notation: "compact", maximumSignificantDigits: 3 }),
    // Fixed digits where a number changes twice a second, so that the line does not tremble.
    nats: write({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    rate: (value) => value > 0 && value < 1e-4 ? value.toExponential(1)
      : maker(language, { minimumSignificantDigits: 2, maximumSignificantDigits: 2 }).format(value),
    epoch: write({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  };
}

/**
 * A duration as a clock shows it, in every language alike.
 * @param {number} seconds how long
 * @returns {string} `3:07` or `1:03:07`
 */
export function clock(seconds) {
  const left = Math.max(0, Math.round(seconds));
  /** @type {(value: number) => string} */
  const two = (value) => String(value).padStart(2, "0");
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor(left / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
}

/**
 * Put values into a translated template.
 * @param {string} template text with `{name}` places
 * @param {Record<string, string>} values what goes there
 * @returns {string} the sentence
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}
