/** Prints a person's log. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { operatorCommand } from "./operator-command.ts";
import { time } from "./texts.ts";

export const events = operatorCommand({
  usage: "events USER",
  about: "Prints a person's log, 100 events behind --after SEQ (0). USER: id or email address.",
  options: { after: { type: "string", default: "0" }, limit: { type: "string", default: "100" } },
  async run({ ask, words: [word = ""], userId, values, print }) {
    const query = new URLSearchParams({ afterSeq: String(values["after"]), limit: String(values["limit"]) });
    const path = `users/${await userId(word)}/events?${query.toString()}`;
    const { events } = await ask<{ events: EventRecord[] }>("GET", path);
    print(events, () =>
      events.map(
        ({ seq, at, actor, type, commandId, payload }) =>
          `${String(seq).padStart(6)} ${time(at)} ${actor}.${type} (${commandId}) ${short(JSON.stringify(payload))}`,
      ),
    );
    return 0;
  },
});

function short(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
