/** One phone: its chat with the bot, and everything its person can do. */

import { Composer } from "./composer.js";
import { post } from "./connection.js";
import { element, initials } from "./elements.js";
import { anchor } from "./links.js";
import { MessageList } from "./message_list.js";
import { offsetName, longDate, time, weekday } from "./moments.js";
import { dialog, menu, toast } from "./overlay.js";
import { ReplyKeyboard } from "./reply_keyboard.js";
import { Taps } from "./taps.js";
import { VOICE_SECONDS, hum } from "./voice.js";
import { LANGUAGES, fill, nearestLanguage, refusal, words } from "./words.js";

export class Phone {
  /** `clock` tells the simulated `now` (unix seconds) and the contest's `zone`. */
  constructor(id, clock) {
    this.id = id;
    this.clock = clock;
    this.node = document.getElementById("phone").content.cloneNode(true).firstElementChild;
    this.node.dataset.testid = `phone-${id}`;
    this.frame = this.find(".frame");
    this.dialogs = Promise.resolve();
    this.list = new MessageList(this, this.node);
    this.taps = new Taps(id, (messageId) => this.list.showWaiting(messageId));
    this.keyboard = new ReplyKeyboard(this, this.node);
    this.composer = new Composer(this, this.node);
    this.find(".phone-menu").addEventListener("click", () => this.offerPhoneMenu());
    skip(this.find(".to-composer"), () => this.find(this.open ? ".composer-input" : ".bottom-action"));
    skip(this.find(".to-next"), () => this.node.nextElementSibling?.querySelector(".skip"));
    this.find(".bottom-action").addEventListener("click", () => (this.blocked ? this.block(false) : this.start(null)));
  }

  find(selector) {
    return this.node.querySelector(selector);
  }

  get now() {
    return this.clock.now;
  }

  get zone() {
    return this.clock.zone;
  }

  update(state, bot) {
    this.bot = bot;
    this.user = state.user;
    this.number = state.phone_number;
    this.blocked = state.blocked;
    this.language = nearestLanguage(state.user.language_code);
    this.words = words(this.language);
    // Even the same `lang` set again makes the browser lay out the whole chat again.
    if (this.node.lang !== this.language) this.node.lang = this.language;
    this.drawTitle(state);
    this.list.update(state.messages);
    this.keyboard.update(state.reply_keyboard);
    this.composer.update(state.reply_keyboard, state.commands);
    this.drawBottom(state);
    this.showTime();
  }

  drawTitle({ typing, messages, description }) {
    const name = [this.user.first_name, this.user.last_name].filter(Boolean).join(" ");
    this.node.setAttribute("aria-label", name);
    this.find(".owner").textContent = name;
    this.find(".avatar").textContent = initials(this.bot.first_name);
    this.find(".title-name").textContent = this.bot.first_name;
    const state = this.find(".title-state");
    state.textContent = typing ? this.words.typing : this.words.bot;
    state.classList.toggle("typing", typing);
    this.find(".to-composer").textContent = this.words.toComposer;
    this.find(".to-next").textContent = this.words.toNextPhone;
    this.find(".phone-menu").setAttribute("aria-label", this.words.menu);
    this.find(".messages").setAttribute("aria-label", this.words.messages);
    this.find(".down").setAttribute("aria-label", this.words.down);
    this.find(".empty").hidden = messages.length > 0 || !description;
    this.find(".empty-title").textContent = this.words.whatBot;
    this.find(".empty-text").textContent = description;
  }

  /** START before the first message, UNBLOCK for a blocked bot, else the text field. */
  drawBottom({ started, blocked }) {
    const action = this.find(".bottom-action");
    this.open = started && !blocked;
    action.hidden = this.open;
    action.textContent = blocked ? this.words.unblock : this.words.start;
    action.dataset.testid = blocked ? "unblock" : "start";
    this.find(".bottom").classList.toggle("closed", !this.open);
  }

  showTime() {
    this.find(".status-time").textContent = time(this.now, this.zone);
  }

  toast(text) {
    toast(this.find(".toasts"), text);
  }

  /** Dialogs come one after another. */
  dialog(options) {
    this.dialogs = this.dialogs.then(() => dialog(this.frame, options));
    return this.dialogs;
  }

  ask(name, title, content, yes) {
    return this.dialog({
      name, title, content,
      actions: [{ label: this.words.cancel }, { label: yes, value: "yes", look: "strong" }],
    });
  }

  tell(name, title, content) {
    return this.dialog({ name, title, content, actions: [{ label: this.words.ok, value: "ok", look: "strong" }] });
  }

  /** Runs a command; true when the server took it, else its reason is shown. */
  async attempt(command) {
    try {
      await command();
      return true;
    } catch (error) {
      this.toast(refusal(this.words, error));
      return false;
    }
  }

  command(action, body) {
    return this.attempt(() => post(`phones/${this.id}/${action}`, body));
  }

  start(parameter) {
    return this.command("start", { parameter });
  }

  send(text, replyTo = null) {
    return this.command("send", { text, reply_to: replyTo });
  }

  tap(messageId, row, column, data) {
    return this.attempt(() => this.taps.tap(messageId, row, column, data));
  }

  block(blocked) {
    return this.command("block", { blocked });
  }

  edit({ message_id: messageId, text }, words) {
    return this.command("edit", { message_id: messageId, [text === undefined ? "caption" : "text"]: words });
  }

  sendFiles(files, caption, replyTo) {
    return this.command("files", filled(files, { caption, reply_to: replyTo }));
  }

  sendVoice(replyTo) {
    return this.command("voice", filled([hum()], { duration: VOICE_SECONDS, reply_to: replyTo }));
  }

  sendSticker(emoji, replyTo = null) {
    return this.command("sticker", { emoji, reply_to: replyTo });
  }

  sendLocation(place, replyTo = null) {
    return this.command("location", { ...place, reply_to: replyTo });
  }

  forward({ message_id: messageId }) {
    return this.command("forward", { message_id: messageId });
  }

  async shareContact() {
    const text = element("p", {}, fill(this.words.shareText, { phone: this.number, bot: this.bot.first_name }));
    const agreed = await this.ask("contact-dialog", this.words.shareTitle, text, this.words.share);
    return Boolean(agreed) && this.command("contact");
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.toast(this.words.copied);
    } catch {
      // Browsers keep the clipboard from pages that are neither local nor https.
      this.tell("copy-dialog", this.words.copyByHand, element("p", { class: "selectable" }, text));
    }
  }

  /** The bot's answer to a callback query: the spinner stops; a toast, an alert, or a link. */
  answer({ callback_query_id: queryId, text, show_alert: alert, url }) {
    this.taps.answered(queryId);
    if (url) this.tell("link-dialog", this.bot.first_name, element("p", {}, anchor(this, url, { class: "link" }, url)));
    if (!text) return;
    if (alert) this.tell("alert", this.bot.first_name, element("p", { class: "alert-text" }, text));
    else this.toast(text);
  }

  showPhoto(src) {
    const picture = element("img", { src, alt: this.words.photo });
    const actions = [{ label: this.words.close, value: "ok" }];
    this.dialog({ name: "photo-dialog", title: this.words.photo, content: picture, actions });
  }

  /** A moment in the contest's zone and in the viewer's own. */
  showMoment(unix) {
    const line = (label, zone) => element("p", { class: "moment-line" },
      element("span", { class: "hint" }, `${label} (${offsetName(unix, zone)})`),
      element("b", {}, `${longDate(unix, zone, this.language)}, ${time(unix, zone)}`),
      element("span", {}, weekday(unix, zone, this.language)));
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.tell("moment-dialog", this.words.moment, element("div", {}, line(this.zone, this.zone),
      line(`${this.words.yourTime}, ${own}`, own)));
  }

  offerMessageMenu(message, at) {
    const text = message.text ?? message.caption;
    const items = [{ label: this.words.reply, symbol: "reply", act: () => this.composer.reply(message) }];
    if (mayEdit(message, this.user)) {
      items.push({ label: this.words.edit, symbol: "pencil", act: () => this.composer.edit(message) });
    }
    items.push({ label: this.words.forward, symbol: "forward", act: () => this.forward(message) });
    if (text) items.push({ label: this.words.copyText, symbol: "copy", act: () => this.copy(text) });
    menu(this.frame, at, items, this.words.message);
  }

  offerPhoneMenu() {
    const { right, bottom } = this.find(".phone-menu").getBoundingClientRect();
    menu(this.frame, { x: right, y: bottom }, [
      ...Object.entries(LANGUAGES).map(([code, label]) => (
        { label, chosen: code === this.language, act: () => this.command("language", { language_code: code }) })),
      this.blocked
        ? { label: this.words.unblock, symbol: "block", act: () => this.block(false) }
        : { label: this.words.block, symbol: "block", danger: true, act: () => this.block(true) },
    ], this.words.menu, this.words.language);
  }
}

/** A link past what lies between, for whoever goes by Tab. */
function skip(link, target) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    target()?.focus();
  });
}

/** A form with these files and those texts that are not empty. */
function filled(files, texts) {
  const form = new FormData();
  for (const [name, text] of Object.entries(texts)) if (text) form.append(name, text);
  for (const file of files) form.append("file", file, file.name);
  return form;
}

/** Own words can be changed, and what stands under own files; not what is forwarded. */
const mayEdit = (message, user) => message.from?.id === user.id && !message.forward_origin
  && ["text", "photo", "document", "video", "voice"].some((kind) => message[kind] !== undefined);
