/** Moments (unix seconds) written out in a time zone and a language; browsers know no Kazakh dates. */

const MONTHS_KK = ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
  "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"];
const WEEKDAYS_KK = ["жексенбі", "дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі"];
const RELATIVE_KK = {
  second: ["секундтан кейін", "секунд бұрын"], minute: ["минуттан кейін", "минут бұрын"],
  hour: ["сағаттан кейін", "сағат бұрын"], day: ["күннен кейін", "күн бұрын"],
  month: ["айдан кейін", "ай бұрын"], year: ["жылдан кейін", "жыл бұрын"],
};
const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const LOCALES = { ru: "ru", en: "en-GB" };

const formats = new Map();

/** Intl formats are slow to make, so each is made once. */
function format(locale, options, Kind = Intl.DateTimeFormat) {
  const key = Kind.name + locale + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Kind(locale, options));
  return formats.get(key);
}

const two = (number) => String(number).padStart(2, "0");

/** Wall-clock fields of a moment in a zone; `offset` as "+06:00". */
export function wallClock(unix, zone) {
  const fields = format("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric", timeZoneName: "longOffset",
  }).formatToParts(unix * 1000);
  const read = Object.fromEntries(fields.map(({ type, value }) => [type, value]));
  const [year, month, day, hour, minute, second] =
    ["year", "month", "day", "hour", "minute", "second"].map((name) => Number(read[name]));
  const offset = read.timeZoneName.slice(3) || "+00:00";
  return { year, month, day, hour, minute, second, offset, date: Date.UTC(year, month - 1, day) };
}

/** "GMT+6", the zone's offset at that moment in short. */
export const offsetName = (unix, zone) => `GMT${wallClock(unix, zone).offset.replace(/^([+-])0?(\d+):00$/, "$1$2")}`;

export function time(unix, zone, seconds = false) {
  const at = wallClock(unix, zone);
  return `${two(at.hour)}:${two(at.minute)}${seconds ? `:${two(at.second)}` : ""}`;
}

export function longDate(unix, zone, language) {
  const at = wallClock(unix, zone);
  if (language === "kk") return `${at.year} ж. ${at.day} ${MONTHS_KK[at.month - 1]}`;
  return format(LOCALES[language], { dateStyle: "long", timeZone: "UTC" }).format(at.date);
}

function shortDate(unix, zone) {
  const at = wallClock(unix, zone);
  return `${two(at.day)}.${two(at.month)}.${two(at.year % 100)}`;
}

export function weekday(unix, zone, language, width = "long") {
  const { date } = wallClock(unix, zone);
  if (language === "kk") return WEEKDAYS_KK[new Date(date).getUTCDay()];
  return format(LOCALES[language], { weekday: width, timeZone: "UTC" }).format(date);
}

/** The day as Telegram heads a day of messages: without the year in the current one. */
export function dayName(unix, now, zone, language) {
  const at = wallClock(unix, zone);
  if (at.year !== wallClock(now, zone).year) return longDate(unix, zone, language);
  if (language === "kk") return `${at.day} ${MONTHS_KK[at.month - 1]}`;
  return format(LOCALES[language], { day: "numeric", month: "long", timeZone: "UTC" }).format(at.date);
}

export function relative(unix, now, language) {
  const gap = Math.round(unix - now);
  const [unit, size] = UNITS.find(([, seconds]) => Math.abs(gap) >= seconds) ?? ["second", 1];
  const count = Math.trunc(gap / size);
  if (language === "kk") return `${Math.abs(count)} ${RELATIVE_KK[unit][gap < 0 ? 1 : 0]}`;
  return format(LOCALES[language], { numeric: "always" }, Intl.RelativeTimeFormat).format(count, unit);
}

/** A date-time entity by its format string, `r|w?[dD]?[tT]?` (Bot API, date-time entity formatting). */
export function written(unix, code, { now, zone, language }) {
  if (code === "r") return relative(unix, now, language);
  const parts = [...code].map((letter) => ({
    w: () => weekday(unix, zone, language),
    d: () => shortDate(unix, zone),
    D: () => longDate(unix, zone, language),
    t: () => time(unix, zone),
    T: () => time(unix, zone, true),
  })[letter]());
  return parts.join(", ");
}

/** "2020-06-03T17:00" as read off a wall clock in `zone`, with the offset that zone had then. */
export function withOffset(local, zone) {
  const asUtc = Date.parse(`${local}Z`) / 1000;
  const seconds = (offset) => {
    const [hours, minutes] = offset.slice(1).split(":").map(Number);
    return (offset[0] === "-" ? -1 : 1) * (hours * 3600 + minutes * 60);
  };
  const first = wallClock(asUtc, zone).offset;
  const { offset } = wallClock(asUtc - seconds(first), zone);
  return `${local.length === 16 ? `${local}:00` : local}${offset}`;
}
