/** News as the messages of one device: in its language, of the kinds it wants. */
import { de } from "@trajectory/protocols/notifications/de.ts";
import { en, type NotificationWords } from "@trajectory/protocols/notifications/en.ts";
import {
  type NumberFormat,
  type Written,
  writeEvent,
  writeJob,
} from "@trajectory/protocols/notifications/write.ts";
import type { EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { NewMessage, News, PushLanguage, PushSettings } from "./ports.ts";

const WORDS: Record<PushLanguage, NotificationWords> = { en, de };
const LOCALES: Record<PushLanguage, string> = { en: "en-GB", de: "de-DE" };
/** What nobody could be told for so long is old, ms. */
const NEWS_MS = 86_400_000;
const TEST_MS = 300_000;
/** Screens show less; a push service takes 4 KB. */
const MOST_CHARACTERS = 300;

/** @param now ms */
export function messagesOf({ events, jobs }: News, settings: PushSettings, now: number): NewMessage[] {
  const words = WORDS[settings.language];
  const f = formatOf(settings.language);
  const messages: NewMessage[] = [];
  const add = (written: Written, topic: string, at: number, body = written.text): void => {
    if (at + NEWS_MS <= now || !settings.kinds.includes(written.kind)) return;
    const content = { title: words.titles[written.kind], body: cut(body), to: written.to, tag: topic, at };
    messages.push({ kind: written.kind, topic, content, dueAt: now, expiresAt: at + NEWS_MS });
  };
  for (const event of events) {
    const written = writeEvent(event, words, f);
    if (event.type === "reminder_fired") {
      const { reminderId, text } = event.payload as EventsOf<"life">["reminder_fired"];
      add(written, `reminder ${reminderId}`, event.at, text);
    } else add(written, written.kind === "session" ? `session ${written.to}` : "crossing", event.at);
  }
  for (const job of jobs) {
    add(writeJob(job, words, ""), `job ${job.kind} ${job.subject}`, job.endedAt ?? now);
  }
  return messages;
}

/** To see that all is well. */
export function testMessage(language: PushLanguage, now: number): NewMessage {
  const { titles, test } = WORDS[language];
  const content = { title: titles.test, body: test, to: "/settings", tag: "test", at: now };
  return { kind: "test", topic: "test", content, dueAt: now, expiresAt: now + TEST_MS };
}

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length <= MOST_CHARACTERS
    ? text
    : `${characters.slice(0, MOST_CHARACTERS - 1).join("")}…`;
}

function formatOf(language: PushLanguage): NumberFormat {
  const plurals = new Intl.PluralRules(LOCALES[language]);
  const numbers = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 0 });
  const number = (value: number): string => numbers.format(value).replace("-", "−");
  return {
    percent: (value) => `${number(value * 100)} %`,
    plural: (forms, count) =>
      (plurals.select(count) === "one" ? forms.one : forms.other).replace("{count}", () => number(count)),
  };
}
