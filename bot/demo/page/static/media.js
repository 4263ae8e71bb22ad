/** What a message carries besides text: photos, documents, contacts, stickers, sound and film. */

import { fileUrl } from "./connection.js";
import { element, icon, initials } from "./elements.js";
import { anchor } from "./links.js";
import { fill } from "./words.js";

/** Telegram's short sizes: 1024 steps, one decimal from megabytes on. */
export function fileSize(bytes, words) {
  if (bytes < 1024) return fill(words.bytes, { size: bytes });
  if (bytes < 1024 * 1024) return fill(words.kilobytes, { size: Math.round(bytes / 1024) });
  return fill(words.megabytes, { size: (bytes / 1024 / 1024).toFixed(1) });
}

/** The word for each kind. */
const NAMED = {
  photo: "photo", voice: "voice", audio: "voice", video: "video", video_note: "video", animation: "video",
  location: "location",
};

/** One line that stands for a message where there is no room for it. */
export function summary(message, words) {
  return message.text ?? message.caption ?? message.document?.file_name ?? message.contact?.first_name
    ?? message.sticker?.emoji ?? (words[NAMED[Object.keys(NAMED).find((kind) => message[kind])]] ?? "…");
}

function moving(video) {
  return element("video", {
    controls: true, preload: "metadata", playsinline: true, src: fileUrl(video.file_id),
    width: video.width, height: video.height,
  });
}

const DRAWN = {
  photo: (sizes, phone) => {
    const size = sizes.at(-1);
    const { width, height } = size;
    const image = element("img", { src: fileUrl(size.file_id), width, height, alt: phone.words.photo });
    return element("button", { class: "photo", type: "button", onclick: () => phone.showPhoto(image.src) }, image);
  },
  document: (file, phone) => element(
    "a",
    { class: "document", href: fileUrl(file.file_id), download: file.file_name ?? "", "data-testid": "document" },
    element("span", { class: "disc", "aria-label": phone.words.download }, icon("download")),
    element("span", { class: "document-words" },
      element("b", {}, file.file_name ?? phone.words.file),
      element("span", { class: "hint" }, file.file_size === undefined ? "" : fileSize(file.file_size, phone.words))),
  ),
  contact: (contact, phone) => {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
    const number = contact.phone_number.replace(/^(?=\d)/, "+");
    return element("div", { class: "contact", "data-testid": "contact" },
      element("span", { class: "avatar", "aria-hidden": "true" }, initials(name)),
      element("span", { class: "document-words" },
        element("b", {}, name),
        anchor(phone, `tel:${number}`, { class: "link" }, number)));
  },
  location: (place, phone) => {
    const spot = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`;
    const address = `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}`;
    return element("div", { class: "contact", "data-testid": "location" },
      element("span", { class: "disc", "aria-hidden": "true" }, icon("place")),
      element("span", { class: "document-words" },
        element("b", {}, phone.words.location),
        anchor(phone, address, { class: "link" }, spot)));
  },
  sticker: (sticker) => element("p", { class: "sticker" }, sticker.emoji ?? "…"),
  voice: (voice) => element("audio", { controls: true, preload: "metadata", src: fileUrl(voice.file_id) }),
  audio: (audio) => element("audio", { controls: true, preload: "metadata", src: fileUrl(audio.file_id) }),
  video: moving,
  animation: moving,
  video_note: (video) => moving({ ...video, width: video.length, height: video.length }),
};

/** The node for a message's photo, document, contact, location, sticker, voice, audio or video; null when it has none. */
export function attachment(message, phone) {
  const kind = Object.keys(DRAWN).find((name) => message[name]);
  if (!kind) return null;
  const node = DRAWN[kind](message[kind], phone);
  node.dataset.kind = kind;
  return node;
}
