/** Links: which ones may be opened, and which lead back to this very bot. */

import { element } from "./elements.js";

const OPENABLE = new Set(["http:", "https:", "mailto:", "tel:"]);

function parse(url) {
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);
  } catch {
    return null;
  }
}

/** The `start` parameter of a deep link to the bot: text, null without one, undefined for any other link. */
function startParameter(url, username) {
  const own = (name) => name?.toLowerCase() === username.toLowerCase();
  const web = /^https?:$/.test(url.protocol) && /^(t|telegram)\.me$/.test(url.hostname) && own(url.pathname.slice(1));
  const app = url.protocol === "tg:" && /resolve$/.test(url.host + url.pathname) && own(url.searchParams.get("domain"));
  return web || app ? url.searchParams.get("start") : undefined;
}

/** An <a> for `address`; a link to this bot starts it in this phone, an unsafe one is dead. */
export function anchor(phone, address, attributes, ...children) {
  const url = parse(address);
  const parameter = url && startParameter(url, phone.bot.username);
  if (parameter !== undefined && url) {
    const start = (event) => {
      event.preventDefault();
      phone.start(parameter);
    };
    return element("a", { ...attributes, href: url.href, onclick: start }, ...children);
  }
  const openable = url && OPENABLE.has(url.protocol);
  const outside = openable && { href: url.href, target: "_blank", rel: "noopener noreferrer" };
  return element("a", { ...attributes, title: openable ? url.href : undefined, ...outside }, ...children);
}
