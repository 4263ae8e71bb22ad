/** Telegram's text with entities -> DOM nodes. Offsets count UTF-16 units, which is how JavaScript counts too. */

import { element, icon, pressable } from "./elements.js";
import { anchor } from "./links.js";
import { written } from "./moments.js";

const INLINE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

/** Tells, whenever its size becomes known or changes, whether a folded quotation hides anything. */
const folds = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const quotation = target.parentElement;
    if (!quotation?.classList.contains("folded")) continue;
    quotation.classList.toggle("short", target.scrollHeight <= target.clientHeight + 2);
  }
});

/**
 * `opened` is the message's own set of unfolded quotations and revealed spoilers, so that they survive a redraw.
 * `phone` acts on taps: send, copy, showMoment, and it knows the language, the zone and the time.
 */
export function formatted(text, entities, { phone, opened }) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(text, 0, text.length, sorted, { phone, opened });
}

/** Nodes for text[start:end]; `entities` are sorted, outer before inner, and lie within. */
function pieces(text, start, end, entities, context) {
  const fragment = document.createDocumentFragment();
  const rest = [...entities];
  let place = start;
  while (rest.length) {
    const entity = rest.shift();
    const from = Math.max(entity.offset, place);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    fragment.append(text.slice(place, from));
    const inner = [];
    while (rest.length && rest[0].offset < to) inner.push(rest.shift());
    fragment.append(wrap(entity, text.slice(from, to), pieces(text, from, to, inner, context), context));
    // An inner entity that runs on past the outer one goes on after it.
    rest.unshift(...inner.filter(({ offset, length }) => offset + length > to));
    // A block ends its own line, so the line break behind it is not a second one.
    place = BLOCKS.has(entity.type) && text[to] === "\n" ? to + 1 : to;
  }
  fragment.append(text.slice(place, end));
  return fragment;
}

function wrap(entity, text, content, context) {
  const { phone } = context;
  if (entity.type in INLINE) return element(INLINE[entity.type], {}, content);
  switch (entity.type) {
    case "code":
      return pressable(element("code", {}, content), () => phone.copy(text));
    case "pre":
      return pressable(element("pre", { "data-language": entity.language }, content), () => phone.copy(text));
    case "text_link":
      return anchor(phone, entity.url, { class: "link" }, content);
    case "url":
      return anchor(phone, text, { class: "link" }, content);
    case "email":
      return anchor(phone, `mailto:${text}`, { class: "link" }, content);
    case "phone_number":
      return anchor(phone, `tel:${text.replace(/[^+\d]/g, "")}`, { class: "link" }, content);
    case "mention":
      return anchor(phone, `https://t.me/${text.slice(1)}`, { class: "link" }, content);
    case "bot_command":
      return pressable(element("span", { class: "link" }, content), () => phone.send(text));
    case "spoiler":
      return spoiler(entity, content, context);
    case "date_time":
      return moment(entity, content, context);
    case "blockquote":
      return element("blockquote", { class: "quotation" }, content);
    case "expandable_blockquote":
      return expandable(entity, content, context);
    default:
      return element("span", { class: entity.type === "custom_emoji" ? undefined : "link" }, content);
  }
}

function spoiler(entity, content, { phone, opened }) {
  const key = `spoiler ${entity.offset}`;
  const inner = element("span", { class: "spoiler-text" }, content);
  const node = element("span", { class: "spoiler" }, inner);
  if (opened.has(key)) return node;
  node.classList.add("covered");
  inner.inert = true;
  node.setAttribute("aria-label", phone.words.spoiler);
  return pressable(node, () => {
    opened.add(key);
    node.classList.remove("covered");
    inner.inert = false;
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  });
}

function moment(entity, content, { phone }) {
  const { unix_time: unix, date_time_format: code } = entity;
  const node = element("time", { class: "moment", datetime: new Date(unix * 1000).toISOString() }, content);
  if (code) node.textContent = written(unix, code, phone);
  if (code === "r") node.dataset.relative = unix;
  return pressable(node, () => phone.showMoment(unix));
}

/** Draws the relative moments under `root` again: the clock has moved. */
export function refreshRelative(root, phone) {
  for (const node of root.querySelectorAll("[data-relative]")) {
    const text = written(Number(node.dataset.relative), "r", phone);
    if (node.textContent !== text) node.textContent = text;
  }
}

function expandable(entity, content, { phone, opened }) {
  const key = `quotation ${entity.offset}`;
  const body = element("div", { class: "quotation-text" }, content);
  const button = element("button", { type: "button", class: "quotation-button" }, icon("chevron"));
  const node = element("blockquote", { class: "quotation expandable", "data-testid": "quotation" }, body, button);
  const draw = () => {
    const open = opened.has(key);
    node.classList.toggle("folded", !open);
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", open ? phone.words.collapse : phone.words.expand);
  };
  const set = (open) => {
    if (open) opened.add(key);
    else opened.delete(key);
    phone.list.holdWhile(draw);
  };
  node.addEventListener("click", (event) => {
    const other = event.target.closest("a, button, [role=button]");
    if ((other && other !== button) || !getSelection().isCollapsed) return;
    set(!opened.has(key));
  });
  // A link behind the fold that receives the focus must be seen.
  body.addEventListener("focusin", () => set(true));
  draw();
  folds.observe(body);
  return node;
}
