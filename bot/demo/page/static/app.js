/** Wires the page: events in; phones, clock and outbox out; and the tabs of a narrow screen. */

import { Clock, ClockBar } from "./clock.js";
import { listen } from "./connection.js";
import { element, arrange } from "./elements.js";
import { refreshRelative } from "./entities.js";
import { Outbox } from "./outbox.js";
import { PageLanguage } from "./page_language.js";
import { Phone } from "./phone.js";

const narrow = matchMedia("(max-width: 760px)");
const area = document.querySelector(".phones");
const tabs = document.querySelector(".tabs");
const clock = new Clock();
const phones = new Map();
let latest = null;
let current = null;

const language = new PageLanguage(() => {
  bar.show();
  outbox.refresh();
});

const bar = new ClockBar(clock, language, () => {
  phones.clear();
  if (latest) draw(latest);
});

const outbox = new Outbox(clock, language, () => select(current));

function draw(snapshot) {
  latest = snapshot;
  clock.set(snapshot.clock);
  bar.show();
  for (const state of snapshot.phones) {
    if (!phones.has(state.id)) phones.set(state.id, makePhone(state.id));
    const phone = phones.get(state.id);
    phone.update(state, snapshot.bot);
    phone.tab.firstChild.textContent = state.user.first_name;
  }
  const shown = snapshot.phones.map(({ id }) => phones.get(id));
  arrange(area, shown.map(({ node }) => node));
  arrange(tabs, [...shown, outbox].map(({ tab }) => tab));
  select(phones.has(current) ? current : snapshot.phones[0]?.id);
}

function makePhone(id) {
  const phone = new Phone(id, clock);
  const choose = () => {
    current = id;
    outbox.show(false);
  };
  phone.tab = element("button", { type: "button", class: "tab", "data-testid": `tab-${id}`, onclick: choose }, " ");
  return phone;
}

/** Chooses the phone of a narrow screen; the others get a dot for what has come since they were last seen. */
function select(id) {
  current = id;
  for (const phone of phones.values()) {
    const chosen = phone.id === id && !outbox.open;
    const newest = phone.list.newestFromBot();
    if (chosen || !narrow.matches || phone.seen === undefined) phone.seen = newest;
    phone.node.classList.toggle("current", chosen);
    phone.tab.setAttribute("aria-current", String(chosen));
    phone.tab.classList.toggle("unread", newest > phone.seen);
  }
}

setInterval(() => {
  if (!latest) return;
  bar.show();
  for (const phone of phones.values()) {
    phone.showTime();
    refreshRelative(phone.node, phone);
  }
  outbox.refresh();
}, 1000);

listen({
  onState: draw,
  onAnswer: (answer) => phones.get(answer.phone)?.answer(answer),
  onOnline: (online) => bar.notice(online ? "" : language.words.reconnecting),
});
