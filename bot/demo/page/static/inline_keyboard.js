/** The buttons under a message. */

import { element, icon } from "./elements.js";
import { anchor } from "./links.js";

const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export class InlineKeyboard {
  constructor(phone) {
    this.phone = phone;
    this.node = element("div", { class: "keys", "data-testid": "inline-keyboard" });
    this.node.addEventListener("keydown", (event) => this.moveFocus(event));
  }

  /** Redraws only when the buttons changed; the focus stays at the same place. */
  update(messageId, rows) {
    const drawn = JSON.stringify([messageId, rows]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.messageId = messageId;
    const focused = this.node.contains(document.activeElement) ? document.activeElement.dataset : null;
    this.node.hidden = rows.length === 0;
    this.node.replaceChildren(...rows.map((buttons, row) => element("div", { class: "keys-row" },
      ...buttons.map((button, column) => this.button(button, row, column)))));
    this.showWaiting();
    if (focused) (this.at(focused.row, focused.column) ?? this.at(0, 0))?.focus({ preventScroll: true });
  }

  button(button, row, column) {
    const attributes = {
      class: `key ${button.style ? `key-${button.style}` : ""}`,
      title: button.text,
      "data-testid": "inline-button",
      "data-row": String(row),
      "data-column": String(column),
    };
    const label = element("span", { class: "key-label" }, button.text);
    if (button.url) return anchor(this.phone, button.url, attributes, label, icon("out"));
    const plain = { ...attributes, type: "button" };
    if (button.copy_text) {
      const copy = () => this.phone.copy(button.copy_text.text);
      return element("button", { ...plain, onclick: copy }, label, icon("copy"));
    }
    if (button.callback_data !== undefined) {
      const tap = () => this.phone.tap(this.messageId, row, column, button.callback_data);
      return element("button", { ...plain, "data-callback": button.callback_data, onclick: tap }, label);
    }
    if (button.disabled) return element("button", { ...plain, disabled: true }, label);
    return element("button", { ...plain, onclick: () => this.phone.toast(this.phone.words.unavailable) }, label);
  }

  /** A spinner on every tapped button whose callback query has no answer yet. */
  showWaiting() {
    for (const node of this.node.querySelectorAll("[data-callback]")) {
      const { row, column, callback } = node.dataset;
      const busy = this.phone.taps.waiting(this.messageId, Number(row), Number(column), callback);
      node.classList.toggle("busy", busy);
      node.setAttribute("aria-busy", String(busy));
    }
  }

  at(row, column) {
    return this.node.querySelector(`[data-row="${row}"][data-column="${column}"]`);
  }

  moveFocus(event) {
    const step = ARROWS[event.key];
    const { row, column } = event.target.dataset;
    if (!step || row === undefined) return;
    const nextRow = Number(row) + step[0];
    const next = this.at(nextRow, Number(column) + step[1]) ?? (step[0] ? this.at(nextRow, 0) : null);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
