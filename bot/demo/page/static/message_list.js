/** The messages of one chat: days, groups, and where the list is scrolled to. */

import { arrange, element } from "./elements.js";
import { refreshRelative } from "./entities.js";
import { MessageView } from "./message.js";
import { dayName } from "./moments.js";

const NEAR_PX = 40;

export class MessageList {
  constructor(phone, root) {
    this.phone = phone;
    this.scroller = root.querySelector(".messages");
    this.content = root.querySelector(".days");
    this.down = root.querySelector(".down");
    this.downCount = root.querySelector(".down-count");
    this.views = new Map();
    this.days = new Map();
    this.following = true;
    this.unread = 0;
    this.lastTop = 0;
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.moveFocus(event));
    this.down.addEventListener("click", () => this.toEnd());
    const stay = new ResizeObserver(() => this.following && this.pin());
    stay.observe(this.scroller);
    stay.observe(this.content);
  }

  update(messages) {
    const posts = albums(messages);
    const first = this.views.size === 0;
    const views = posts.map((post) => this.view(post, first));
    const present = new Set(posts.map(([{ message_id: id }]) => id));
    for (const id of this.views.keys()) if (!present.has(id)) this.views.delete(id);
    this.layOut(views);
    this.makeTabStop(views.at(-1)?.node);
    if (this.following) this.pin();
    this.showDown();
    refreshRelative(this.content, this.phone);
  }

  /** The view of a post, made if it is new; new posts from the bot count as unread while one reads further up. */
  view(post, first) {
    const id = post[0].message_id;
    const known = this.views.get(id);
    const view = known ?? new MessageView(this.phone);
    view.update(post);
    if (!known) {
      this.views.set(id, view);
      view.node.classList.toggle("arriving", !first);
      if (view.own) this.following = true;
      else if (!this.following) this.unread += 1;
    }
    return view;
  }

  /** A day is a run of messages, so that a clock moved back starts a new one and keeps the order. */
  layOut(views) {
    const { phone } = this;
    const days = [];
    for (const view of views) {
      if (days.at(-1)?.views[0].day === view.day) days.at(-1).views.push(view);
      else days.push({ key: view.message.message_id, views: [view] });
    }
    const kept = new Map(days.map(({ key }) => [key, this.days.get(key) ?? dayNode()]));
    this.days = kept;
    for (const { key, views: members } of days) {
      const section = kept.get(key);
      const heading = section.firstElementChild;
      const name = dayName(members[0].message.date, phone.now, phone.zone, phone.language);
      if (heading.textContent !== name) heading.textContent = name;
      members.forEach((view, index) => {
        view.node.classList.toggle("first", members[index - 1]?.own !== view.own);
        view.node.classList.toggle("last", members[index + 1]?.own !== view.own);
      });
      arrange(section, [heading, ...members.map(({ node }) => node)]);
    }
    arrange(this.content, [...kept.values()]);
  }

  showWaiting(messageId) {
    this.views.get(messageId)?.keyboard.showWaiting();
  }

  /** Tab reaches one message, the arrow keys the others. */
  makeTabStop(node) {
    if (node === this.tabStop) return;
    if (this.tabStop) this.tabStop.tabIndex = -1;
    if (node) node.tabIndex = 0;
    this.tabStop = node;
  }

  /** The id of the bot's newest message, 0 without one. */
  newestFromBot() {
    return Math.max(0, ...[...this.views].filter(([, view]) => !view.own).map(([id]) => id));
  }

  /** Scrolls to a message and lets it light up for a moment. */
  show(messageId) {
    const node = this.content.querySelector(`[data-message-id="${messageId}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1500);
  }

  /** Lets `change` grow the content without following it: the person reads on where they are. */
  holdWhile(change) {
    this.following = false;
    change();
    requestAnimationFrame(() => this.scrolled());
  }

  pin() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  toEnd() {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: "smooth" });
  }

  /** Only a scroll upwards by the person ends following; content that grows does not. */
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const nearEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (nearEnd) this.following = true;
    else if (scrollTop < this.lastTop) this.following = false;
    this.lastTop = scrollTop;
    if (this.following) this.unread = 0;
    this.showDown();
  }

  showDown() {
    this.down.hidden = this.following;
    this.downCount.hidden = this.unread === 0;
    this.downCount.textContent = this.unread;
  }

  /** Arrow keys walk from message to message. */
  moveFocus(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.matches(".message")) return;
    const nodes = [...this.content.querySelectorAll(".message")];
    const next = nodes[nodes.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    this.makeTabStop(next);
    next.focus();
  }
}

const dayNode = () => element("section", { class: "day" }, element("p", { class: "day-name" }));

/** Neighbouring messages with the same media_group_id are one post. */
function albums(messages) {
  const posts = [];
  for (const message of messages) {
    const last = posts.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else posts.push([message]);
  }
  return posts;
}
