/* A Slack-like client for one person of the playground. */

import { el, initials } from "./dom.js";
import { blocks } from "./slack-blocks.js";
import { Composer } from "./slack-composer.js";
import { Messages } from "./slack-messages.js";
import { Modals } from "./slack-modal.js";

const HOME = "home";
const TOAST_MS = 8000;
const ANSWER_MS = 5000;

export class SlackPane {
  #act;
  #snapshot = null;
  #tab = "";
  #drafts = new Map();
  #offered = new Map();
  #toast = 0;
  #homeDrawn = "";
  #pressedAtHome = null;

  /** Draws into `root`; `act` carries out an action dict and promises its answer. */
  constructor(root, act) {
    this.#act = act;
    this.messages = new Messages(this);
    this.composer = new Composer(this);
    this.modals = new Modals(this);
    this.badge = el("span", { class: "sp-badge", "aria-hidden": "true" });
    this.workspace = el("strong", { class: "sp-workspace" });
    this.tabs = el("nav", { class: "sp-tabs", "aria-label": "Conversations" });
    this.home = el("div", { class: "sp-home", hidden: true });
    this.toasts = el("div", { class: "sp-toasts", role: "status" });
    this.node = el("section", { class: "slack-pane", "aria-label": "Slack" },
      el("header", { class: "sp-top" }, this.badge, this.workspace, this.tabs),
      el("div", { class: "sp-progress", "aria-hidden": "true" }),
      el("div", { class: "sp-main" }, this.messages.node, this.home),
      this.composer.node, this.modals.node, this.toasts);
    root.append(this.node);
  }

  /** Show a new snapshot; whatever is being typed stays. */
  update(snapshot) {
    const stranger = this.#snapshot?.user.id !== snapshot.user.id;
    this.#snapshot = snapshot;
    if (stranger) this.#meet(snapshot);
    this.#forget(snapshot);
    this.node.classList.toggle("sp-loading", snapshot.loading);
    this.badge.textContent = initials(snapshot.workspace.name);
    this.workspace.textContent = snapshot.workspace.name;
    this.#followAnswer();
    this.#draw();
    this.#showToasts(snapshot.toasts);
  }

  /** Put the cursor where one writes. */
  focus() {
    if (this.#tab === HOME) this.#go(this.#snapshot.dm);
    else this.composer.focus();
  }

  /** Do something as the person. */
  act(action) {
    return this.#act(action);
  }

  /** Hand a file to Slack, which a message can then show. */
  async upload(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    return this.#act({ kind: "upload", name: file.name, content });
  }

  /** The shortcuts of a kind, "global" or "message". */
  shortcuts(type) {
    return this.#snapshot.shortcuts.filter((shortcut) => shortcut.type === type);
  }

  /** What blocks need of the place they stand in: its state, its drafts, and how to act there. */
  surface(place, state) {
    const key = place.view_id ?? `${place.channel}/${place.ts}`;
    const name = (ids) => `${key}/${ids.block_id}/${ids.action_id}`;
    const values = () => {
      const entered = {};
      for (const { at, ids, value } of this.#drafts.values()) {
        if (at === key) (entered[ids.block_id] ??= {})[ids.action_id] = value;
      }
      return entered;
    };
    return {
      key, place, state, values, context: this.#context(),
      draft: (ids) => this.#drafts.get(name(ids))?.value,
      keep: (ids, value) => this.#drafts.set(name(ids), { at: key, ids, value }),
      offered: (ids) => this.#offered.get(name(ids)) ?? [],
      revert: (ids) => this.#revert(name(ids)),
      agreed: async (dialog) => !dialog || this.modals.confirm(dialog, this.#context()),
      perform: async (kind, ids, fields) => {
        if (kind === "press" && place.view_id === this.#snapshot.home?.id) this.#expectAnswer();
        try {
          return await this.#act({ kind, ...place, ...ids, ...fields, values: values() });
        } finally {
          if (kind === "select" && !place.view_id) this.#drafts.delete(name(ids));
        }
      },
      load: async (ids, query) => {
        const { options = [] } = (await this.#act({ kind: "load_options", ...place, ...ids, query, values: values() })) ?? {};
        this.#offered.set(name(ids), [...(this.#offered.get(name(ids)) ?? []), ...options]);
        return options;
      },
      upload: (file) => this.upload(file),
    };
  }

  /** A press at Home is answered in Messages, in a form or by another Home; the first is followed there. */
  #expectAnswer() {
    this.#pressedAtHome = { messages: this.#directMessages(), until: Date.now() + ANSWER_MS };
  }

  #followAnswer() {
    const pressed = this.#pressedAtHome;
    if (!pressed) return;
    const formOpened = this.#snapshot.views.length > 0;
    if (this.#tab !== HOME || formOpened || Date.now() > pressed.until) this.#pressedAtHome = null;
    else if (this.#directMessages() !== pressed.messages) {
      this.#pressedAtHome = null;
      this.#tab = this.#snapshot.dm;
      this.#draw();
      this.composer.focus();
    }
  }

  #directMessages() {
    const { channels, dm } = this.#snapshot;
    return JSON.stringify(channels.find(({ id }) => id === dm)?.messages.map(({ ts, text, blocks: shown }) => [ts, text, shown]));
  }

  #meet(snapshot) {
    this.#drafts.clear();
    this.#offered.clear();
    this.#toast = snapshot.toasts.at(-1)?.id ?? 0;
    this.toasts.replaceChildren();
    if (!snapshot.channels.some(({ id }) => id === this.#tab)) this.#tab = snapshot.dm;
  }

  /** Drop what was typed into modals that are closed. */
  #forget({ views, home }) {
    const open = new Set([...views.map(({ id }) => id), home?.id]);
    for (const [name, { at }] of this.#drafts) if (!at.includes("/") && !open.has(at)) this.#drafts.delete(name);
  }

  #revert(name) {
    this.#drafts.delete(name);
    this.#homeDrawn = "";
    this.messages.forget();
    this.modals.forget();
    this.#draw();
  }

  #context() {
    const { users, channels, user, now } = this.#snapshot;
    return { users, channels, zone: user.zone, me: user.id, now: new Date(now) };
  }

  #draw() {
    const snapshot = this.#snapshot;
    const context = this.#context();
    const athome = this.#tab === HOME;
    const channel = snapshot.channels.find(({ id }) => id === this.#tab);
    this.home.hidden = !athome;
    this.messages.node.hidden = this.composer.node.hidden = athome;
    if (athome) this.#drawHome(snapshot.home, context);
    else {
      this.messages.draw(channel, context);
      this.composer.draw(channel, snapshot.commands, context);
    }
    this.modals.draw(snapshot.views, context);
    this.#drawTabs(snapshot);
  }

  #drawTabs({ channels, user }) {
    const wanted = [];
    for (const channel of channels) {
      const direct = channel.kind === "im";
      wanted.push([channel.id, direct ? "Messages" : `# ${channel.name}`, this.messages.unread(channel, user.id)]);
      if (direct) wanted.unshift([HOME, "Home", 0]);
    }
    const drawn = JSON.stringify([wanted, this.#tab]);
    if (this.tabs.dataset.drawn === drawn) return;
    this.tabs.dataset.drawn = drawn;
    const held = this.tabs.contains(document.activeElement);
    this.tabs.replaceChildren(...wanted.map(([id, label, unread]) => el("button", {
      type: "button", class: "sp-tab", "aria-current": id === this.#tab ? "page" : null, onclick: () => this.#go(id),
    }, label, unread ? el("span", { class: "sp-count", "aria-label": `${unread} unread` }, String(unread)) : null)));
    if (held) this.tabs.querySelector("[aria-current]")?.focus();
  }

  #go(tab) {
    this.#tab = tab;
    this.#draw();
    if (tab === HOME) this.#act({ kind: "open_home" });
    else {
      if (tab === this.#snapshot.dm) this.#act({ kind: "open_home", tab: "messages" });
      this.composer.focus();
    }
  }

  #drawHome(view, context) {
    const drawn = JSON.stringify([view, context.zone, context.me]);
    if (drawn === this.#homeDrawn) return;
    this.#homeDrawn = drawn;
    const key = this.home.contains(document.activeElement) ? document.activeElement.dataset.key : "";
    const { scrollTop } = this.home;
    this.home.replaceChildren(el("div", { class: "sp-home-page" }, ...(view
      ? blocks(view.blocks, this.surface({ view_id: view.id }, view.state))
      : [el("div", { class: "sp-welcome" }, el("h3", {}, "Nothing here yet"), el("p", {}, "The app has not published its home."))])));
    this.home.scrollTop = scrollTop;
    if (key) {
      const next = this.home.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? this.home.querySelector("[data-key]");
      next?.focus({ preventScroll: true });
    }
  }

  #showToasts(toasts) {
    for (const { id, text } of toasts) {
      if (id <= this.#toast) continue;
      this.#toast = id;
      const node = el("p", { class: "sp-toast", role: "alert" }, el("span", { "aria-hidden": "true" }, "⚠️ "), text,
        el("button", { type: "button", class: "sp-icon", "aria-label": "Dismiss", onclick: () => node.remove() }, "✕"));
      this.toasts.append(node);
      setTimeout(() => node.remove(), TOAST_MS);
    }
  }
}
