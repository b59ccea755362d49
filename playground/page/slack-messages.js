/* The messages of one conversation. A message is drawn anew only when it has changed. */

import { el, initials } from "./dom.js";
import { Follower } from "./follow.js";
import { blocks } from "./slack-blocks.js";
import { openMenu } from "./slack-menu.js";
import { date, mrkdwn } from "./slack-text.js";

const TOGETHER = 300;
const HUES = 6;
const NEAR = 60;

export class Messages {
  #nodes = new Map();
  #place = "";
  #read = new Map();
  #end;

  constructor(pane) {
    this.pane = pane;
    this.node = el("div", { class: "sp-messages", role: "log", "aria-label": "Messages", tabindex: "0" });
    this.#end = new Follower(this.node, NEAR);
    this.node.addEventListener("load", () => this.#end.stay(), true);
    new ResizeObserver(() => this.#end.stay()).observe(this.node);
  }

  /** Draw `channel`; the newest message stays in sight unless the reader has scrolled up. */
  draw(channel, context) {
    if (this.#place !== `${context.me}/${channel.id}`) {
      this.#end.following = true;
      this.#nodes.clear();
      this.#place = `${context.me}/${channel.id}`;
    }
    this.#read.set(this.#place, channel.messages.length);
    const wanted = [];
    let before = null;
    for (const message of channel.messages) {
      const day = date(Number(message.ts), "{day_divider_pretty}", context);
      if (!before || day !== before.day) wanted.push(this.#kept(`day ${day}`, day, () => divider(day)));
      const joined = before && day === before.day && before.message.user === message.user
        && before.message.ephemeral === message.ephemeral && !message.ephemeral
        && Math.abs(Number(message.ts) - Number(before.message.ts)) < TOGETHER;
      const drawn = JSON.stringify([message, joined, context.zone, date(context.now / 1000, "{date_num}", context)]);
      wanted.push(this.#kept(message.ts, drawn, () => this.#message(message, joined, channel, context)));
      before = { message, day };
    }
    if (!wanted.length) wanted.push(this.#kept("empty", channel.id, () => welcome(channel, context)));
    this.#arrange(wanted);
    this.#end.stay();
  }

  /** Draw every message anew. */
  forget() {
    this.#nodes.clear();
  }

  /** How many messages of the channel the person has not looked at. */
  unread(channel, me) {
    return Math.max(0, channel.messages.length - (this.#read.get(`${me}/${channel.id}`) ?? 0));
  }

  #kept(key, drawn, make) {
    const known = this.#nodes.get(key);
    if (known?.drawn === drawn) return known.node;
    const node = make();
    this.#nodes.set(key, { drawn, node });
    return node;
  }

  #arrange(wanted) {
    const keep = new Set(wanted);
    const focused = document.activeElement;
    const held = focused !== this.node && this.node.contains(focused);
    const ts = focused?.closest(".sp-message")?.dataset.ts;
    for (const child of [...this.node.children]) if (!keep.has(child)) child.remove();
    wanted.forEach((node, at) => {
      if (this.node.children[at] !== node) this.node.insertBefore(node, this.node.children[at] ?? null);
    });
    if (held && !this.node.contains(document.activeElement)) {
      const message = this.node.querySelector(`[data-ts="${ts}"]`);
      const next = this.node.querySelector(`[data-key="${CSS.escape(focused.dataset.key ?? "")}"]`)
        ?? message?.querySelector("[data-key]");
      if (next) next.focus({ preventScroll: true });
      else this.pane.composer.focus();
    }
  }

  #message(message, joined, channel, context) {
    const author = context.users[message.user]?.name ?? message.user;
    const time = date(Number(message.ts), "{time}", context);
    const surface = this.pane.surface({ channel: channel.id, ts: message.ts }, message.state);
    const body = el("div", { class: "sp-body" });
    if (!joined) {
      body.append(el("div", { class: "sp-by" }, el("strong", {}, author),
        message.bot ? el("span", { class: "sp-app" }, "App") : null,
        el("time", { title: date(Number(message.ts), "{date_long} at {time_secs}", context) }, time)));
    }
    if (message.thread_ts) body.append(el("p", { class: "sp-reply" }, "↳ in a thread"));
    if (message.blocks.length) body.append(...blocks(message.blocks, surface));
    else if (message.text) body.append(mrkdwn(message.text, context));
    if (message.edited) body.append(el("span", { class: "sp-edited" }, "(edited)"));
    body.append(...message.files.map(attachment));
    const reactions = Object.entries(message.reactions);
    if (reactions.length) {
      body.append(el("div", { class: "sp-reactions" }, ...reactions.map(([name, count]) => (
        el("span", { class: "sp-reaction" }, mrkdwn(`:${name}:`, context), ` ${count}`)))));
    }
    const node = el("article", {
      class: `sp-message${joined ? " sp-joined" : ""}${message.ephemeral ? " sp-ephemeral" : ""}`, "data-ts": message.ts,
    }, joined ? el("time", { class: "sp-gutter" }, time.replace(/ [AP]M/, "")) : avatar(message, author), body,
    this.#tools(message, channel));
    if (message.ephemeral) node.prepend(el("p", { class: "sp-only" }, el("span", { "aria-hidden": "true" }, "👁"), " Only visible to you"));
    return node;
  }

  #tools(message, channel) {
    const offered = this.pane.shortcuts("message");
    if (!offered.length || message.ephemeral) return null;
    const node = el("button", { type: "button", class: "sp-tools", "aria-label": "More actions", "aria-haspopup": "menu" }, "⋮");
    node.addEventListener("click", () => openMenu(node, offered.map(({ callback_id, title }) => ({
      label: title, run: () => this.pane.act({ kind: "shortcut", callback_id, channel: channel.id, ts: message.ts }),
    }))));
    return node;
  }
}

function avatar({ user, bot }, name) {
  if (bot) return el("span", { class: "sp-avatar sp-bot", "aria-hidden": "true" }, initials(name));
  const hue = Array.from(user).reduce((sum, letter) => sum + letter.codePointAt(0), 0) % HUES;
  return el("span", { class: `sp-avatar sp-hue-${hue}`, "aria-hidden": "true" }, initials(name));
}

function divider(day) {
  return el("div", { class: "sp-day", role: "separator" }, el("span", {}, day));
}

function welcome(channel, { users, me }) {
  const name = channel.kind === "im" ? channel.name : `#${channel.name}`;
  const first = users[me]?.name.split(" ")[0] ?? "";
  return el("div", { class: "sp-welcome" },
    el("span", { class: "sp-avatar sp-bot", "aria-hidden": "true" }, channel.kind === "im" ? initials(channel.name) : "#"),
    el("h3", {}, name),
    el("p", {}, channel.kind === "im"
      ? `This is the start of your direct conversation with ${channel.name}, ${first}. Type / to see what it can do.`
      : `This is the very beginning of the ${name} channel.`));
}

function attachment({ name, title, size, mimetype, url }) {
  const away = { href: url, target: "_blank", rel: "noopener noreferrer" };
  if (mimetype.startsWith("image/")) {
    return el("figure", { class: "sp-file-image" }, el("figcaption", {}, title || name),
      el("a", away, el("img", { src: url, alt: title || name, loading: "lazy" })));
  }
  const kilobytes = size < 1024 ? `${size} B` : size < 1048576 ? `${Math.round(size / 1024)} KB` : `${(size / 1048576).toFixed(1)} MB`;
  return el("a", { ...away, class: "sp-file", download: name },
    el("span", { class: "sp-file-kind", "aria-hidden": "true" }, (name.split(".").pop() ?? "").slice(0, 4).toUpperCase()),
    el("span", {}, el("strong", {}, title || name), el("small", {}, kilobytes)));
}
