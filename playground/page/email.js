/* A mail program for one person: the mailbox, a mail as HTML or text, and what their calendar shows. */

import { el } from "./dom.js";

const STATES = { CONFIRMED: "", TENTATIVE: "not certain yet", CANCELLED: "cancelled" };

/** Draws snapshots into `root`; nobody answers a mail. */
export class EmailPane {
  #snapshot = { user: { id: "" }, mails: [], events: [] };
  #chosen = new Map();
  #plain = false;
  #drawn = "";

  constructor(root) {
    this.list = el("ol", { class: "mail-list", "aria-label": "Mails, newest first", tabindex: 0 });
    this.head = el("header", { class: "mail-head" });
    this.frame = el("iframe", { class: "mail-html", title: "The mail", sandbox: "allow-popups" });
    this.text = el("pre", { class: "mail-text", tabindex: 0, "aria-label": "The mail as text", hidden: true });
    this.calendar = el("ul", { class: "mail-events", "aria-label": "Events" });
    root.append(el("section", { class: "mail", "aria-label": "Mail" }, this.list,
      el("article", { class: "mail-shown" }, this.head, el("div", { class: "mail-body" }, this.frame, this.text)),
      el("details", { class: "mail-calendar", open: true }, el("summary", {}, "Calendar"), this.calendar)));
  }

  focus() {
    this.list.focus();
  }

  update(snapshot) {
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    if (before.user.id === snapshot.user.id && snapshot.mails.length > before.mails.length) {
      this.#chosen.delete(snapshot.user.id);
    }
    this.#draw();
  }

  get #mail() {
    const { user, mails } = this.#snapshot;
    return mails.find(({ id }) => id === this.#chosen.get(user.id)) ?? mails.at(-1);
  }

  #draw() {
    const shown = this.#mail;
    const { mails, events } = this.#snapshot;
    this.list.replaceChildren(...mails.map((mail) => this.#line(mail, mail === shown)).reverse());
    if (!mails.length) this.list.append(el("li", { class: "mail-none" }, "No mail yet."));
    this.calendar.replaceChildren(...events.map(entry));
    if (!events.length) this.calendar.append(el("li", { class: "mail-none" }, "Nothing yet: invitations in mails put sessions here."));
    this.head.parentElement.hidden = !shown;
    if (shown) this.#show(shown);
  }

  #line(mail, current) {
    const choose = () => {
      this.#chosen.set(this.#snapshot.user.id, mail.id);
      this.#draw();
    };
    return el("li", {}, el("button", { type: "button", "aria-current": current ? "true" : null, onclick: choose },
      el("span", { class: "mail-subject", dir: "auto" }, mail.subject),
      mail.method ? el("span", { class: "mail-badge" }, mail.method === "CANCEL" ? "takes out of calendar" : "calendar") : null,
      el("time", { datetime: mail.at }, when(mail.at))));
  }

  #show(mail) {
    const way = (name, plain) => el("button", { type: "button", "aria-pressed": String(this.#plain === plain), onclick: () => {
      this.#plain = plain;
      this.#draw();
    } }, name);
    this.head.replaceChildren(
      el("h3", { dir: "auto" }, mail.subject),
      el("p", { dir: "auto" }, `From ${mail.from} to ${this.#snapshot.user.id}`),
      el("div", { class: "mail-ways", role: "group", "aria-label": "Show as" }, way("HTML", false), way("Text", true)));
    this.frame.hidden = this.#plain;
    this.text.hidden = !this.#plain;
    this.text.textContent = mail.text;
    if (this.#drawn !== mail.url) this.frame.src = this.#drawn = mail.url;
  }
}

function entry({ title, start, end, status, sequence, place }) {
  const said = [`${when(start)} to ${when(end, true)} UTC`, place, STATES[status], sequence ? `changed ${sequence} ×` : ""];
  return el("li", { class: `mail-event is-${status.toLowerCase()}` },
    el("strong", { dir: "auto" }, title), el("span", { dir: "auto" }, said.filter(Boolean).join(" · ")));
}

function when(instant, timeOnly = false) {
  const day = timeOnly ? {} : { weekday: "short", day: "numeric", month: "short" };
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...day, hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
}
