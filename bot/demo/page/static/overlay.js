/** What lies on top of one phone: toasts, dialogs and menus. */

import { element, icon } from "./elements.js";

/** A short note that goes away by itself; a new one replaces the last. */
export function toast(area, text) {
  const node = element("p", { class: "toast", "data-testid": "toast" }, text);
  area.replaceChildren(node);
  setTimeout(() => node.remove(), Math.max(3000, text.length * 70));
}

/** Keeps Tab within `node`. */
function trapFocus(node, event) {
  if (event.key !== "Tab") return;
  const stops = [...node.querySelectorAll("button, input, a[href]")];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

/**
 * A dialog over the phone `frame`, whose `screen` is inert meanwhile.
 * Resolves to the chosen action's `value`, or undefined when closed otherwise (Escape, a tap beside it).
 */
export function dialog(frame, { title, content, actions, name }) {
  const screen = frame.querySelector(".screen");
  const before = document.activeElement;
  return new Promise((resolve) => {
    const close = (value) => {
      scrim.remove();
      screen.inert = false;
      const back = frame.contains(before) ? before : frame.querySelector(".message[tabindex='0']");
      back?.focus({ preventScroll: true });
      resolve(value);
    };
    const buttons = actions.map(({ label, value, look }) => element("button", {
      type: "button", class: look, onclick: () => close(value), "data-testid": `${name}-${value ?? "cancel"}`,
    }, label));
    const box = element("div", {
      class: `dialog dialog-${name}`, role: "alertdialog", "aria-modal": "true", "aria-label": title, "data-testid": name,
    }, element("h4", {}, title), content, element("div", { class: "dialog-buttons" }, ...buttons));
    const scrim = element("div", { class: "scrim" }, box);
    scrim.addEventListener("keydown", (event) => {
      trapFocus(box, event);
      if (event.key === "Escape") close();
      if (event.key === "Enter" && event.target.matches("input")) close(actions.at(-1).value);
    });
    scrim.addEventListener("click", (event) => {
      if (event.target === scrim) close();
    });
    screen.inert = true;
    frame.append(scrim);
    (box.querySelector("input") ?? buttons.at(-1)).focus({ preventScroll: true });
  });
}

/** A menu at a point of the page ({x, y, above}); items: {label, detail, symbol, chosen, danger, act}. */
export function menu(frame, at, items, label, heading = null) {
  const before = document.activeElement;
  const close = (act) => {
    layer.remove();
    if (frame.contains(before)) before.focus({ preventScroll: true });
    act?.();
  };
  const buttons = items.map((item) => element(
    "button",
    {
      type: "button", class: item.danger ? "menu-item danger" : "menu-item", onclick: () => close(item.act),
      role: item.chosen === undefined ? "menuitem" : "menuitemradio",
      "aria-checked": item.chosen === undefined ? undefined : String(item.chosen),
    },
    item.symbol && icon(item.symbol),
    item.chosen !== undefined && element("span", { class: "menu-check" }, item.chosen && icon("check")),
    element("span", { class: "menu-label" }, item.label),
    item.detail && element("span", { class: "hint" }, item.detail)));
  const list = element("div", { class: "menu", role: "menu", "aria-label": label, "data-testid": "menu" },
    heading && element("p", { class: "menu-heading hint" }, heading), ...buttons);
  const layer = element("div", { class: "menu-layer" }, list);
  layer.addEventListener("click", (event) => event.target === layer && close());
  layer.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !layer.contains(event.relatedTarget)) layer.remove();
  });
  layer.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (step) buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
    else return;
    event.preventDefault();
  });
  frame.append(layer);
  place(list, frame, at);
  buttons[0].focus({ preventScroll: true });
}

/** Puts `list` below the point, or above it, moved so far that it lies within the frame. */
function place(list, frame, { x, y, above = false }) {
  const bounds = frame.getBoundingClientRect();
  const within = (wanted, size, room) => Math.max(8, Math.min(wanted, room - size - 8));
  list.style.left = `${within(x - bounds.left, list.offsetWidth, bounds.width)}px`;
  const top = y - bounds.top - (above ? list.offsetHeight + 6 : 0);
  list.style.top = `${within(top, list.offsetHeight, bounds.height)}px`;
}
