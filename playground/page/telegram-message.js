/* Messages as bubbles, with their text, files and keyboards. User text only ever becomes text nodes. */

import { el, initials } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
};
const BLOCKS = { pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const SAFE = /^(https?|tg):/i;

/** The text of a message; runs under one quotation or code block share its element. */
export function text(runs, act) {
  const body = el("div", { class: "tg-text", dir: "auto" });
  let block = null;
  for (const run of runs) {
    const kind = run.styles.find((style) => style in BLOCKS);
    if (!kind) block = null;
    else if (block?.kind !== kind) {
      block = { kind, node: el(BLOCKS[kind], { class: "tg-block" }) };
      body.append(block.node);
    }
    (block?.node ?? body).append(span(run, act));
  }
  return body;
}

/** The blocks of a rich message; a table that is too wide scrolls. */
function rich(blocks, act) {
  return el("div", { class: "tg-text", dir: "auto" }, ...blocks.map((block) => {
    if (block.kind !== "table") return el("div", { class: `tg-rich-${block.kind}` }, ...block.runs.map((run) => span(run, act)));
    const cell = ({ header, runs }, scope) => el(header ? "th" : "td", header ? { scope } : {}, ...runs.map((run) => span(run, act)));
    const rows = block.rows.map((row, y) => el("tr", {}, ...row.map((one) => cell(one, y ? "row" : "col"))));
    const caption = block.caption.length ? el("caption", {}, ...block.caption.map((run) => span(run, act))) : null;
    return el("div", { class: "tg-table", tabindex: 0 }, el("table", {}, caption, el("tbody", {}, ...rows)));
  }));
}

function span(run, act) {
  let node = document.createTextNode(run.text);
  for (const style of run.styles) {
    if (style in TAGS) node = el(TAGS[style], {}, node);
  }
  if (run.url && SAFE.test(run.url)) {
    node = el("a", { href: run.url, target: "_blank", rel: "noopener noreferrer" }, node);
  } else if (run.styles.includes("bot_command")) {
    node = el("button", { type: "button", class: "tg-link", onclick: () => act({ type: "say", text: run.text }) }, node);
  } else if (run.styles.some((style) => ["mention", "hashtag", "text_mention"].includes(style))) {
    node = el("span", { class: "tg-link" }, node);
  } else if (run.title) {
    node = el("time", { class: "tg-moment", title: run.title }, node);
  }
  if (run.styles.includes("spoiler")) {
    const reveal = (event) => event.currentTarget.classList.add("tg-open");
    node = el("span", { class: "tg-spoiler", role: "button", tabindex: 0, onclick: reveal }, node);
  }
  return node;
}

/** The keyboard under a bubble; `press(row, column)` is called for what the bot is to hear. */
function keyboard(message, press) {
  const rows = message.buttons.map((row, y) =>
    el("div", { class: "tg-row" }, ...row.map((button, x) => key(button, () => press(y, x), `${y}:${x}`))));
  return el("div", { class: "tg-keyboard" }, ...rows);
}

function key(button, press, place) {
  const properties = { class: `tg-key tg-key-${button.style || "plain"}`, "data-place": place };
  const label = el("span", { dir: "auto" }, button.text);
  if (button.kind === "url" && SAFE.test(button.url ?? "")) {
    const link = { ...properties, href: button.url, target: "_blank", rel: "noopener noreferrer" };
    return el("a", { ...link, class: `${link.class} tg-key-url` }, label);
  }
  const node = el("button", { ...properties, type: "button" }, label);
  if (button.waiting) node.classList.add("tg-waiting");
  if (button.waiting) node.setAttribute("aria-busy", "true");
  node.addEventListener("click", () => {
    if (button.kind === "callback") node.classList.add("tg-waiting");
    press();
  });
  return node;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function file(shown) {
  if (shown.width) {
    const picture = { class: "tg-picture", src: shown.url, alt: "Picture", width: shown.width, height: shown.height };
    return el("a", { href: shown.url, target: "_blank", rel: "noopener" }, el("img", picture));
  }
  const extension = shown.name.includes(".") ? shown.name.split(".").pop().slice(0, 4) : "file";
  return el("a", { class: "tg-file", href: shown.url, download: shown.name },
    el("span", { class: "tg-file-sign", "aria-hidden": "true" }, extension),
    el("span", { class: "tg-file-words" },
      el("span", { class: "tg-file-name", dir: "auto" }, shown.name), el("small", {}, size(shown.bytes))));
}

function preview(url) {
  if (!SAFE.test(url)) return null;
  const { host, pathname } = new URL(url);
  return el("a", { class: "tg-preview", href: url, target: "_blank", rel: "noopener noreferrer" },
    el("strong", {}, host), el("span", {}, pathname === "/" ? "Link preview" : decodeURI(pathname)));
}

function stamp(message) {
  const ticks = message.mine ? el("span", { class: "tg-ticks", role: "img", "aria-label": "Delivered" }) : null;
  return el("span", { class: "tg-stamp" }, message.edited ? "edited " : null, message.at, ticks);
}

/** Room at the end of the last line for the stamp, which stands in the corner. */
function room(message) {
  const words = `${message.edited ? "edited " : ""}${message.at}`;
  return el("span", { class: "tg-room", "data-stamp": words, "aria-hidden": "true" });
}

function quote(reply) {
  if (!reply) return null;
  return el("div", { class: "tg-quote" }, el("strong", { dir: "auto" }, reply.from), el("span", { dir: "auto" }, reply.text));
}

/** A whole message. `hands` has act(action), press(message, row, column) and reply(message). */
export function messageNode(message, group, hands) {
  if (message.service) return el("div", { class: "tg-service" }, el("span", {}, message.service));
  const named = group && !message.mine;
  const said = message.rich.length ? rich(message.rich, hands.act) : text(message.runs, hands.act);
  const words = message.runs.length ? said : null;
  if (words && !message.preview) words.append(room(message));
  const bubble = el("div", { class: words && !message.preview ? "tg-bubble" : "tg-bubble tg-bare" },
    named ? el("strong", { class: "tg-writer", dir: "auto" }, message.from) : null,
    message.whispered ? el("small", { class: "tg-via" }, "Only you see this") : null,
    message.via ? el("small", { class: "tg-via" }, `via @${message.via}`) : null,
    quote(message.reply),
    message.file ? file(message.file) : null,
    words,
    message.preview ? preview(message.preview) : null,
    stamp(message));
  const side = message.mine ? "tg-mine" : "tg-theirs";
  const reply = el("button", {
    type: "button", class: "tg-answer", title: "Reply", "aria-label": "Reply", onclick: () => hands.reply(message),
  });
  return el("article", { class: `tg-message ${side}${message.file?.width ? " tg-has-picture" : ""}` },
    named ? el("span", { class: "tg-face tg-face-small", "aria-hidden": "true" }, initials(message.from)) : null,
    el("div", { class: "tg-column" },
      el("div", { class: "tg-line" }, bubble, reply),
      message.buttons.length ? keyboard(message, (y, x) => hands.press(message, y, x)) : null));
}
