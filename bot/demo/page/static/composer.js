/** Where the person writes: text, attachments, replies, changes and commands. */

import { element, icon } from "./elements.js";
import { fileSize, summary } from "./media.js";
import { menu } from "./overlay.js";

const TALLEST_PX = 132;
const STICKERS = ["👍", "🙏", "🎉", "🤔", "😢"];
const PLACES = {
  almaty: { latitude: 43.238949, longitude: 76.889709 },
  atyrau: { latitude: 47.094496, longitude: 51.923837 },
  shymkent: { latitude: 42.3417, longitude: 69.5901 },
};

export class Composer {
  constructor(phone, root) {
    const find = (selector) => root.querySelector(selector);
    this.phone = phone;
    this.form = find(".composer");
    this.input = find(".composer-input");
    this.sendButton = find(".send");
    this.attach = find(".attach");
    this.file = find(".file-input");
    this.commands = find(".commands");
    this.referenceBar = find(".reference-bar");
    this.cancel = find(".reference-cancel");
    this.replyTo = null;
    this.edited = null;
    this.draft = "";

    this.input.addEventListener("input", () => this.fit());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.drop();
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.cancel.addEventListener("click", () => this.drop());
    this.attach.addEventListener("click", () => this.offerAttachments());
    this.commands.addEventListener("click", () => this.offerCommands());
    this.file.addEventListener("change", () => this.sendFiles());
  }

  update(markup, commands) {
    const { words } = this.phone;
    this.input.placeholder = markup?.input_field_placeholder ?? words.message;
    this.input.setAttribute("aria-label", words.message);
    this.sendButton.setAttribute("aria-label", words.send);
    this.attach.setAttribute("aria-label", words.attach);
    this.commands.setAttribute("aria-label", words.commands);
    this.cancel.setAttribute("aria-label", words.cancel);
    this.commands.hidden = commands.length === 0;
    this.offered = commands;
  }

  fit() {
    this.sendButton.disabled = this.input.value.trim() === "";
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST_PX)}px`;
  }

  /** Sends the text, or changes the message with it; a refused one stays in the field. */
  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { replyTo, edited } = this;
    if (edited) {
      if (await this.phone.edit(edited, text)) this.drop();
      return;
    }
    this.write("");
    this.drop();
    if (await this.phone.send(text, replyTo?.message_id)) return;
    if (!this.input.value) this.write(text);
    if (replyTo) this.reply(replyTo);
  }

  write(text) {
    this.input.value = text;
    this.fit();
  }

  reply(message) {
    this.drop();
    this.replyTo = message;
    this.refer(message, message.from?.first_name ?? "", "reply");
  }

  /** Puts an own message into the field; what was being written comes back afterwards. */
  edit(message) {
    this.drop();
    this.edited = message;
    this.draft = this.input.value;
    this.write(message.text ?? message.caption ?? "");
    this.refer(message, this.phone.words.edit, "pencil");
  }

  refer(message, heading, symbol) {
    const [name, text] = this.referenceBar.querySelectorAll("b, span");
    name.textContent = heading;
    text.textContent = summary(message, this.phone.words);
    this.referenceBar.firstElementChild.replaceWith(icon(symbol));
    this.referenceBar.hidden = false;
    this.attach.disabled = Boolean(this.edited);
    this.input.focus();
  }

  /** Neither replies nor edits any more. */
  drop() {
    if (this.edited) this.write(this.draft);
    this.replyTo = null;
    this.edited = null;
    this.referenceBar.hidden = true;
    this.attach.disabled = false;
  }

  offerAttachments() {
    const { phone } = this;
    menu(phone.frame, above(this.attach), [
      { label: phone.words.files, symbol: "file", act: () => this.file.click() },
      { label: phone.words.voice, symbol: "microphone", act: () => this.sendVoice() },
      { label: phone.words.sticker, symbol: "smile", act: () => this.offerStickers() },
      { label: phone.words.location, symbol: "place", act: () => this.offerPlaces() },
      { label: phone.words.contact, symbol: "person", act: () => phone.shareContact() },
    ], phone.words.attach);
  }

  offerStickers() {
    const send = async (emoji) => {
      if (await this.phone.sendSticker(emoji, this.replyTo?.message_id)) this.drop();
    };
    menu(this.phone.frame, above(this.attach), STICKERS.map((emoji) => ({ label: emoji, act: () => send(emoji) })),
      this.phone.words.sticker);
  }

  /** Places to choose from: a demo that asks the browser where somebody is would ask too much. */
  offerPlaces() {
    const { phone } = this;
    const send = async (place) => {
      if (await phone.sendLocation(place, this.replyTo?.message_id)) this.drop();
    };
    menu(phone.frame, above(this.attach), Object.entries(PLACES).map(([name, place]) => (
      { label: phone.words[name], act: () => send(place) })), phone.words.location);
  }

  offerCommands() {
    const { phone } = this;
    menu(phone.frame, above(this.commands), this.offered.map(({ command, description }) => (
      { label: `/${command}`, detail: description, act: () => phone.send(`/${command}`) })), phone.words.commands);
  }

  /** One file, or several as an album. */
  async sendFiles() {
    const files = [...this.file.files];
    this.file.value = "";
    if (!files.length) return;
    const { phone, replyTo } = this;
    const pictures = files.filter(({ type }) => type.startsWith("image/")).map((file) => URL.createObjectURL(file));
    const label = phone.words.caption;
    const caption = element("input", { type: "text", placeholder: label, "aria-label": label });
    caption.value = this.input.value;
    const content = element("div", { class: "preview" },
      pictures.length > 0 && element("div", { class: pictures.length > 1 ? "preview-album" : "preview-picture" },
        ...pictures.map((src) => element("img", { src, alt: "" }))),
      element("ul", { class: "preview-files" }, ...files.map(({ name, size }) => (
        element("li", {}, name, " ", element("span", { class: "hint" }, fileSize(size, phone.words)))))),
      caption);
    const agreed = await phone.ask("file-dialog", phone.words.files, content, phone.words.send);
    pictures.forEach((picture) => URL.revokeObjectURL(picture));
    if (!agreed) return;
    if (!(await phone.sendFiles(files, caption.value.trim(), replyTo?.message_id))) return;
    this.write("");
    this.drop();
  }

  async sendVoice() {
    if (await this.phone.sendVoice(this.replyTo?.message_id)) this.drop();
  }
}

/** Where a menu of `node` opens: upwards. */
function above(node) {
  const { left, top } = node.getBoundingClientRect();
  return { x: left, y: top, above: true };
}
