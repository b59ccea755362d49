/* Block Kit's blocks. */

import { el } from "./dom.js";
import { field } from "./slack-fields.js";
import { mrkdwn, rich, text } from "./slack-text.js";

/** All blocks of a surface, with the errors of a modal at their inputs. */
export function blocks(list, surface, errors = {}) {
  return list.map((block) => {
    const node = draw(block, surface, errors[block.block_id]);
    node.classList.add("sp-block", `sp-block-${block.type.replaceAll("_", "-")}`);
    return node;
  });
}

function draw(block, surface, error) {
  const { context } = surface;
  switch (block.type) {
    case "section": return section(block, surface);
    case "header": return el("h3", {}, text(block.text, context));
    case "divider": return el("hr");
    case "context":
      return el("div", {}, ...block.elements.map((one) => (one.type === "image" ? picture(one) : text(one, context))));
    case "actions": return el("div", {}, ...block.elements.map((element) => field(element, block, surface)));
    case "image":
      return el("figure", {}, block.title ? el("figcaption", {}, text(block.title, context)) : null, picture(block));
    case "input": return input(block, surface, error);
    case "rich_text": return el("div", {}, ...block.elements.map((one) => rich(one, context)));
    case "table":
    case "data_table": return table(block, context);
    case "data_visualization": return chart(block);
    case "carousel": return carousel(block, surface);
    case "card": return card(block, surface);
    default: return el("p", {}, mrkdwn(`[${block.type}]`, context));
  }
}

function section(block, surface) {
  const body = el("div", { class: "sp-section-body" });
  if (block.text) body.append(text(block.text, surface.context));
  if (block.fields) {
    body.append(el("div", { class: "sp-fields" }, ...block.fields.map((one) => el("div", {}, text(one, surface.context)))));
  }
  const { accessory } = block;
  if (!accessory) return el("div", {}, body);
  const wide = ["radio_buttons", "checkboxes"].includes(accessory.type) ? " sp-wide" : "";
  const side = accessory.type === "image" ? picture(accessory) : field(accessory, block, surface);
  return el("div", { class: `sp-beside${wide}` }, body, el("div", { class: "sp-accessory" }, side));
}

function input(block, surface, error) {
  return el("div", { class: error ? "sp-wrong" : "" },
    el("div", { class: "sp-label" }, block.label.text, block.optional ? el("span", { class: "sp-optional" }, "(optional)") : null),
    field(block.element, block, surface),
    error ? el("p", { class: "sp-error", role: "alert" }, error) : null,
    block.hint ? el("p", { class: "sp-hint" }, block.hint.text) : null);
}

function picture({ image_url: address, alt_text: words }) {
  const node = el("img", { src: address, alt: words, loading: "lazy" });
  node.addEventListener("error", () => node.replaceWith(el("span", { class: "sp-missing" }, words)));
  return node;
}

function table({ rows, column_settings: settings = [] }, context) {
  const cell = (one, tag, at) => {
    const align = settings[at]?.align;
    const content = one.type.startsWith("raw_") ? one.text : el("span", {}, ...one.elements.map((part) => rich(part, context)));
    return el(tag, { class: align && align !== "left" ? `sp-${align}` : null }, content);
  };
  const [head, ...body] = rows;
  return el("div", {}, el("table", {},
    el("thead", {}, el("tr", {}, ...head.map((one, at) => cell(one, "th", at)))),
    el("tbody", {}, ...body.map((row) => el("tr", {}, ...row.map((one, at) => cell(one, "td", at)))))));
}

/** Cards beside each other, with a button at either end. */
function carousel({ elements }, surface) {
  const track = el("div", { class: "sp-track", tabindex: "0" }, ...elements.map((one) => card(one, surface)));
  const turn = (to, words) => {
    const node = el("button", { type: "button", class: "sp-icon", "aria-label": words }, to < 0 ? "‹" : "›");
    node.addEventListener("click", () => track.scrollBy({ left: to * track.clientWidth * 0.8, behavior: "smooth" }));
    return node;
  };
  return el("div", {}, turn(-1, "Previous cards"), track, turn(1, "More cards"));
}

function card(block, surface) {
  const { context } = surface;
  const line = (name) => (block[name] ? el("div", { class: `sp-card-${name}` }, text(block[name], context)) : null);
  return el("article", { class: "sp-card" },
    block.hero_image ? picture(block.hero_image) : null,
    line("title"), line("subtitle"), line("body"),
    block.actions ? el("div", { class: "sp-card-actions" }, ...block.actions.map((element) => field(element, block, surface))) : null);
}

/** Bars beside their figures, whatever kind of chart it is. */
function chart({ title, chart: { series, segments } }) {
  const told = series ?? [{ name: "", data: segments }];
  const most = Math.max(1, ...told.flatMap(({ data }) => data.map(({ value }) => value)));
  const bar = ({ label, value }) => el("tr", {}, el("th", {}, label), el("td", {}, el("meter", { max: most, value }), ` ${value}`));
  return el("figure", {}, el("figcaption", {}, title),
    ...told.map(({ name, data }) => el("table", {}, name ? el("caption", {}, name) : null, el("tbody", {}, ...data.map(bar)))));
}
