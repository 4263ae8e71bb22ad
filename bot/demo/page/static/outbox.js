/** The bot's outbox: a panel beside the phones, a tab of a narrow screen. It is asked for while it can be seen. */

import { look } from "./connection.js";
import { element } from "./elements.js";
import { dayName, time } from "./moments.js";

const find = (selector) => document.querySelector(selector);

export class Outbox {
  open = false;
  #asking = false;
  #drawn = "";

  /** `onToggle` is called when the panel is opened or closed. */
  constructor(clock, onToggle) {
    this.clock = clock;
    this.onToggle = onToggle;
    this.node = find(".outbox");
    this.toggle = find(".bar-outbox");
    this.toggle.addEventListener("click", () => this.show(!this.open));
    const choose = () => this.show(true);
    this.tab = element("button", { type: "button", class: "tab", "data-testid": "tab-outbox", onclick: choose }, "Outbox");
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
    const text = JSON.stringify(seen);
    if (text === this.#drawn) return;
    this.#drawn = text;
    const counts = Object.entries(seen.counts).map(([state, count]) => element("li", {}, stateSign(state, `: ${count}`)));
    find(".outbox-counts").replaceChildren(...counts);
    const rows = seen.rows.map((row) => this.row(row));
    find(".outbox-rows").replaceChildren(...(rows.length ? rows : [element("li", { class: "hint" }, "Nothing yet.")]));
  }

  row({ key, kind, person, state, due, at, reason }) {
    const when = due ? `due ${this.written(due)}` : this.written(at);
    return element("li", { class: "outbox-row", "data-testid": "outbox-row" },
      element("p", { class: "outbox-head" }, element("b", {}, kind), element("span", {}, person), stateSign(state)),
      element("p", {}, reason ? `${when} · ${reason}` : when),
      element("p", { class: "hint" }, key));
  }

  written(unix) {
    const { now, zone } = this.clock;
    return `${dayName(unix, now, zone, "en")}, ${time(unix, zone)}`;
  }
}

const stateSign = (state, more = "") => (
  element("span", { class: `outbox-state ${state}` }, state.replace("_", " ") + more));
