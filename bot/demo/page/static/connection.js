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

/** Sends a command; throws an Error with the server's own sentence when it is refused. */
export async function post(path, body = {}) {
  const form = body instanceof FormData;
  const response = await fetch(`/demo/${path}`, {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? body : JSON.stringify(body),
  }).catch(() => {
    throw new Error("The demo server does not answer.");
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The demo server refused (${response.status}).`);
  return answer;
}

/** Asks for something to show. */
export async function look(path) {
  const response = await fetch(`/demo/${path}`);
  if (!response.ok) throw new Error(`The demo server refused (${response.status}).`);
  return response.json();
}

export const fileUrl = (fileId) => `/demo/files/${encodeURIComponent(fileId)}`;
