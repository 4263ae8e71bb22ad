/** The bot's outbox: a panel beside the phones, a tab of a narrow screen. It is asked for while it can be seen. */

import { look } from "./connection.js";
import { element } from "./elements.js";
import { dayName, time } from "./moments.js";
import { fill } from "./words.js";

const find = (selector) => document.querySelector(selector);

export class Outbox {
  open = false;
  #asking = false;
  #drawn = "";

  /** In the page's `language`; `onToggle` is called when the panel is opened or closed. */
  constructor(clock, language, onToggle) {
    this.clock = clock;
    this.language = language;
    this.onToggle = onToggle;
    this.node = find(".outbox");
    this.toggle = find(".bar-outbox");
    this.toggle.addEventListener("click", () => this.show(!this.open));
    const choose = () => this.show(true);
    this.tab = element("button", { type: "button", class: "tab", "data-testid": "tab-outbox", onclick: choose, "data-word": "outbox" },
      language.words.outbox);
    document.addEventListener("visibilitychange", () => this.refresh());
  }

  show(open) {
    this.open = open;
    this.node.hidden = !open;
    find(".desk").classList.toggle("with-outbox", open);
    this.toggle.setAttribute("aria-expanded", String(open));
    this.tab.setAttribute("aria-current", String(open));
    this.onToggle();
    this.refresh();
  }

  async refresh() {
    if (!this.open || document.hidden || this.#asking) return;
    this.#asking = true;
    try {
      this.draw(await look("outbox"));
    } catch {
      // the page says already that it has lost the server
    } finally {
      this.#asking = false;
    }
  }

  /** Draws what has changed alone: what somebody reads or selects stays as it is. */
  draw(seen) {
    const { code, words } = this.language;
    const text = JSON.stringify([code, seen]);
    if (text === this.#drawn) return;
    this.#drawn = text;
    const counts = Object.entries(seen.counts).map(([state, count]) => (
      element("li", {}, sign(state, fill(words.counted, { state: words.state[state], count })))));
    find(".outbox-counts").replaceChildren(...counts);
    const rows = seen.rows.map((row) => this.row(row));
    find(".outbox-rows").replaceChildren(...(rows.length ? rows : [element("li", { class: "hint" }, words.nothingYet)]));
  }

  row({ key, kind, person, state, due, at, reason }) {
    const { words } = this.language;
    const when = due ? fill(words.due, { when: this.written(due) }) : this.written(at);
    return element("li", { class: "outbox-row", "data-testid": "outbox-row" },
      element("p", { class: "outbox-head" }, element("b", {}, words.kind[kind]), element("span", {}, person),
        sign(state, words.state[state])),
      element("p", {}, when, reason && element("span", { lang: "en" }, ` · ${reason}`)),
      element("p", { class: "hint", lang: "en" }, key));
  }

  written(unix) {
    const { now, zone } = this.clock;
    return `${dayName(unix, now, zone, this.language.code)}, ${time(unix, zone)}`;
  }
}

const sign = (state, text) => element("span", { class: `outbox-state ${state}` }, text);
