/* The simulated clock: shown in the bar, moved from there. */

import { el, toast } from "./dom.js";

const MINUTE = 60_000;
const BEFORE = [["24 h before", 24 * 60 * MINUTE], ["1 h before", 60 * MINUTE], ["15 min before", 15 * MINUTE]];

const JUMP_WIDTH = 400;
const JOURNEY_MS = 300_000;

const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short", day: "numeric", month: "short", year: "numeric" });
const time = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });
const moment = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC", weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
});

/** A span of time as its two largest units, such as "1 d 4 h". */
export function span(milliseconds) {
  const minutes = Math.round(milliseconds / MINUTE);
  const units = [[Math.floor(minutes / 1440), "d"], [Math.floor(minutes / 60) % 24, "h"], [minutes % 60, "min"]];
  const first = units.findIndex(([count]) => count > 0);
  if (first < 0) return "0 min";
  return units.slice(first, first + 2).filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(" ");
}

export class Clock {
  #base = Date.now();
  #since = performance.now();
  #marks = [];
  #live;

  /** `onTick()` is called whenever the shown time may have changed. */
  constructor(live, onTick) {
    this.#live = live;
    this.onTick = onTick;
    for (const button of document.querySelectorAll("[data-minutes]")) {
      button.addEventListener("click", () => this.#move({ minutes: Number(button.dataset.minutes) }));
    }
    document.getElementById("jump-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const at = new Date(`${document.getElementById("jump-at").value}Z`);
      this.#jump(at.getTime());
    });
    document.getElementById("jump").addEventListener("beforetoggle", (event) => {
      if (event.newState === "open") this.#openJump();
    });
    setInterval(() => this.#draw(), 1000);
  }

  /** The simulated present in Unix milliseconds. */
  now() {
    return this.#base + performance.now() - this.#since;
  }

  set({ now, ahead }) {
    this.#base = Date.parse(now);
    this.#since = performance.now();
    const badge = document.getElementById("clock-ahead");
    badge.hidden = ahead < 60;
    badge.textContent = `${span(ahead * 1000)} ahead`;
    this.#draw();
  }

  setAhead(marks) {
    this.#marks = marks;
    this.#drawMarks();
  }

  #draw() {
    const now = new Date(this.now());
    for (const [id, format] of [["clock-date", day], ["clock-time", time]]) {
      const node = document.getElementById(id);
      const text = format.format(now);
      if (node.textContent !== text) node.textContent = text;
      node.dateTime = now.toISOString();
    }
    this.onTick();
  }

  #openJump() {
    const opener = document.getElementById("jump-open").getBoundingClientRect();
    document.getElementById("jump").style.left = `${Math.max(12, opener.right - JUMP_WIDTH)}px`;
    const soon = new Date(this.now() + 60 * MINUTE);
    const field = document.getElementById("jump-at");
    field.min = new Date(this.now()).toISOString().slice(0, 16);
    field.value = soon.toISOString().slice(0, 16);
    this.#drawMarks();
    this.#live.ask("look ahead").catch((error) => toast(error.message, "error"));
  }

  #drawMarks() {
    const now = this.now();
    const ahead = this.#marks.filter(({ at }) => Date.parse(at) > now).sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    const rows = ahead.map(({ label, at }) => {
      const instant = Date.parse(at);
      const leads = BEFORE.filter(([, lead]) => instant - lead > now).map(([text, lead]) =>
        el("button", { type: "button", class: "chip", "aria-label": `${text} ${label}`, onclick: () => this.#jump(instant - lead) }, text));
      return el("li", {},
        el("button", { type: "button", class: "mark", onclick: () => this.#jump(instant) },
          el("span", { class: "mark-label" }, label),
          el("span", { class: "mark-when" }, `${moment.format(instant)} · in ${span(instant - now)}`)),
        leads.length ? el("div", { class: "chips" }, ...leads) : null);
    });
    const list = rows.length
      ? el("ol", { class: "marks" }, ...rows)
      : el("p", { class: "quiet" }, "No session lies ahead. Book one, and you can jump to just before it.");
    document.getElementById("jump-marks").replaceChildren(list);
  }

  #jump(instant) {
    document.getElementById("jump").hidePopover();
    this.#move({ to: new Date(instant).toISOString() });
  }

  /** The clock stops wherever something falls due, so that a long way takes a while. */
  async #move(where) {
    const moves = document.querySelector(".clock-moves");
    moves.setAttribute("aria-busy", "true");
    try {
      const { now } = await this.#live.ask("move", where, JOURNEY_MS);
      toast(`It is now ${moment.format(Date.parse(now))} UTC.`);
    } catch (error) {
      toast(error.message, "error");
    } finally {
      moves.removeAttribute("aria-busy");
    }
  }
}
