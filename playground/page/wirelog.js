/* The drawer that shows what crosses the wire between the services and the bot. */

import { el } from "./dom.js";

const KEPT = 400;
const NAMES = { slack: "Slack", telegram: "Telegram", razorpay: "Razorpay", stripe: "Stripe" };
const JSON_TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });

export class WireLog {
  #drawer = document.getElementById("log");
  #lines = document.getElementById("log-lines");
  #pause = document.getElementById("log-pause");
  #open = document.getElementById("log-open");
  #held = null;

  constructor() {
    this.#open.addEventListener("click", () => this.#show(this.#drawer.hidden));
    document.getElementById("log-close").addEventListener("click", () => this.#show(false));
    this.#drawer.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#show(false);
    });
    this.#pause.addEventListener("click", () => (this.#held ? this.#resume() : this.#hold()));
    for (const choice of this.#drawer.querySelectorAll("[name=log-filter]")) {
      choice.addEventListener("change", () => {
        this.#lines.dataset.only = choice.value;
        this.#follow();
      });
    }
  }

  /** Forget all lines: the playground tells its recent traffic anew after a lost connection. */
  clear() {
    this.#lines.replaceChildren();
    if (this.#held) this.#hold();
  }

  add(entries) {
    if (this.#held) {
      this.#held = [...this.#held, ...entries].slice(-KEPT);
      this.#pause.textContent = `Resume (${this.#held.length})`;
      return;
    }
    const atEnd = this.#lines.scrollHeight - this.#lines.scrollTop - this.#lines.clientHeight < 40;
    this.#lines.append(...entries.map(line));
    while (this.#lines.childElementCount > KEPT) this.#lines.firstElementChild.remove();
    if (atEnd) this.#follow();
  }

  #show(open) {
    this.#drawer.hidden = !open;
    this.#open.setAttribute("aria-expanded", String(open));
    if (open) this.#follow();
    else this.#open.focus();
  }

  #hold() {
    this.#held = [];
    this.#pause.setAttribute("aria-pressed", "true");
    this.#pause.textContent = "Resume";
  }

  #resume() {
    const held = this.#held;
    this.#held = null;
    this.#pause.setAttribute("aria-pressed", "false");
    this.#pause.textContent = "Pause";
    this.add(held);
    this.#follow();
  }

  #follow() {
    this.#lines.scrollTop = this.#lines.scrollHeight;
  }
}

function line({ service, entry }) {
  const { towards, title, hint, failed } = describe(service, entry);
  const detail = el("details", {
    ontoggle: () => {
      if (detail.open && !detail.querySelector("pre")) {
        const { ts, ...content } = entry;
        detail.append(el("pre", { tabindex: "0" }, ...coloured(JSON.stringify(content, null, 2))));
      }
    },
  },
  el("summary", {},
    el("span", { class: "log-time" }, clock.format(entry.ts * 1000)),
    el("span", { class: "log-way", role: "img", "aria-label": towards ? "to Parley" : "from Parley" }, towards ? "→" : "←"),
    el("span", { class: `log-service log-${service}` }, NAMES[service]),
    el("span", { class: "log-title" }, title),
    el("span", { class: "log-hint" }, hint)));
  return el("li", { class: `${towards ? "to-bot" : "from-bot"}${failed ? " failed" : ""}`, "data-service": service }, detail);
}

function describe(service, entry) {
  if (entry.request) return { towards: true, title: entry.request.type, hint: requestHint(entry.request.payload ?? {}) };
  if (entry.ack) {
    const { status, body } = entry.ack;
    return { title: `ack ${status ?? ""}`.trim(), hint: brief(body), failed: status >= 400 };
  }
  if (entry.update) {
    const kind = Object.keys(entry.update).find((name) => name !== "update_id") ?? "update";
    const content = entry.update[kind] ?? {};
    return { towards: true, title: kind, hint: brief(content.text ?? content.data ?? "") };
  }
  const body = typeof entry.body === "object" && entry.body !== null ? entry.body : {};
  const said = body.text ?? body.view?.title?.text ?? body.callback_query_id ?? "";
  const failed = entry.response?.ok === false || typeof entry.response?.error === "object";
  const reason = failed ? reasonOf(entry.response) : "";
  return { title: entry.method ?? "request", hint: brief(reason || said), failed };
}

function reasonOf({ error, description }) {
  return error?.message ?? error?.description ?? error ?? description ?? "";
}

function requestHint(payload) {
  if (payload.command) return brief(`${payload.command} ${payload.text ?? ""}`);
  if (payload.actions?.length) return brief(payload.actions[0].text?.text ?? payload.actions[0].action_id);
  if (payload.event) return brief(`${payload.event.type} ${payload.event.text ?? ""}`);
  return brief([payload.type, payload.view?.title?.text].filter(Boolean).join(" "));
}

function brief(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "").replace(/^""$/, "");
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > 160 ? `${flat.slice(0, 159)}…` : flat;
}

function coloured(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(JSON_TOKEN)) {
    const kind = match[2] ? "key" : match[1] ? "text" : "value";
    const token = match[1] ?? match[0];
    nodes.push(text.slice(end, match.index), el("span", { class: `json-${kind}` }, token));
    end = match.index + token.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}
