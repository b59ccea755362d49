/* Who is acted in a pane: the switcher, the unread dots, the person's own time. */

import { el, initials } from "./dom.js";

const LOCAL = ["local-name", "local-city", "local-day", "local-time"];

export class People {
  #people = [];
  #choices = new Map();
  #pane;
  #tabs;

  /** `onChoose(id)` is called when another person is picked by hand; `tabs` lead to the pane. */
  constructor(pane, tabs, onChoose) {
    this.#pane = pane;
    this.#tabs = Array.from(tabs);
    this.onChoose = onChoose;
    this.shown = null;
  }

  setPeople(people) {
    this.#people = people;
    this.#choices.clear();
    const set = this.#pane.querySelector(".people");
    const choices = people.map((person) => {
      const input = el("input", { type: "radio", name: `${this.#pane.id}-person`, value: person.id, class: "sr",
        onchange: () => this.onChoose(person.id) });
      const dot = el("span", { class: "dot", hidden: true });
      const unread = el("span", { class: "sr" });
      const label = el("label", { class: "person", title: `${person.name}, ${person.hint} in ${city(person.zone)}` },
        input,
        el("span", { class: `avatar hue-${person.hue}`, "aria-hidden": "true" }, initials(person.name), dot),
        el("span", { class: "person-text" },
          el("span", { class: "person-name" }, person.name.split(" ")[0]),
          el("span", { class: "person-hint" }, person.hint)),
        unread);
      this.#choices.set(person.id, { input, dot, unread });
      return label;
    });
    set.replaceChildren(el("legend", {}, "Acting as"), ...choices);
  }

  setShown(id) {
    this.shown = this.#people.find((person) => person.id === id) ?? null;
    const choice = this.#choices.get(id);
    if (choice) choice.input.checked = true;
  }

  setUnread(counts) {
    let any = false;
    for (const [id, { dot, unread }] of this.#choices) {
      const count = id === this.shown?.id ? 0 : counts[id] ?? 0;
      dot.hidden = count === 0;
      unread.textContent = count ? `${count} new` : "";
      any ||= count > 0;
    }
    for (const tab of this.#tabs) tab.querySelector(".dot").hidden = !any;
  }

  /** Show the person's own date and time, `now` in Unix milliseconds. */
  tick(now) {
    if (!this.shown) return;
    const { name, zone } = this.shown;
    const local = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit" });
    const parts = Object.fromEntries(local.formatToParts(now).map(({ type, value }) => [type, value]));
    const said = [`${name.split(" ")[0]} · `, `${city(zone)} `, `${parts.weekday} `, `${parts.hour}:${parts.minute}`];
    const node = this.#pane.querySelector(".local");
    if (node.textContent === said.join("")) return;
    node.replaceChildren(...said.map((text, place) => el("span", { class: LOCAL[place] }, text)));
  }
}

function city(zone) {
  return zone.split("/").at(-1).replaceAll("_", " ");
}
