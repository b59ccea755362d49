/* What a bot offers to whoever writes its name and a search into any chat. */

import { el } from "./dom.js";

const PAUSE_MS = 150;

/** The list above the text. `hands` has act(action); `done` is called once something was chosen. */
export class InlineResults {
  constructor(hands, done) {
    this.hands = hands;
    this.done = done;
    this.name = "";
    this.asked = null;
    this.shown = [];
    this.node = el("div", { class: "tg-inline", role: "listbox", "aria-label": "Results", hidden: true });
  }

  /** Ask for what stands behind the bot's name, once the typing pauses; anything else ends it. */
  typed(text) {
    const begins = `@${this.name} `;
    const query = text.toLowerCase().startsWith(begins.toLowerCase()) ? text.slice(begins.length).trim() : null;
    if (query === this.asked) return;
    const before = this.asked;
    this.asked = query;
    clearTimeout(this.timer);
    if (query !== null) this.timer = setTimeout(() => this.hands.act({ type: "inline", query }), PAUSE_MS);
    else if (before !== null) this.hands.act({ type: "leave inline" });
  }

  update(bot, chat, inline) {
    this.name = bot.username;
    const ours = inline && inline.chat === chat.id && inline.query === this.asked ? inline : null;
    this.node.hidden = !ours;
    if (!ours) {
      this.drawn = null;
      return;
    }
    const drawn = JSON.stringify(ours);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.shown = ours.offset ? [...this.shown, ...ours.results] : ours.results;
    const door = ours.button
      ? el("button", { type: "button", class: "tg-inline-door", onclick: () => this.open(ours.button.payload) }, ours.button.text)
      : null;
    const more = ours.next_offset
      ? el("button", { type: "button", class: "tg-inline-more", onclick: () => this.more(ours) }, "More")
      : null;
    this.node.replaceChildren(...[door, ...this.shown.map((result) => this.result(result)), more].filter(Boolean));
    this.node.hidden = !this.node.childElementCount;
  }

  result({ id, title, description }) {
    return el("button", { type: "button", class: "tg-inline-result", role: "option", onclick: () => this.choose(id) },
      el("strong", { dir: "auto" }, title), el("span", { dir: "auto" }, description));
  }

  more({ query, next_offset: offset }) {
    this.hands.act({ type: "inline", query, offset });
  }

  async choose(result) {
    this.asked = null;
    await this.hands.act({ type: "drop", result });
    this.done();
  }

  async open(payload) {
    this.asked = null;
    await this.hands.act({ type: "start", payload });
    this.done();
  }
}
