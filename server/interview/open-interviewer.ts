/** Joins the parts of the interviews by the settings. */
import { setTimeout as wait } from "node:timers/promises";
import type { ModelSettings } from "../config.ts";
import { Interviewer } from "./interviewer.ts";
import { openChat } from "./model/chat.ts";
import { GuardedChat, type GuardedChatOptions } from "./model/guarded-chat.ts";
import { ModelReader } from "./model/model-reader.ts";
import { OfflineReader } from "./offline/offline-reader.ts";
import type { InterviewActors, InterviewStore } from "./ports.ts";
import { Readers } from "./readers.ts";
import { LocalSimilarity, type Similarity } from "./similarity.ts";

/** Time and chance of the calls to a model's server. */
export type Surroundings = Pick<GuardedChatOptions, "now" | "random" | "wait">;

const SYSTEM: Surroundings = {
  now: Date.now,
  random: Math.random,
  wait: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
};

/** What reads what people say and send: the model where there is one, and the offline reader. */
export interface Reading {
  similarity: Similarity;
  readers: Readers;
  model: ModelReader | undefined;
  dailyTokens: number;
}

export async function openReading(
  store: InterviewStore,
  settings: ModelSettings | undefined,
  surroundings = SYSTEM,
): Promise<Reading> {
  const similarity = new LocalSimilarity();
  const model = settings === undefined ? undefined : await openModel(store, settings, surroundings);
  const readers = new Readers(new OfflineReader(similarity), model);
  return { similarity, readers, model, dailyTokens: settings?.dailyTokens ?? 0 };
}

/** Without a model the interviews are led offline. */
export function openInterviewer(
  actors: InterviewActors,
  store: InterviewStore,
  reading: Reading,
  now: () => number,
): Interviewer {
  return new Interviewer({ actors, store, ...reading, now });
}

async function openModel(
  calls: InterviewStore,
  settings: ModelSettings,
  surroundings: Surroundings,
): Promise<ModelReader> {
  const { dailyTokens, price } = settings;
  const chat = await openChat(settings);
  return ModelReader.open(new GuardedChat({ chat, calls, dailyTokens, price, ...surroundings }));
}
