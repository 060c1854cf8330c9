/** Reads and words by the model where there is one; where it fails, the offline reader stands in and it is said so. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Reader } from "@trajectory/protocols/events/interview.ts";
import { OFFLINE, type OfflineReader } from "./offline/offline-reader.ts";
import {
  type AnswerReader,
  type Caller,
  type PlannedQuestion,
  type QuestionWriter,
  ReaderError,
  type Reading,
  type Turn,
} from "./port.ts";

/** What is told while a call is under way. */
export interface Listener {
  signal: AbortSignal;
  /** Pieces of the next question as they come; a final text may replace them. */
  onWords(words: string): void;
  onNotice(sentence: string): void;
}

export class Readers {
  readonly #offline: OfflineReader;
  readonly #model: (AnswerReader & QuestionWriter) | undefined;

  constructor(offline: OfflineReader, model: (AnswerReader & QuestionWriter) | undefined) {
    this.#offline = offline;
    this.#model = model;
  }

  /** @throws ProtocolError `cancelled` when the person hung up: the next call reads the answer */
  async read(turn: Turn, caller: Caller, listener: Listener): Promise<{ reading: Reading; by: Reader }> {
    if (this.#model === undefined) return this.#offline.read(turn);
    try {
      return await this.#model.read(turn, caller);
    } catch (error) {
      const by = standIn(error, listener, "The offline reader read this answer");
      return { reading: (await this.#offline.read(turn)).reading, by };
    }
  }

  /** @throws ProtocolError `cancelled` */
  async word(
    planned: PlannedQuestion,
    lastWords: string,
    caller: Caller,
    listener: Listener,
  ): Promise<{ text: string; by: Reader }> {
    if (this.#model === undefined) {
      listener.onWords(planned.text);
      return { text: planned.text, by: OFFLINE };
    }
    try {
      return await this.#model.word(planned, lastWords, caller, (words) => listener.onWords(words));
    } catch (error) {
      return {
        text: planned.text,
        by: standIn(error, listener, "The scripted interviewer asks this question"),
      };
    }
  }
}

/** @throws what is no failure of the reader */
function standIn(error: unknown, listener: Listener, what: string): Reader {
  if (!(error instanceof ReaderError)) throw error;
  if (listener.signal.aborted)
    throw new ProtocolError("cancelled", "Nobody waits for the answer any more.", { cause: error });
  listener.onNotice(`${error.message} ${what}.`);
  return { ...OFFLINE, fallback: error.message };
}
