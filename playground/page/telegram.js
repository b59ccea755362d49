/* A Telegram-like client for one person. */

import { el, initials } from "./dom.js";
import { Follower } from "./follow.js";
import { Composer } from "./telegram-composer.js";
import { messageNode } from "./telegram-message.js";

const TOAST_MS = 4500;
const NEAR = 80;
const TOGETHER = 10;

/** Draws snapshots into `root`; `act(action)` does what the person does, and answers {}, {open}, {copy} or {error}. */
export class TelegramPane {
  constructor(root, act) {
    this.send = act;
    this.snapshot = null;
    this.chosen = new Map();
    this.replies = new Map();
    this.topics = new Map();
    this.declined = new Set();
    this.seen = null;
    this.drawn = new Map();
    this.place = null;
    this.composer = new Composer({
      act: (action) => this.act(action),
      cancelReply: () => this.reply(null),
      complain: (words) => this.toast(words),
    });
    this.build(root);
  }

  build(root) {
    this.tabs = el("nav", { class: "tg-chats", "aria-label": "Chats" });
    this.face = el("span", { class: "tg-face", "aria-hidden": "true" });
    this.title = el("strong", { class: "tg-title", dir: "auto" });
    this.state = el("span", { class: "tg-state", "aria-live": "polite" });
    this.block = el("button", { type: "button", class: "tg-block-bot", onclick: () => this.toggleBlock() });
    this.more = el("details", { class: "tg-more" },
      el("summary", { class: "tg-round tg-dots", "aria-label": "More" }), el("div", { class: "tg-more-list" }, this.block));
    const header = el("header", { class: "tg-header" }, this.face,
      el("div", { class: "tg-names" }, this.title, this.state), this.more);
    this.forum = el("nav", { class: "tg-forum", "aria-label": "Topics", hidden: true });
    this.list = el("div", { class: "tg-list", role: "log", "aria-label": "Messages" });
    this.scroller = el("div", { class: "tg-scroller", tabindex: 0, "aria-label": "Chat" }, this.list);
    this.down = el("button", {
      type: "button", class: "tg-round tg-down", "aria-label": "To the newest message", hidden: true,
      onclick: () => this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: "smooth" }),
    });
    this.toasts = el("div", { class: "tg-toasts", role: "status" });
    const ok = el("button", { type: "button", class: "tg-ok", onclick: () => this.dismiss() }, "OK");
    this.alertText = el("p", { dir: "auto" });
    this.alert = el("dialog", { class: "tg-alert", oncancel: () => this.dismiss() }, this.alertText, ok);
    this.stage = el("div", { class: "tg-stage" }, this.scroller, this.down, this.toasts);
    this.node = el("section", { class: "telegram-pane", "aria-label": "Telegram" },
      this.tabs, header, this.forum, this.stage, this.composer.node, this.alert);
    root.append(this.node);
    this.end = new Follower(this.scroller, NEAR, (following) => (this.down.hidden = following));
    const resized = new ResizeObserver(() => this.end.stay());
    resized.observe(this.list);
    resized.observe(this.scroller);
    this.node.addEventListener("click", (event) => {
      if (!this.more.contains(event.target)) this.more.open = false;
    });
  }

  /** Put the cursor where one writes. */
  focus() {
    this.composer.focus();
  }

  get chat() {
    const { chats, user } = this.snapshot;
    return chats.find((chat) => chat.id === this.chosen.get(user.id)) ?? chats[0];
  }

  async act(action) {
    const { chat } = this;
    const reply = this.answered(chat);
    const whole = { chat: chat.id, topic: this.topic(chat), ...action };
    if (action.type === "say" && reply) Object.assign(whole, { type: "reply", message: reply.id });
    try {
      const answer = (await this.send(whole)) ?? {};
      if (answer.error) this.toast(answer.error);
      if (answer.copy) this.copy(answer.copy);
      if (answer.open) window.open(answer.open, "_blank", "noopener");
      if (!answer.error && whole.type === "reply") this.replies.delete(this.place);
      return !answer.error;
    } catch {
      return false;
    } finally {
      this.render();
    }
  }

  /** The topic of a forum that is looked at; none in other chats, and null for the general one. */
  topic(chat) {
    const id = this.topics.get(chat.id) ?? null;
    return chat.topics.some((one) => one.id === id) ? id : null;
  }

  async copy(words) {
    await navigator.clipboard.writeText(words);
    this.toast("Copied to clipboard");
  }

  /** Show a new state; what is being typed, where it is scrolled and what has focus stay as they are. */
  update(snapshot) {
    const other = snapshot.user.id !== this.snapshot?.user.id;
    this.snapshot = snapshot;
    if (other) {
      this.seen = null;
      this.toasts.replaceChildren();
    }
    this.render();
    this.notify();
  }

  render() {
    if (!this.snapshot) return;
    const { chat } = this;
    const place = `${this.snapshot.user.id}/${chat.id}/${this.topic(chat)}`;
    const moved = place !== this.place;
    if (moved) {
      this.place = place;
      this.drawn.clear();
      this.list.replaceChildren();
    }
    this.drawTabs(chat);
    this.drawHeader(chat);
    this.drawTopics(chat);
    this.drawMessages(inTopic(chat, this.topic(chat)), moved);
    this.composer.update(place, chat, this.answered(chat), this.snapshot);
  }

  drawTabs(current) {
    const { chats, user } = this.snapshot;
    this.tabs.hidden = chats.length < 2;
    const wanted = JSON.stringify(chats.map((chat) => [chat.id, chat.title, lastWords(chat), chat === current]));
    if (this.tabs.dataset.drawn === wanted) return;
    this.tabs.dataset.drawn = wanted;
    this.tabs.replaceChildren(...chats.map((chat) =>
      el("button", {
        type: "button", class: "tg-chat", "aria-current": chat === current ? "true" : null,
        onclick: () => {
          this.chosen.set(user.id, chat.id);
          this.render();
          this.composer.focus();
        },
      },
      el("span", { class: `tg-face tg-face-small tg-face-${chat.kind}`, "aria-hidden": "true" }, initials(chat.title)),
      el("span", { class: "tg-chat-words" },
        el("strong", { dir: "auto" }, chat.title), el("small", { dir: "auto" }, lastWords(chat))))));
  }

  drawTopics(chat) {
    const opened = this.topic(chat);
    const places = [{ id: null, name: "General" }, ...chat.topics];
    this.forum.hidden = !chat.topics.length;
    this.forum.replaceChildren(...places.map(({ id, name, closed }) =>
      el("button", {
        type: "button", class: "tg-topic", "aria-current": id === opened ? "true" : null,
        onclick: () => {
          this.topics.set(chat.id, id);
          this.render();
          this.composer.focus();
        },
      }, closed ? `${name} (closed)` : name)));
  }

  drawHeader(chat) {
    this.face.textContent = initials(chat.title);
    this.face.className = `tg-face tg-face-${chat.kind}`;
    this.title.textContent = chat.title;
    this.state.textContent = chat.typing ? "typing" : chat.kind === "private" ? "bot" : `${chat.members} members`;
    this.state.classList.toggle("tg-typing", chat.typing);
    this.more.hidden = chat.kind !== "private" || !chat.started;
    this.block.textContent = chat.blocked ? "Unblock bot" : "Block bot";
  }

  drawMessages(chat, moved) {
    if (moved) this.end.following = true;
    const before = this.drawn;
    const focused = document.activeElement?.closest?.(".tg-key, .tg-answer");
    const held = focused && { message: focused.closest(".tg-message")?.dataset.id, place: focused.dataset.place };
    this.drawn = new Map();
    const nodes = [];
    let day = null;
    for (const [index, message] of chat.messages.entries()) {
      if (message.day !== day) nodes.push(this.keep(before, `day ${message.day}`, () => pill(message.day)));
      day = message.day;
      const last = !together(message, chat.messages[index + 1]);
      const first = !together(chat.messages[index - 1], message);
      const node = this.keep(before, `${message.id} ${JSON.stringify(message)}`, () => this.message(message, chat));
      node.classList.toggle("tg-last", last);
      node.classList.toggle("tg-first", first);
      nodes.push(node);
    }
    if (!chat.messages.length) nodes.push(this.keep(before, "empty", () => this.empty(chat)));
    for (const [index, node] of nodes.entries()) {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    }
    while (this.list.children.length > nodes.length) this.list.lastChild.remove();
    if (held && !document.contains(focused)) {
      const message = this.list.querySelector(`[data-id="${held.message}"]`);
      const next = message?.querySelector(`[data-place="${held.place}"]`) ?? message?.querySelector(".tg-key");
      if (next) next.focus({ preventScroll: true });
      else this.composer.focus();
    }
    this.end.stay();
  }

  keep(before, key, make) {
    const node = before.get(key) ?? make();
    this.drawn.set(key, node);
    return node;
  }

  message(message, chat) {
    const node = messageNode(message, chat.kind === "group", {
      act: (action) => this.act(action),
      press: (pressed, row, column) => this.act({ type: "press", message: pressed.id, row, column }),
      reply: (answered) => this.reply(answered),
    });
    node.dataset.id = message.id;
    return node;
  }

  empty(chat) {
    const { bot } = this.snapshot;
    if (chat.kind === "group") return pill("No messages here yet");
    return el("div", { class: "tg-welcome" },
      el("span", { class: "tg-face tg-face-large", "aria-hidden": "true" }, initials(bot.name)),
      el("strong", {}, "What can this bot do?"),
      el("p", { dir: "auto" }, bot.description || `${bot.name} answers when you press Start.`),
      el("small", {}, `@${bot.username}`));
  }

  /** The message that the next text will answer: chosen by hand, else asked for by the bot. */
  answered(chat) {
    const id = this.replies.get(this.place) ?? (this.declined.has(`${this.place} ${chat.reply_to}`) ? null : chat.reply_to);
    const message = chat.messages.find((one) => one.id === id);
    if (!message) return null;
    const words = message.runs.map((run) => run.text).join("") || message.file?.name || "";
    return { id, from: message.from, text: words };
  }

  reply(message) {
    if (message) this.replies.set(this.place, message.id);
    else if (!this.replies.delete(this.place)) this.declined.add(`${this.place} ${this.chat.reply_to}`);
    this.render();
    this.composer.focus();
  }

  toggleBlock() {
    this.more.open = false;
    this.act({ type: this.chat.blocked ? "unblock" : "block" });
  }

  notify() {
    const { notices } = this.snapshot;
    const fresh = notices.filter((notice) => this.seen && !this.seen.has(notice.id));
    for (const notice of fresh) if (!notice.alert) this.toast(notice.text);
    this.seen = new Set(notices.map((notice) => notice.id));
    const alarm = notices.findLast((notice) => notice.alert);
    if (alarm) {
      this.alertText.textContent = alarm.text;
      if (!this.alert.open) this.alert.show();
    } else if (this.alert.open) this.alert.close();
  }

  dismiss() {
    this.alert.close();
    this.act({ type: "dismiss" });
  }

  toast(words) {
    const node = el("p", { class: "tg-toast", dir: "auto" }, words);
    this.toasts.append(node);
    setTimeout(() => node.remove(), TOAST_MS);
  }
}

function pill(words) {
  return el("div", { class: "tg-service" }, el("span", {}, words));
}

/** The chat with the messages of one topic. */
function inTopic(chat, topic) {
  if (!chat.topics.length) return chat;
  return { ...chat, messages: chat.messages.filter((message) => message.topic === topic) };
}

function lastWords(chat) {
  const last = chat.messages.at(-1);
  return last ? last.runs.map((run) => run.text).join("").slice(0, 60) || last.file?.name || "" : "";
}

function minutes(clock) {
  const [hour, minute] = clock.split(":").map(Number);
  return hour * 60 + minute;
}

function together(one, next) {
  if (!one || !next || one.service || next.service || one.day !== next.day) return false;
  return one.from === next.from && one.mine === next.mine && minutes(next.at) - minutes(one.at) < TOGETHER;
}
