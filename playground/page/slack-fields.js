/* Block Kit's interactive elements. */

import { el } from "./dom.js";
import { dropdown, openMenu } from "./slack-menu.js";
import { text } from "./slack-text.js";

const TYPED = new Set(["plain_text_input", "email_text_input", "url_text_input", "number_input"]);

/** The raw value of an element's state, as acts take it. */
export function raw(state) {
  if (!state) return null;
  if ("value" in state) return state.value;
  if ("selected_option" in state) return state.selected_option?.value ?? null;
  if ("selected_options" in state) return state.selected_options.map(({ value }) => value);
  if ("files" in state) return state.files.map(({ id }) => id);
  return Object.entries(state).find(([name]) => name.startsWith("selected_"))?.[1] ?? null;
}

/**
 * One interactive element. `surface` knows its place, the drafts and how to act: `place`, `context`,
 * `draft(ids)`, `keep(ids, raw)`, `revert(ids)`, `agreed(confirm)`, `perform(kind, ids, fields)`,
 * `load(ids, query)`, `upload(file)`.
 */
export function field(element, block, surface) {
  const ids = { block_id: block.block_id, action_id: element.action_id };
  const key = `${surface.key}/${ids.block_id}/${ids.action_id}`;
  const state = surface.state[ids.block_id]?.[ids.action_id];
  const drafted = surface.draft(ids);
  const value = drafted === undefined ? raw(state) : drafted;
  const tells = block.type !== "input" || block.dispatch_action;
  const label = block.label?.text ?? element.placeholder?.text ?? element.accessibility_label ?? "";
  const enter = async (entered) => {
    if (tells && !(await surface.agreed(element.confirm))) return surface.revert(ids);
    surface.keep(ids, entered);
    return tells ? surface.perform("select", ids, { value: entered }) : undefined;
  };
  const given = { element, block, surface, ids, key, state, value, label, enter, tells };
  if (element.type === "button") return button(given);
  if (element.type === "overflow") return overflow(given);
  if (TYPED.has(element.type)) return typed(given);
  if (element.type === "radio_buttons" || element.type === "checkboxes") return ticks(given);
  if (element.type === "file_input") return files(given);
  if (element.type.endsWith("picker")) return picker(given);
  return select(given);
}

function button({ element, surface, ids, key }) {
  const style = element.style ? ` sp-${element.style}` : "";
  const node = el("button", {
    type: "button", class: `sp-button${style}`, "aria-label": element.accessibility_label, "data-key": key,
  }, text(element.text, surface.context));
  if (element.url) node.append(el("span", { class: "sp-away", "aria-hidden": "true" }, "↗"));
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-busy") || !(await surface.agreed(element.confirm))) return;
    if (/^https?:/i.test(element.url ?? "")) window.open(element.url, "_blank", "noopener");
    node.setAttribute("aria-busy", "true");
    try {
      await surface.perform("press", ids);
    } finally {
      node.removeAttribute("aria-busy");
    }
  });
  return node;
}

function overflow({ element, surface, ids, key }) {
  const node = el("button", {
    type: "button", class: "sp-button sp-overflow", "aria-label": "More actions", "aria-haspopup": "menu", "data-key": key,
  }, "⋯");
  node.addEventListener("click", () => openMenu(node, element.options.map((option) => ({
    label: option.text.text,
    run: async () => {
      if (!(await surface.agreed(element.confirm))) return;
      if (/^https?:/i.test(option.url ?? "")) window.open(option.url, "_blank", "noopener");
      surface.perform("press", ids, { value: option.value });
    },
  }))));
  return node;
}

function typed({ element, surface, ids, key, value, label, enter, tells }) {
  const kinds = { email_text_input: "email", url_text_input: "url" };
  const node = element.multiline
    ? el("textarea", { rows: 4 })
    : el("input", { type: kinds[element.type] ?? "text", inputmode: element.type === "number_input" ? "decimal" : null });
  node.className = "sp-input";
  node.dataset.key = key;
  node.setAttribute("aria-label", label);
  node.placeholder = element.placeholder?.text ?? "";
  if (element.max_length) node.maxLength = element.max_length;
  node.value = value ?? "";
  node.addEventListener("input", () => surface.keep(ids, node.value));
  if (tells) node.addEventListener("keydown", (event) => event.key === "Enter" && !event.shiftKey && enter(node.value));
  return node;
}

function ticks({ element, surface, key, value, label, enter }) {
  const several = element.type === "checkboxes";
  const chosen = new Set(several ? value ?? [] : [value]);
  const node = el("div", { class: "sp-ticks", role: several ? "group" : "radiogroup", "aria-label": label });
  for (const option of element.options) {
    const box = el("input", {
      type: several ? "checkbox" : "radio", name: key, value: option.value, checked: chosen.has(option.value),
      "data-key": `${key}/${option.value}`,
      onchange: () => {
        const marked = Array.from(node.querySelectorAll("input:checked"), (one) => one.value);
        enter(several ? marked : marked[0]);
      },
    });
    node.append(el("label", {}, box, el("span", {}, text(option.text, surface.context),
      option.description ? el("small", {}, text(option.description, surface.context)) : null)));
  }
  return node;
}

function picker({ element, surface, key, value, label, enter }) {
  const types = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };
  const both = element.type === "datetimepicker";
  const node = el("input", { class: "sp-input sp-picker", type: types[element.type], "aria-label": label, "data-key": key });
  node.value = both && value ? local(value, surface.context.zone) : value ?? "";
  // A date being typed passes through years like 0002.
  const whole = () => !/^0/.test(node.value);
  node.addEventListener("change", () => whole() && enter(both && node.value ? unix(node.value, surface.context.zone) : node.value));
  return node;
}

function files({ surface, ids, key, state, value, label }) {
  const names = el("span", { class: "sp-hint" }, (state?.files ?? []).map(({ name }) => name).join(", "));
  const node = el("input", {
    class: "sp-input", type: "file", multiple: true, "aria-label": label, "data-key": key,
    onchange: async () => {
      const kept = [];
      for (const file of node.files) kept.push((await surface.upload(file)).file);
      surface.keep(ids, [...(value ?? []), ...kept.map(({ id }) => id)]);
      names.textContent = kept.map(({ name }) => name).join(", ");
    },
  });
  return el("div", {}, node, names);
}

function select({ element, surface, ids, key, state, value, label, enter }) {
  const several = element.type.startsWith("multi_");
  const own = element.option_groups?.map((group) => ({ label: group.label.text, options: group.options }))
    ?? [{ options: element.options ?? people(element.type, surface.context) }];
  const external = element.type.includes("external");
  const known = [...own.flatMap(({ options }) => options), ...surface.offered(ids),
    ...[state?.selected_option, ...(state?.selected_options ?? [])].filter(Boolean)];
  const wanted = several ? value ?? [] : value ? [value] : [];
  return dropdown({
    groups: external ? async (query) => [{ options: await surface.load(ids, query) }] : own,
    chosen: wanted.map((one) => known.find((option) => option.value === one)).filter(Boolean),
    placeholder: element.placeholder?.text ?? "Choose an option",
    several, label, key,
    onchoose: (picked) => enter(several ? picked.map((option) => option.value) : picked[0]?.value ?? null),
  });
}

function people(type, { users, channels }) {
  const options = (pairs) => pairs.map(([value, name]) => ({ value, text: { type: "plain_text", text: name } }));
  if (type === "users_select") return options(Object.entries(users).map(([id, { name }]) => [id, name]));
  return options(channels.map(({ id, name, kind }) => [id, kind === "im" ? name : `#${name}`]));
}

function wall(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(moment);
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

function local(seconds, zone) {
  return wall(new Date(seconds * 1000), zone);
}

function unix(words, zone) {
  const wanted = Date.parse(`${words}Z`);
  let moment = wanted;
  for (let round = 0; round < 2; round += 1) moment += wanted - Date.parse(`${wall(new Date(moment), zone)}Z`);
  return Math.round(moment / 1000);
}
