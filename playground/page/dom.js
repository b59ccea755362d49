/* Small helpers to build the page from nodes; data never becomes markup. */

/** An element with properties (`class`, `data-*`, `aria-*` as attributes, `on*` as listeners) and children. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** The first letters of the first and last word of a name. */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => Array.from(word)[0] ?? "").join("").toUpperCase();
}

/** A message that fades by itself; `kind` is "info" or "error". */
export function toast(text, kind = "info") {
  const node = el("p", { class: `toast toast-${kind}` }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), kind === "error" ? 7000 : 3500);
}
