/**
 * One element; words enter only through textContent.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag the element's name
 * @param {string} name its class within the component
 * @param {(Node | string)[]} children what it holds
 * @returns {HTMLElementTagNameMap[Tag]} the element
 */
export function element(tag, name, ...children) {
  const node = document.createElement(tag);
  node.className = name;
  node.append(...children);
  return node;
}

/**
 * Write a text only when it differs, so that nothing is laid out for naught.
 * @param {HTMLElement} node where
 * @param {string} text what
 */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Show or hide without leaving an empty box.
 * @param {HTMLElement} node what
 * @param {boolean} shown whether it is seen
 */
export function show(node, shown) {
  if (node.hidden === shown) node.hidden = !shown;
}
