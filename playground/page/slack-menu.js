/* Menus that open over the pane: selects (one or several, with a filter), overflow menus, shortcuts. */

import { el } from "./dom.js";

let serial = 0;

/**
 * A select. `groups` is `[{label, options}]` or a function of the typed words that promises them; `chosen` are
 * option objects; `onchoose` gets the new list of them.
 */
export function dropdown({ groups, chosen, placeholder, several, label, key, onchoose, closable = true }) {
  const face = el("span", { class: "sp-select-face" });
  const button = el("button", {
    type: "button", class: "sp-select", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": label,
    "data-key": key,
  }, face, el("span", { class: "sp-caret", "aria-hidden": "true" }));
  let picked = chosen;
  const show = () => {
    face.replaceChildren(...(picked.length ? picked.map((option) => (several
      ? el("span", { class: "sp-pill" }, option.text.text) : document.createTextNode(option.text.text)))
      : [el("span", { class: "sp-placeholder" }, placeholder)]));
  };
  const choose = (option) => {
    const has = picked.some(({ value }) => value === option.value);
    if (several) picked = has ? picked.filter(({ value }) => value !== option.value) : [...picked, option];
    else picked = has && !closable ? picked : [option];
    show();
    onchoose(picked);
    return several;
  };
  button.addEventListener("click", () => openList(button, { groups, choose, picked: () => picked }));
  show();
  return button;
}

/** A menu of plain commands: `items` are `{label, hint, run}`. */
export function openMenu(anchor, items) {
  const list = el("div", { class: "sp-menu", role: "menu" });
  const pop = popover(anchor, list);
  for (const { label, hint, run } of items) {
    list.append(el("button", {
      type: "button", role: "menuitem", class: "sp-menu-item",
      onclick: () => { pop.close(); run(); },
    }, el("span", {}, label), hint ? el("small", {}, hint) : null));
  }
  arrows(list, () => Array.from(list.children));
  list.firstElementChild?.focus();
}

function openList(anchor, { groups, choose, picked }) {
  const id = `sp-list-${serial += 1}`;
  const filter = el("input", {
    type: "text", class: "sp-filter", placeholder: "Search", "aria-label": "Search options", "aria-controls": id,
    autocomplete: "off", spellcheck: "false",
  });
  const list = el("div", { class: "sp-options", role: "listbox", id });
  const pop = popover(anchor, el("div", { class: "sp-menu" }, filter, list));
  let turn = 0;
  const fill = (found, words) => {
    const wanted = words.trim().toLowerCase();
    list.replaceChildren();
    for (const group of found) {
      const matching = group.options.filter(({ text }) => text.text.toLowerCase().includes(wanted));
      if (matching.length && group.label) list.append(el("div", { class: "sp-group" }, group.label));
      for (const option of matching) {
        list.append(el("button", {
          type: "button", role: "option", class: "sp-option",
          "aria-selected": String(picked().some(({ value }) => value === option.value)),
          onclick: (event) => {
            if (!choose(option)) return pop.close();
            const mark = event.currentTarget;
            mark.setAttribute("aria-selected", String(mark.getAttribute("aria-selected") !== "true"));
            return undefined;
          },
        }, el("span", {}, option.text.text), option.description ? el("small", {}, option.description.text) : null));
      }
    }
    if (!list.children.length) list.append(el("p", { class: "sp-none" }, "No results"));
  };
  const refresh = async () => {
    if (typeof groups !== "function") return fill(groups, filter.value);
    const mine = turn += 1;
    list.setAttribute("aria-busy", "true");
    const found = await groups(filter.value);
    if (mine !== turn) return undefined;
    list.removeAttribute("aria-busy");
    fill(found, "");
    return pop.place();
  };
  let waiting = 0;
  filter.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, typeof groups === "function" ? 200 : 0);
  });
  const total = typeof groups === "function" ? Infinity : groups.reduce((sum, { options }) => sum + options.length, 0);
  filter.hidden = total <= 7;
  arrows(pop.node, () => [...(filter.hidden ? [] : [filter]), ...list.querySelectorAll(".sp-option")]);
  refresh();
  pop.place();
  (filter.hidden ? list.querySelector('[aria-selected="true"]') ?? list.querySelector(".sp-option") : filter)?.focus();
}

function popover(anchor, content) {
  const node = el("div", { class: "sp-popover", popover: "auto" }, content);
  anchor.closest(".slack-pane").append(node);
  const place = () => {
    const box = anchor.getBoundingClientRect();
    node.style.minWidth = `${Math.max(box.width, 200)}px`;
    const { width, height } = node.getBoundingClientRect();
    const below = window.innerHeight - box.bottom - 8 >= height || box.top < height;
    node.style.top = `${below ? Math.min(box.bottom + 4, window.innerHeight - height - 4) : box.top - height - 4}px`;
    node.style.left = `${Math.max(4, Math.min(box.left, window.innerWidth - width - 8))}px`;
  };
  const close = () => node.hidePopover();
  node.addEventListener("toggle", ({ newState }) => {
    anchor.setAttribute("aria-expanded", String(newState === "open"));
    if (newState === "open") return;
    const inside = node.contains(document.activeElement) || document.activeElement === document.body;
    node.remove();
    if (inside) anchor.focus();
  });
  node.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  node.showPopover();
  place();
  queueMicrotask(place);
  return { node, close, place };
}

function arrows(node, stops) {
  node.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = stops();
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      all.find((one) => one.matches(".sp-option"))?.click();
    }
    if (!step) return;
    event.preventDefault();
    const at = all.indexOf(document.activeElement);
    all[(at + step + all.length) % all.length]?.focus();
  });
}
