/** Where the person writes: text, attachments, replies and commands. */

import { element } from "./elements.js";
import { fileSize, summary } from "./media.js";
import { menu } from "./overlay.js";

const TALLEST_PX = 132;

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
    this.replyBar = find(".reply-bar");
    this.cancel = find(".reply-cancel");
    this.replyTo = null;

    this.input.addEventListener("input", () => this.fit());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.replyTo) this.reply(null);
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.cancel.addEventListener("click", () => this.reply(null));
    this.attach.addEventListener("click", () => this.offerAttachments());
    this.commands.addEventListener("click", () => this.offerCommands());
    this.file.addEventListener("change", () => this.sendFile());
  }

  update(markup, commands) {
    const { words } = this.phone;
    this.input.placeholder = markup?.input_field_placeholder ?? words.message;
    this.input.setAttribute("aria-label", words.message);
    this.sendButton.setAttribute("aria-label", words.send);
    this.attach.setAttribute("aria-label", words.attach);
    this.commands.setAttribute("aria-label", words.commands);
    this.cancel.setAttribute("aria-label", words.cancelReply);
    this.commands.hidden = commands.length === 0;
    this.offered = commands;
  }

  fit() {
    this.sendButton.disabled = this.input.value.trim() === "";
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST_PX)}px`;
  }

  /** Sends the text; a refused one stays in the field. */
  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const replyTo = this.replyTo;
    this.write("");
    this.reply(null);
    if (await this.phone.send(text, replyTo?.message_id)) return;
    if (!this.input.value) this.write(text);
    this.reply(replyTo);
  }

  write(text) {
    this.input.value = text;
    this.fit();
  }

  reply(message) {
    this.replyTo = message;
    this.replyBar.hidden = message === null;
    if (!message) return;
    const [name, text] = this.replyBar.querySelectorAll("b, span");
    name.textContent = message.from?.first_name ?? "";
    text.textContent = summary(message, this.phone.words);
    this.input.focus();
  }

  offerAttachments() {
    const { phone } = this;
    menu(phone.frame, above(this.attach), [
      { label: phone.words.file, symbol: "file", act: () => this.file.click() },
      { label: phone.words.contact, symbol: "person", act: () => phone.shareContact() },
    ], phone.words.attach);
  }

  offerCommands() {
    const { phone } = this;
    menu(phone.frame, above(this.commands), this.offered.map(({ command, description }) => (
      { label: `/${command}`, detail: description, act: () => phone.send(`/${command}`) })), phone.words.commands);
  }

  async sendFile() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    const { phone } = this;
    const picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
    const label = phone.words.caption;
    const caption = element("input", { type: "text", placeholder: label, "aria-label": label });
    caption.value = this.input.value;
    const content = element("div", { class: "preview" },
      picture && element("img", { src: picture, alt: "" }),
      element("p", {}, file.name, " ", element("span", { class: "hint" }, fileSize(file.size))), caption);
    const agreed = await phone.ask("file-dialog", phone.words.file, content, phone.words.send);
    if (picture) URL.revokeObjectURL(picture);
    if (!agreed) return;
    this.write("");
    await phone.sendFile(file, caption.value.trim());
  }
}

/** Where a menu of `node` opens: upwards. */
function above(node) {
  const { left, top } = node.getBoundingClientRect();
  return { x: left, y: top, above: true };
}
