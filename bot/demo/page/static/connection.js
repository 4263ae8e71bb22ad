/** The page's line to the demo server: events in, commands out. */

const RETRY_MS = 1500;

/** Keeps an event stream open for ever; `onOnline(false)` while it is down. */
export function listen({ onState, onAnswer, onOnline }) {
  const source = new EventSource("/demo/events");
  source.addEventListener("open", () => onOnline(true));
  source.addEventListener("state", (event) => onState(JSON.parse(event.data)));
  source.addEventListener("answer", (event) => onAnswer(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    source.close();
    onOnline(false);
    setTimeout(listen, RETRY_MS, { onState, onAnswer, onOnline });
  });
}

/** `fault` is the server's own code for what is wrong; the dictionaries have words for it under `refused`. */
export class Refused extends Error {
  constructor(fault, sentence) {
    super(sentence);
    this.fault = fault;
  }
}

/** Sends a command; throws Refused when the server does not take it. */
export async function post(path, body = {}) {
  const form = body instanceof FormData;
  const response = await fetch(`/demo/${path}`, {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? body : JSON.stringify(body),
  }).catch(() => {
    throw new Refused("no_answer", "the demo server does not answer");
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.fault, answer.error ?? `refused (${response.status})`);
  return answer;
}

/** Asks for something to show. */
export async function look(path) {
  const response = await fetch(`/demo/${path}`);
  if (!response.ok) throw new Refused(null, `refused (${response.status})`);
  return response.json();
}

export const fileUrl = (fileId) => `/demo/files/${encodeURIComponent(fileId)}`;
