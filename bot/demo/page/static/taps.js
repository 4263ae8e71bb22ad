/** Taps on callback buttons that the bot has not answered yet. */

import { post } from "./connection.js";

const PATIENCE_MS = 15000; // Telegram, too, stops the spinner of a bot that never answers

export class Taps {
  /** `onChange(messageId)` is called whenever a button of that message starts or stops waiting. */
  constructor(phoneId, onChange) {
    this.phoneId = phoneId;
    this.onChange = onChange;
    this.open = new Set();
    this.answeredEarly = new Set();
  }

  waiting(messageId, row, column, data) {
    return [...this.open].some((tap) =>
      tap.messageId === messageId && tap.row === row && tap.column === column && tap.data === data);
  }

  async tap(messageId, row, column, data) {
    if (this.waiting(messageId, row, column, data)) return;
    const tap = { messageId, row, column, data };
    this.open.add(tap);
    this.onChange(messageId);
    setTimeout(() => this.finish(tap), PATIENCE_MS);
    try {
      const { callback_query_id: queryId } = await post(
        `phones/${this.phoneId}/tap`, { message_id: messageId, row, column });
      // The bot's answer may come over the event stream before this response does.
      if (this.answeredEarly.delete(queryId)) this.finish(tap);
      else tap.queryId = queryId;
    } catch (error) {
      this.finish(tap);
      throw error;
    }
  }

  answered(queryId) {
    const tap = [...this.open].find((one) => one.queryId === queryId);
    if (tap) this.finish(tap);
    else if (this.open.size) this.answeredEarly.add(queryId);
  }

  finish(tap) {
    if (this.open.delete(tap)) this.onChange(tap.messageId);
  }
}
