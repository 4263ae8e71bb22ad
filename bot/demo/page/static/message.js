/** One message, or one album of several: the bubble and the buttons under it. */

import { element, icon } from "./elements.js";
import { formatted } from "./entities.js";
import { InlineKeyboard } from "./inline_keyboard.js";
import { attachment, summary } from "./media.js";
import { longDate, time } from "./moments.js";
import { fill } from "./words.js";

const INTERACTIVE = "a, button, [role=button], .expandable, audio, video";

export class MessageView {
  constructor(phone) {
    this.phone = phone;
    this.opened = new Set();
    this.bubble = element("div", { class: "bubble" });
    this.keyboard = new InlineKeyboard(phone);
    this.node = element("article", { class: "message", tabindex: "-1", "data-testid": "message" },
      this.bubble, this.keyboard.node);
    this.bubble.addEventListener("click", (event) => {
      if (event.target.closest(INTERACTIVE) || !getSelection().isCollapsed) return;
      phone.offerMessageMenu(this.captioned, { x: event.clientX, y: event.clientY });
    });
    this.bubble.addEventListener("contextmenu", (event) => {
      if (event.target.closest("a.link") || !getSelection().isCollapsed) return;
      event.preventDefault();
      phone.offerMessageMenu(this.captioned, { x: event.clientX, y: event.clientY });
    });
    this.node.addEventListener("keydown", (event) => {
      if (event.target !== this.node || !["Enter", "ContextMenu"].includes(event.key)) return;
      event.preventDefault();
      const { left, bottom } = this.bubble.getBoundingClientRect();
      phone.offerMessageMenu(this.captioned, { x: left, y: bottom });
    });
  }

  /** `messages`: one, or all of an album. An unchanged message is left alone. */
  update(messages) {
    this.message = messages[0];
    this.captioned = messages.find(({ caption }) => caption) ?? this.message;
    const rows = this.message.reply_markup?.inline_keyboard ?? [];
    this.node.classList.toggle("has-keys", rows.length > 0);
    this.keyboard.update(this.message.message_id, rows);
    const drawn = JSON.stringify([this.phone.language, messages.map(({ reply_markup: _, ...rest }) => rest)]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.draw(messages);
  }

  draw(messages) {
    const { phone, message, captioned } = this;
    const text = message.text ?? captioned.caption ?? "";
    if (text !== this.text) this.opened.clear();
    this.text = text;
    this.day = longDate(message.date, phone.zone, phone.language);
    this.own = message.from?.id === phone.user.id;
    this.node.dataset.messageId = message.message_id;
    this.node.classList.toggle("own", this.own);
    const sender = message.from?.first_name ?? "";
    this.node.setAttribute("aria-label", `${sender}, ${time(message.date, phone.zone)}`);

    const attachments = messages.map((one) => this.attachment(one)).filter(Boolean);
    const pictures = attachments.some(({ dataset }) => ["photo", "video"].includes(dataset.kind));
    this.bubble.classList.toggle("pictures", pictures);
    this.bubble.classList.toggle("no-text", text === "");
    const body = element("div", { class: "text", dir: "auto", "data-testid": "message-text" });
    if (text) body.append(formatted(text, message.text ? message.entities : captioned.caption_entities, this));
    else if (message.forum_topic_created) body.append(element("em", { class: "hint" }, phone.words.topicMade));
    else if (message.forum_topic_edited) body.append(this.renamed(message));
    else if (!attachments.length) body.append(element("em", { class: "hint" }, phone.words.unsupported));
    body.append(this.times(captioned));
    const album = attachments.length > 1
      ? [element("div", { class: `album album-${attachments[0].dataset.kind}` }, ...attachments)] : attachments;
    this.bubble.replaceChildren(...[message.topic && this.topic(message), message.forward_origin && this.origin(message),
      message.reply_to_message && this.quote(message), ...album, body].filter(Boolean));
  }

  /** The topic of the chat in which it stands, as that is called now. */
  topic({ topic: name }) {
    return element("p", { class: "topic", "data-testid": "topic" }, name);
  }

  renamed({ forum_topic_edited: { name } }) {
    return element("em", { class: "hint" }, fill(this.phone.words.topicNamed, { name }));
  }

  attachment(message) {
    const node = attachment(message, this.phone);
    if (node && message !== this.message) node.dataset.messageId = message.message_id;
    return node;
  }

  quote({ reply_to_message: original, quote }) {
    const { phone } = this;
    return element("button", { class: "reply", type: "button", onclick: () => phone.list.show(original.message_id) },
      element("b", {}, original.from?.first_name ?? ""),
      element("span", {}, quote?.text ?? summary(original, phone.words)));
  }

  /** Who wrote first what somebody sends on. */
  origin({ forward_origin: { sender_user: sender } }) {
    const line = fill(this.phone.words.forwardedFrom, { name: sender?.first_name ?? "…" });
    return element("p", { class: "origin", "data-testid": "forwarded" }, line);
  }

  times({ date, edit_date: edited }) {
    const { phone } = this;
    return element("span", { class: "times", dir: "ltr" },
      edited && element("span", { "data-testid": "edited" }, phone.words.edited, " "),
      element("time", { datetime: new Date(date * 1000).toISOString() }, time(date, phone.zone)),
      this.own && icon("ticks"));
  }
}
