/** What the page and its phones say: one dictionary a language, Kazakh written first, all with the same keys. */

export const LANGUAGES = { kk: "Қазақша", ru: "Русский", en: "English" };

const read = async (code) => [code, await (await fetch(`/static/${code}.json`)).json()];
const TABLES = Object.fromEntries(await Promise.all(Object.keys(LANGUAGES).map(read)));

/** The language of ours nearest to a code such as "ru-RU". */
export function nearestLanguage(code) {
  const short = (code ?? "").slice(0, 2).toLowerCase();
  return short in TABLES ? short : "en";
}

export const words = (language) => TABLES[language];

/** A text of a dictionary with its {names} replaced. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Why a command was refused, in words; `error` as thrown by `post`. */
export const refusal = ({ refused }, error) => refused[error.fault] ?? refused.other;
