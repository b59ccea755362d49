/* What the providers of meeting rooms hold: rooms, what is wrong with each provider, and what people do there. */

import { el } from "./dom.js";

const CHOICE = { jitsi: "Jitsi (nobody is asked)", livekit: "LiveKit", zoom: "Zoom", meet: "Google Meet" };
const TROUBLE = {
  "": "works", slow: "answers slowly", 429: "has a limit reached (429)", 500: "is broken (500)", html: "answers in HTML",
  empty: "answers nothing", huge: "answers hugely", reset: "hangs up", timeout: "keeps silent",
};
const ACT = { enter: "Somebody comes in", delete: "Delete by hand", cancel: "The mentee cancels there", move: "The mentee moves it by 1 h there" };

/** Draws snapshots into `root`; `act` asks the playground. */
export class RoomsPanel {
  constructor(root, act) {
    this.root = root;
    this.act = act;
  }

  update({ chosen, choices, troubles, providers }) {
    const focused = document.activeElement?.id;
    this.root.replaceChildren(
      choice("rooms-chosen", "New rooms are made by", choices.map((key) => [key, CHOICE[key]]), chosen,
        (provider) => this.act({ do: "choose", provider })),
      ...providers.map((provider) => this.#provider(provider, troubles)));
    if (focused) document.getElementById(focused)?.focus();
  }

  #provider({ key, name, trouble, asked, rooms }, troubles) {
    const options = ["", ...troubles].map((what) => [what, TROUBLE[what] ?? what]);
    const list = rooms.length ? rooms.map((room) => this.#room(key, room))
      : [el("li", { class: "rooms-none" }, key === "calendly" ? "No event. A mentor gives the link of an event type: /profile calendly https://calendly.com/ana/30min" : "No room.")];
    return el("section", { class: "rooms-provider", "aria-label": name },
      el("header", {}, el("h3", {}, name), el("span", { class: "quiet" }, asked === 1 ? "1 request" : `${asked} requests`),
        choice(`rooms-trouble-${key}`, "It", options, trouble, (what) => this.act({ do: "trouble", provider: key, what }))),
      el("ul", {}, ...list));
  }

  #room(provider, { id, title, link, at, state, acts }) {
    const said = [at, state, link].filter(Boolean).join(" · ");
    const buttons = acts.map((act) => el("button", { type: "button", class: "chip", onclick: () => this.#do(provider, id, act) }, ACT[act]));
    return el("li", {}, el("strong", { dir: "auto" }, title), el("span", { class: "rooms-said", dir: "auto" }, said), ...buttons);
  }

  #do(provider, room, act) {
    const who = act === "enter" ? prompt("What do they call themselves?", "Ben Wolff") : undefined;
    if (who === null) return;
    this.act({ do: act, provider, room, who, by: "invitee" });
  }
}

function choice(id, label, options, chosen, onChoose) {
  const select = el("select", { id, onchange: () => onChoose(select.value) },
    ...options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
  return el("label", { class: "rooms-choice", for: id }, label, " ", select);
}
