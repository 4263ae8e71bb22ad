/** What the phone's own Telegram says, in the language the phone is set to. */

const en = {
  bot: "bot", typing: "typing", edited: "edited", message: "Message", start: "START", block: "Block bot",
  unblock: "Unblock bot", language: "Telegram language", whatBot: "What can this bot do?", send: "Send",
  attach: "Attach", files: "Photos or files", contact: "Share my contact", commands: "Commands",
  keyboard: "Bot keyboard", reply: "Reply", edit: "Edit", copyText: "Copy text", copied: "Copied",
  cancel: "Cancel", close: "Close", share: "Share", shareTitle: "Share your phone number?",
  shareText: (phone, bot) => `The bot “${bot}” will see your number ${phone}.`, caption: "Caption",
  expand: "Expand quotation", collapse: "Collapse quotation", spoiler: "Hidden text", photo: "Photo", video: "Video",
  voice: "Voice message", download: "Download", down: "Go to the newest message", menu: "Menu", messages: "Messages",
  moment: "Date and time", yourTime: "Your time", unsupported: "This kind of message is not shown here",
  unavailable: "This button does nothing in the demo", copyByHand: "Copy this text",
};

const ru = {
  bot: "бот", typing: "печатает", edited: "изменено", message: "Сообщение", start: "НАЧАТЬ",
  block: "Заблокировать бота", unblock: "Разблокировать бота", language: "Язык Telegram",
  whatBot: "Что умеет этот бот?", send: "Отправить", attach: "Прикрепить", files: "Фото или файлы",
  contact: "Отправить мой контакт", commands: "Команды", keyboard: "Клавиатура бота", reply: "Ответить",
  edit: "Изменить", copyText: "Копировать текст", copied: "Скопировано", cancel: "Отмена",
  close: "Закрыть", share: "Отправить", shareTitle: "Отправить номер телефона?",
  shareText: (phone, bot) => `Бот «${bot}» увидит Ваш номер ${phone}.`, caption: "Подпись",
  expand: "Развернуть цитату", collapse: "Свернуть цитату", spoiler: "Скрытый текст", photo: "Фотография",
  video: "Видео", voice: "Голосовое сообщение", download: "Скачать", down: "К последнему сообщению", menu: "Меню",
  messages: "Сообщения", moment: "Дата и время", yourTime: "Ваше время",
  unsupported: "Сообщения этого вида здесь не показываются", unavailable: "В демонстрации эта кнопка не действует",
  copyByHand: "Скопируйте текст",
};

const kk = {
  bot: "бот", typing: "жазып жатыр", edited: "өңделді", message: "Хабарлама", start: "БАСТАУ",
  block: "Ботты бұғаттау", unblock: "Ботты бұғаттан шығару", language: "Telegram тілі",
  whatBot: "Бұл бот не істей алады?", send: "Жіберу", attach: "Тіркеу", files: "Фото немесе файлдар",
  contact: "Өз контактімді жіберу", commands: "Командалар", keyboard: "Бот пернетақтасы", reply: "Жауап беру",
  edit: "Өзгерту", copyText: "Мәтінді көшіру", copied: "Көшірілді", cancel: "Бас тарту",
  close: "Жабу", share: "Жіберу", shareTitle: "Телефон нөміріңізді жібересіз бе?",
  shareText: (phone, bot) => `«${bot}» боты ${phone} нөміріңізді көреді.`, caption: "Сипаттама",
  expand: "Дәйексөзді ашу", collapse: "Дәйексөзді жинау", spoiler: "Жасырын мәтін", photo: "Фотосурет",
  video: "Видео", voice: "Дауыстық хабарлама", download: "Жүктеп алу", down: "Соңғы хабарламаға өту", menu: "Мәзір",
  messages: "Хабарламалар", moment: "Күні мен уақыты", yourTime: "Сіздің уақытыңыз",
  unsupported: "Мұндай хабарлама бұл жерде көрсетілмейді", unavailable: "Демонстрацияда бұл батырма жұмыс істемейді",
  copyByHand: "Мәтінді көшіріп алыңыз",
};

export const LANGUAGES = { kk: "Қазақша", ru: "Русский", en: "English" };

const TABLES = { kk, ru, en };

/** The language of ours nearest to a Telegram `language_code` such as "ru-RU". */
export function nearestLanguage(code) {
  const short = (code ?? "").slice(0, 2).toLowerCase();
  return short in TABLES ? short : "en";
}

export const words = (language) => TABLES[language];
