/* Where a person writes: the text, the menu of commands, the reply keyboard, files, Start and Unblock. */

import { el } from "./dom.js";
import { InlineResults } from "./telegram-inline.js";

const MAX_FILE = 20 * 1024 * 1024;

/** The lower edge of a chat. `hands` has act(action), cancelReply() and complain(text). */
export class Composer {
  constructor(hands) {
    this.hands = hands;
    this.drafts = new Map();
    this.place = null;
    this.chat = null;
    this.picked = 0;
    this.shown = [];
    this.menu = el("div", { class: "tg-menu", role: "listbox", "aria-label": "Commands", hidden: true });
    this.quote = el("div", { class: "tg-replying", hidden: true });
    this.inline = new InlineResults(hands, () => this.clear());
    this.input = el("textarea", {
      class: "tg-input", id: "say-telegram", rows: 1, placeholder: "Message", "aria-label": "Message", autocomplete: "off", dir: "auto",
      oninput: () => this.typed(), onkeydown: (event) => this.key(event),
    });
    this.menuButton = el("button", {
      type: "button", class: "tg-menu-button", "aria-label": "Commands", onclick: () => this.toggleMenu(),
    }, el("span", { class: "tg-bars", "aria-hidden": "true" }), "Menu");
    this.chooser = el("input", { type: "file", hidden: true, onchange: () => this.sendFile() });
    const attach = el("button", {
      type: "button", class: "tg-round tg-attach", title: "Send a file", "aria-label": "Send a file",
      onclick: () => this.chooser.click(),
    });
    const send = el("button", { type: "submit", class: "tg-round tg-send", title: "Send", "aria-label": "Send" });
    this.form = el("form", { class: "tg-writing", onsubmit: (event) => this.submit(event) },
      this.menuButton, this.input, attach, send, this.chooser);
    this.keys = el("div", { class: "tg-reply-keyboard", hidden: true });
    this.bar = el("button", { type: "button", class: "tg-bar", hidden: true, onclick: () => this.pressBar() });
    this.node = el("footer", { class: "tg-composer" }, this.menu, this.inline.node, this.quote, this.form, this.keys, this.bar);
  }

  /** Show a chat's lower edge; `place` keys the draft, `reply` is the message being answered. */
  update(place, chat, reply, { bot, inline }) {
    this.inline.update(bot, chat, inline);
    if (place !== this.place) {
      if (this.place) this.drafts.set(this.place, this.input.value);
      this.input.value = this.drafts.get(place) ?? "";
      this.place = place;
      this.closeMenu();
      this.grow();
    }
    const barred = chat.kind === "private" && (!chat.started || chat.blocked);
    const asked = JSON.stringify([chat.keyboard, chat.commands]) !== JSON.stringify([this.chat?.keyboard, this.chat?.commands]);
    this.chat = chat;
    this.bar.hidden = !barred;
    this.bar.textContent = chat.blocked ? "Unblock" : "Start";
    this.form.hidden = barred;
    this.menuButton.hidden = !chat.commands.length;
    this.input.placeholder = chat.placeholder || "Message";
    if (asked) this.drawKeys();
    if (asked && !this.menu.hidden) this.suggest();
    this.keys.hidden = barred || !chat.keyboard;
    this.drawQuote(barred ? null : reply);
  }

  focus() {
    (this.form.hidden ? this.bar : this.input).focus({ preventScroll: true });
  }

  drawQuote(reply) {
    this.quote.hidden = !reply;
    this.quote.replaceChildren();
    if (!reply) return;
    this.quote.append(
      el("div", { class: "tg-quote" }, el("strong", { dir: "auto" }, reply.from), el("span", { dir: "auto" }, reply.text)),
      el("button", { type: "button", class: "tg-round tg-cross", "aria-label": "Do not reply", onclick: () => this.hands.cancelReply() }));
  }

  drawKeys() {
    const rows = this.chat.keyboard ?? [];
    this.keys.replaceChildren(...rows.map((row) => el("div", { class: "tg-row" }, ...row.map((label) =>
      el("button", { type: "button", class: "tg-reply-key", onclick: () => this.hands.act({ type: "say", text: label }) }, label)))));
  }

  typed() {
    this.grow();
    this.form.classList.toggle("tg-can-send", this.input.value.trim() !== "");
    const writing = /^\/\w*$/.test(this.input.value);
    if (writing) this.suggest();
    else this.closeMenu();
    this.inline.typed(this.input.value);
  }

  clear() {
    this.input.value = "";
    this.typed();
    this.input.focus();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
    this.form.classList.toggle("tg-can-send", this.input.value.trim() !== "");
  }

  toggleMenu() {
    if (this.menu.hidden) this.suggest(true);
    else this.closeMenu();
    this.input.focus();
  }

  closeMenu() {
    this.menu.hidden = true;
    this.menuButton.classList.remove("tg-open");
  }

  suggest(all = false) {
    const begun = all ? "" : this.input.value.slice(1).toLowerCase();
    this.shown = (this.chat?.commands ?? []).filter((one) => one.command.startsWith(begun));
    this.picked = Math.min(this.picked, Math.max(this.shown.length - 1, 0));
    this.menu.replaceChildren(...this.shown.map((one, place) =>
      el("button", {
        type: "button", class: "tg-command", role: "option", "aria-selected": String(place === this.picked),
        onclick: () => this.command(one.command),
      }, el("strong", {}, `/${one.command}`), el("span", {}, one.description))));
    this.menu.hidden = !this.shown.length;
    this.menuButton.classList.toggle("tg-open", !this.menu.hidden);
  }

  pick(step) {
    this.picked = (this.picked + step + this.shown.length) % this.shown.length;
    for (const [place, node] of Array.from(this.menu.children).entries()) {
      node.setAttribute("aria-selected", String(place === this.picked));
      if (place === this.picked) node.scrollIntoView({ block: "nearest" });
    }
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.menu.hidden && this.shown.length > 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (open && step) {
      event.preventDefault();
      this.pick(step);
    } else if (event.key === "Escape") {
      if (open) this.closeMenu();
      else this.hands.cancelReply();
    } else if (open && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.input.value = `/${this.shown[this.picked].command} `;
      this.typed();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (open) this.command(this.shown[this.picked].command);
      else this.form.requestSubmit();
    }
  }

  async command(name) {
    this.closeMenu();
    this.input.value = "";
    this.picked = 0;
    this.grow();
    await this.hands.act({ type: "command", name });
    this.input.focus();
  }

  async submit(event) {
    event.preventDefault();
    const written = this.input.value;
    if (!written.trim()) return;
    const place = this.place;
    this.input.value = "";
    this.typed();
    const done = await this.hands.act({ type: "say", text: written });
    if (!done && this.place === place && !this.input.value) this.input.value = written;
    this.grow();
  }

  async sendFile() {
    const [file] = this.chooser.files;
    this.chooser.value = "";
    if (!file) return;
    if (file.size > MAX_FILE) {
      this.hands.complain("A bot can fetch files of at most 20 MB.");
      return;
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const content = reader.result.slice(reader.result.indexOf(",") + 1);
      this.hands.act({ type: "file", name: file.name, mime: file.type || undefined, content });
    });
    reader.readAsDataURL(file);
  }

  pressBar() {
    this.hands.act({ type: this.chat.blocked ? "unblock" : "start" });
  }
}
