/** The bot's keyboard in place of the phone's own, below the text field. */

import { element } from "./elements.js";

const UNAVAILABLE = ["request_poll", "request_users", "request_chat", "web_app"];

export class ReplyKeyboard {
  constructor(phone, root) {
    this.phone = phone;
    this.node = root.querySelector(".reply-keyboard");
    this.toggle = root.querySelector(".keyboard-toggle");
    this.toggle.addEventListener("click", () => this.show(this.node.hidden));
  }

  update(markup) {
    this.toggle.setAttribute("aria-label", this.phone.words.keyboard);
    this.node.setAttribute("aria-label", this.phone.words.keyboard);
    const drawn = JSON.stringify(markup);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.markup = markup;
    this.node.classList.toggle("tall", !markup?.resize_keyboard);
    this.node.replaceChildren(...(markup?.keyboard ?? []).map((buttons) => element("div", { class: "keys-row" },
      ...buttons.map((button) => this.button(button)))));
    this.show(markup !== null);
  }

  /** Shows or folds the keyboard; a persistent one cannot be folded. */
  show(open) {
    this.node.hidden = !open;
    this.toggle.hidden = !this.markup || Boolean(this.markup.is_persistent);
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  button(button) {
    const press = async () => {
      if (button.request_contact) {
        if (!(await this.phone.shareContact())) return;
      } else if (button.request_location) {
        this.phone.composer.offerPlaces();
        return;
      } else if (UNAVAILABLE.some((name) => button[name])) {
        this.phone.toast(this.phone.words.unavailable);
        return;
      } else await this.phone.send(button.text);
      if (this.markup?.one_time_keyboard) this.show(false);
    };
    const look = `key ${button.style ? `key-${button.style}` : ""}`;
    return element("button", { type: "button", class: look, onclick: press, "data-testid": "reply-button" },
      element("span", { class: "key-label" }, button.text));
  }
}
