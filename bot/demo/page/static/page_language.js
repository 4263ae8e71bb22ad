/** The language of the page itself, apart from those of the phones: chosen in the bar, and kept by the browser. */

import { element } from "./elements.js";
import { LANGUAGES, nearestLanguage, words } from "./words.js";

const KEPT_AS = "page-language";
const SHORT = { kk: "Қаз", ru: "Рус", en: "Eng" };

export class PageLanguage {
  /** `onChange` is called once another language was chosen. */
  constructor(onChange) {
    this.buttons = Object.keys(LANGUAGES).map((code) => element("button", {
      type: "button", lang: code, title: LANGUAGES[code], "data-testid": `language-${code}`,
      onclick: () => {
        keep(code);
        this.set(code);
        onChange();
      },
    }, SHORT[code]));
    this.group = document.querySelector(".bar-languages");
    this.group.append(...this.buttons);
    this.set(kept() ?? nearestLanguage(navigator.language));
  }

  /** Writes every word that stands in the page's own HTML. */
  set(code) {
    this.code = code;
    this.words = words(code);
    document.documentElement.lang = code;
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = this.words[node.dataset.word];
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", this.words[node.dataset.label]);
    }
    for (const node of document.querySelectorAll("[data-hint]")) node.title = this.words[node.dataset.hint];
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.lang === code));
  }
}

/** Browsers that keep nothing of a page refuse both. */
function kept() {
  try {
    const code = localStorage.getItem(KEPT_AS);
    return code in LANGUAGES ? code : null;
  } catch {
    return null;
  }
}

function keep(code) {
  try {
    localStorage.setItem(KEPT_AS, code);
  } catch {
    // chosen for this visit alone
  }
}
