/** The simulated clock: tells it, shows it in the bar, and moves it. */

import { post } from "./connection.js";
import { longDate, offsetName, time, wallClock, weekday, withOffset } from "./moments.js";
import { fill, refusal } from "./words.js";

const find = (selector) => document.querySelector(selector);

/** The simulated time, which runs on between two states of the server. */
export class Clock {
  zone = "UTC";
  #ahead = 0;

  set({ unix, zone }) {
    this.zone = zone;
    this.#ahead = unix - performance.now() / 1000;
  }

  get now() {
    return this.#ahead + performance.now() / 1000;
  }
}

/** The control bar, in the page's `language`. `onReset` is called once everything starts afresh. */
export class ClockBar {
  constructor(clock, language, onReset) {
    this.clock = clock;
    this.language = language;
    this.dateInput = find(".date-input");
    for (const button of document.querySelectorAll("[data-advance]")) {
      button.addEventListener("click", () => this.command("clock", { advance: Number(button.dataset.advance) }));
    }
    const dates = find("#date-dialog");
    find(".bar-date").addEventListener("click", () => {
      this.prepareDate();
      dates.returnValue = "";
      dates.showModal();
    });
    dates.addEventListener("close", () => {
      if (dates.returnValue) this.command("clock", { to: withOffset(this.dateInput.value, clock.zone) });
    });
    find(".bar-example").addEventListener("click", () => this.command("example"));
    const resets = find("#reset-dialog");
    find(".bar-reset").addEventListener("click", () => {
      resets.returnValue = "";
      resets.showModal();
    });
    resets.addEventListener("close", async () => {
      if (resets.returnValue && (await this.command("reset"))) onReset();
    });
    // Plain buttons, so that Enter in a field means the strong button.
    for (const button of document.querySelectorAll(".sheet-cancel")) {
      button.addEventListener("click", () => button.closest("dialog").close(""));
    }
    const more = find(".bar-more");
    more.addEventListener("click", () => {
      const open = find(".bar").classList.toggle("open");
      more.setAttribute("aria-expanded", String(open));
    });
  }

  prepareDate() {
    const { now, zone } = this.clock;
    const at = wallClock(now, zone);
    const two = (number) => String(number).padStart(2, "0");
    this.dateInput.value = `${at.year}-${two(at.month)}-${two(at.day)}T${two(at.hour)}:${two(at.minute)}`;
    find(".date-label").textContent = fill(this.language.words.dateIn, { zone });
  }

  show() {
    const { now, zone } = this.clock;
    const node = find(".bar-now");
    const { code } = this.language;
    const text = `${weekday(now, zone, code, "short")}, ${longDate(now, zone, code)}, ${time(now, zone)}`;
    if (node.textContent === text) return;
    node.textContent = text;
    node.dateTime = new Date(now * 1000).toISOString();
    find(".bar-zone").textContent = `${zone}, ${offsetName(now, zone)}`;
  }

  notice(text) {
    find(".bar-notice").textContent = text;
  }

  async command(path, body) {
    try {
      await post(path, body);
      this.notice("");
      return true;
    } catch (error) {
      this.notice(refusal(this.language.words, error));
      return false;
    }
  }
}
