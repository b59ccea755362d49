/* The playground's frame: two panes, each acting one person, under one simulated clock. */

import { Clock } from "./clock.js";
import { toast } from "./dom.js";
import { EmailPane } from "./email.js";
import { Live } from "./live.js";
import { People } from "./people.js";
import { RoomsPanel } from "./rooms.js";
import { SlackPane } from "./slack.js";
import { TelegramPane } from "./telegram.js";
import { WireLog } from "./wirelog.js";

const live = new Live();
const log = new WireLog();
const panes = new Map([["slack", SlackPane], ["telegram", TelegramPane], ["email", EmailPane]].map(([service, Pane]) => {
  const section = document.getElementById(`pane-${service}`);
  const people = new People(section, document.querySelectorAll(`[data-news=${service}]`), (person) => {
    sessionStorage.setItem(service, person);
    ask("show", { service, person });
  });
  const act = (action) => ask("act", { service, person: people.shown?.id, action });
  return [service, { people, view: new Pane(section.querySelector(".pane-body"), act) }];
}));
const rooms = new RoomsPanel(document.querySelector(".rooms-body"), (action) => ask("rooms", { action }));
const clock = new Clock(live, () => {
  for (const { people } of panes.values()) people.tick(clock.now());
});

/** Ask the playground; what is refused is said here, so that the panes need not. */
async function ask(what, fields) {
  try {
    return await live.ask(what, fields);
  } catch (error) {
    toast(error.message, "error");
    return { ok: false };
  }
}

function each(news, apply) {
  for (const [service, value] of Object.entries(news ?? {})) apply(panes.get(service), value);
}

live.addEventListener("news", ({ detail: news }) => {
  each(news.people, ({ people }, value) => people.setPeople(value));
  each(news.shown, ({ people }, value) => people.setShown(value));
  each(news.unread, ({ people }, value) => people.setUnread(value));
  each(news.snapshots, ({ view }, value) => view.update(value));
  if (news.clock) clock.set(news.clock);
  if (news.ahead) clock.setAhead(news.ahead);
  if (news.rooms) rooms.update(news.rooms);
  if (news.wire) log.add(news.wire);
});
live.addEventListener("open", () => {
  log.clear();
  document.body.classList.remove("lost");
});
live.addEventListener("lost", () => {
  document.body.classList.add("lost");
  toast("The playground does not answer. Trying again…", "error");
});

const tabs = Array.from(document.querySelectorAll("[role=tab]"));
for (const [place, tab] of tabs.entries()) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const step = event.key === "ArrowRight" ? 1 : tabs.length - 1;
    const other = tabs[(place + step) % tabs.length];
    select(other);
    other.focus();
  });
}

const roomsOpener = document.getElementById("rooms-open");
roomsOpener.addEventListener("click", () => {
  const panel = document.getElementById("rooms");
  panel.hidden = !panel.hidden;
  roomsOpener.setAttribute("aria-expanded", String(!panel.hidden));
});

const mail = document.getElementById("email-open");
mail.addEventListener("click", () => showMail(mail.getAttribute("aria-expanded") !== "true"));

/** Beside the chats, where there is room for it. */
function showMail(shown) {
  document.getElementById("pane-email").hidden = !shown;
  mail.setAttribute("aria-expanded", String(shown));
}

function select(chosen) {
  if (chosen.id === "tab-email") showMail(true);
  document.querySelector(".panes").dataset.shown = chosen.id.replace("tab-", "");
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
}

for (const link of document.querySelectorAll(".skips a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    select(document.getElementById(`tab-${link.dataset.pane}`));
    panes.get(link.dataset.pane).view.focus();
  });
}

live.connect();
