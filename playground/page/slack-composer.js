/* Where one types: messages, slash commands with suggestions, mentions. Its text survives every update. */

import { el } from "./dom.js";
import { openMenu } from "./slack-menu.js";

const TALLEST = 160;

export class Composer {
  #drafts = new Map();
  #place = "";
  #channel = null;
  #context = null;
  #commands = [];
  #offered = [];
  #at = 0;

  constructor(pane) {
    this.pane = pane;
    this.input = el("textarea", {
      rows: "1", class: "sp-say", id: "say-slack", "aria-label": "Message", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
    });
    this.list = el("div", { class: "sp-suggest", role: "listbox", "aria-label": "Suggestions", hidden: true });
    this.bolt = el("button", { type: "button", class: "sp-icon", "aria-label": "Shortcuts", "aria-haspopup": "menu", title: "Shortcuts" }, "⚡");
    this.chooser = el("input", { type: "file", hidden: true, multiple: true, onchange: () => this.#sendFiles() });
    this.send = el("button", { type: "button", class: "sp-send", "aria-label": "Send", onclick: () => this.#submit() }, "➤");
    this.node = el("div", { class: "sp-composer" }, this.list, el("div", { class: "sp-box" }, this.input,
      el("div", { class: "sp-box-row" }, this.bolt, this.chooser,
        el("button", { type: "button", class: "sp-icon", "aria-label": "Attach files", title: "Attach files", onclick: () => this.chooser.click() }, "+"),
        el("button", { type: "button", class: "sp-icon sp-slash", "aria-label": "Commands", title: "Commands", onclick: () => this.#begin("/") }, "/"),
        el("button", { type: "button", class: "sp-icon", "aria-label": "Mention someone", title: "Mention someone", onclick: () => this.#begin("@") }, "@"),
        this.send)));
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => setTimeout(() => {
      if (document.activeElement !== this.input) this.list.hidden = true;
    }, 150));
    this.bolt.addEventListener("click", () => openMenu(this.bolt, this.pane.shortcuts("global").map(({ callback_id, title }) => ({
      label: title, run: () => this.pane.act({ kind: "shortcut", callback_id }),
    }))));
  }

  /** Type for this conversation from now on. */
  draw(channel, commands, context) {
    const place = `${context.me}/${channel.id}`;
    if (place !== this.#place) {
      this.#drafts.set(this.#place, this.input.value);
      this.#place = place;
      this.input.value = this.#drafts.get(place) ?? "";
      this.list.hidden = true;
      this.#grow();
    }
    this.#channel = channel;
    this.#context = context;
    this.#commands = commands;
    this.bolt.hidden = !this.pane.shortcuts("global").length;
    this.input.placeholder = `Message ${channel.kind === "im" ? channel.name : `#${channel.name}`}`;
  }

  focus() {
    if (!this.node.hidden) this.input.focus({ preventScroll: true });
  }

  #begin(mark) {
    const { value } = this.input;
    if (mark === "/" && !value.startsWith("/")) this.input.value = "/";
    if (mark === "@") this.input.value = value && !/\s$/.test(value) ? `${value} @` : `${value}@`;
    this.input.focus();
    this.#typed();
  }

  #typed() {
    this.#grow();
    const { value } = this.input;
    const before = value.slice(0, this.input.selectionStart);
    const command = /^\/(\S*)$/.exec(before);
    const mention = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(before);
    const starts = (words, typed) => words.toLowerCase().includes(typed.toLowerCase());
    if (command) {
      this.#offer(this.#commands.filter(({ name }) => starts(name, command[1])).map(({ name, hint, description }) => ({
        label: name, hint, note: description, put: `${name} `, from: 0, ready: !hint,
      })));
    } else if (mention) {
      const people = Object.values(this.#context.users).filter(({ name, handle }) => starts(`${handle} ${name}`, mention[1]));
      const from = before.length - mention[1].length - 1;
      this.#offer(people.map(({ name, handle }) => ({ label: `@${handle}`, note: name, put: `@${handle} `, from })));
    } else {
      this.#offer([]);
    }
  }

  #offer(offered) {
    this.#offered = offered;
    this.#at = 0;
    this.list.hidden = !offered.length;
    this.list.replaceChildren(...offered.map((one, place) => el("div", {
      role: "option", class: "sp-suggestion", "aria-selected": String(place === 0),
      onmousedown: (event) => { event.preventDefault(); this.#take(one); },
    }, el("span", {}, el("strong", {}, one.label), one.hint ? el("code", {}, one.hint) : null), el("small", {}, one.note ?? ""))));
  }

  #take({ put, from }) {
    const { value, selectionStart } = this.input;
    this.input.value = value.slice(0, from) + put + value.slice(selectionStart);
    this.input.setSelectionRange(from + put.length, from + put.length);
    this.#offer([]);
    this.#grow();
    this.input.focus();
  }

  #move(step) {
    this.#at = (this.#at + step + this.#offered.length) % this.#offered.length;
    [...this.list.children].forEach((node, place) => {
      node.setAttribute("aria-selected", String(place === this.#at));
      if (place === this.#at) node.scrollIntoView({ block: "nearest" });
    });
  }

  #key(event) {
    const open = !this.list.hidden;
    if (open && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (open && event.key === "Escape") {
      this.list.hidden = true;
    } else if (open && event.key === "Tab") {
      event.preventDefault();
      this.#take(this.#offered[this.#at]);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      const chosen = this.#offered[this.#at];
      const whole = open && this.#offered.some(({ put }) => put.trim() === this.input.value.trim());
      if (open && !whole) this.#take(chosen);
      else this.#submit();
    }
  }

  #submit() {
    const words = this.input.value.trim();
    if (!words) return;
    this.input.value = "";
    this.#offer([]);
    this.#grow();
    const [, command, rest] = /^(\/\S+)\s*([\s\S]*)$/.exec(words) ?? [];
    const channel = this.#channel.id;
    if (command) this.pane.act({ kind: "command", channel, command, text: rest });
    else this.pane.act({ kind: "say", channel, text: words });
  }

  /** Send the chosen files, with what is typed. */
  async #sendFiles() {
    const chosen = [...this.chooser.files];
    this.chooser.value = "";
    if (!chosen.length) return;
    const text = this.input.value.trim();
    this.input.value = "";
    this.#grow();
    const channel = this.#channel.id;
    const files = [];
    for (const file of chosen) files.push((await this.pane.upload(file)).file.id);
    this.pane.act({ kind: "say", channel, text, files });
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
    this.send.classList.toggle("sp-ready", Boolean(this.input.value.trim()));
  }
}
