/* Modals and confirm dialogs over the pane. */

import { el } from "./dom.js";
import { blocks } from "./slack-blocks.js";
import { text } from "./slack-text.js";

export class Modals {
  #drawn = "";
  #open = "";

  constructor(pane) {
    this.pane = pane;
    this.node = el("div", { class: "sp-veil", hidden: true });
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.node.querySelector(".sp-close")?.click();
      if (event.key === "Tab") this.#keepFocus(event);
    });
  }

  /** Draw the uppermost of the open views; what was typed, the focus and the scroll stay. */
  draw(views, context) {
    const view = views.at(-1);
    const drawn = JSON.stringify([view, views.length, context.me]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.node.hidden = !view;
    if (!view) {
      this.node.replaceChildren();
      if (this.#open) this.pane.composer.focus();
      this.#open = "";
      return;
    }
    const scrolled = this.#open === view.id ? this.node.querySelector(".sp-modal-body")?.scrollTop ?? 0 : 0;
    const active = this.node.contains(document.activeElement) ? document.activeElement : null;
    const caret = active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
    const key = active?.dataset.key;
    this.node.replaceChildren(this.#dialog(view, views.length, context));
    this.node.querySelector(".sp-modal-body").scrollTop = scrolled;
    const again = key && this.node.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (again) {
      again.focus({ preventScroll: true });
      if (caret && again.setSelectionRange && caret[0] !== null) again.setSelectionRange(...caret);
    } else if (this.#open !== view.id) {
      (this.node.querySelector(".sp-modal-body :is(input, textarea, .sp-select)") ?? this.node.querySelector(".sp-modal")).focus();
    }
    const wrong = Object.keys(view.errors).length && this.node.querySelector(".sp-wrong");
    if (wrong) {
      const body = wrong.closest(".sp-modal-body");
      const below = wrong.offsetTop + wrong.offsetHeight + 12 - body.clientHeight;
      body.scrollTop = Math.min(Math.max(body.scrollTop, below), Math.max(0, wrong.offsetTop - 12));
    }
    this.#open = view.id;
  }

  /** Draw the modal anew. */
  forget() {
    this.#drawn = "";
  }

  /** Ask before a dangerous press; resolves with the answer. */
  confirm(dialog, context) {
    return new Promise((resolve) => {
      const before = document.activeElement;
      const answer = (yes) => {
        veil.remove();
        before?.focus?.();
        resolve(yes);
      };
      const style = dialog.style === "danger" ? "sp-danger sp-full" : "sp-primary";
      const yes = el("button", { type: "button", class: `sp-button ${style}`, onclick: () => answer(true) }, dialog.confirm.text);
      const box = el("div", { class: "sp-modal sp-confirm", role: "alertdialog", "aria-modal": "true", "aria-label": dialog.title.text },
        el("h3", {}, dialog.title.text), el("div", {}, text(dialog.text, context)),
        el("footer", {},
          el("button", { type: "button", class: "sp-button", onclick: () => answer(false) }, dialog.deny.text), yes));
      const veil = el("div", { class: "sp-veil sp-above" }, box);
      veil.addEventListener("keydown", (event) => event.key === "Escape" && answer(false));
      this.pane.node.append(veil);
      yes.focus();
    });
  }

  #dialog(view, depth, context) {
    const surface = this.pane.surface({ view_id: view.id }, view.state);
    const close = (all) => this.pane.act({ kind: "close_view", view_id: view.id, all });
    const submit = view.submit && el("button", {
      type: "submit", class: "sp-button sp-primary", disabled: view.submit_disabled, "data-key": "submit",
    }, view.submit);
    const form = el("form", {
      class: "sp-modal", role: "dialog", "aria-modal": "true", "aria-label": view.title, novalidate: true, tabindex: "-1",
    },
    el("header", {},
      depth > 1 ? el("button", { type: "button", class: "sp-icon", "aria-label": "Back", onclick: () => close(false) }, "‹") : null,
      el("h2", {}, view.title),
      el("button", { type: "button", class: "sp-icon sp-close", "aria-label": "Close", onclick: () => close(true) }, "✕")),
    el("div", { class: "sp-modal-body" },
      view.trouble ? el("p", { class: "sp-trouble", role: "alert" }, view.trouble) : null,
      ...blocks(view.blocks, surface, view.errors)),
    el("footer", {},
      el("button", { type: "button", class: "sp-button", "data-key": "close", onclick: () => close(false) }, view.close), submit || null));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!submit || submit.getAttribute("aria-busy")) return;
      submit.setAttribute("aria-busy", "true");
      try {
        await this.pane.act({ kind: "submit_view", view_id: view.id, values: surface.values() });
      } finally {
        submit.removeAttribute("aria-busy");
      }
    });
    return form;
  }

  #keepFocus(event) {
    const stops = [...this.node.querySelectorAll("button, input, textarea, a[href]")].filter((one) => !one.disabled && one.offsetParent);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }
}
