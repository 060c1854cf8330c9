/** Joins the parts of the interviews by the settings. */
import { setTimeout as wait } from "node:timers/promises";
import type { ModelSettings } from "../config.ts";
import { Interviewer } from "./interviewer.ts";
import { openChat } from "./model/chat.ts";
import { GuardedChat, type GuardedChatOptions } from "./model/guarded-chat.ts";
import { ModelReader } from "./model/model-reader.ts";
import { OfflineReader } from "./offline/offline-reader.ts";
import type { InterviewActors, InterviewStore } from "./ports.ts";
import { LocalSimilarity } from "./similarity.ts";

/** Time and chance of the calls to a model's server. */
export type Surroundings = Pick<GuardedChatOptions, "now" | "random" | "wait">;

const SYSTEM: Surroundings = {
  now: Date.now,
  random: Math.random,
  wait: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
};

/** Without a model the interviews are led offline. */
export async function openInterviewer(
  actors: InterviewActors,
  store: InterviewStore,
  settings: ModelSettings | undefined,
  surroundings = SYSTEM,
): Promise<Interviewer> {
  const similarity = new LocalSimilarity();
  const model = settings === undefined ? undefined : await openModel(store, settings, surroundings);
  return new Interviewer({
    actors,
    store,
    similarity,
    offline: new OfflineReader(similarity),
    model,
    dailyTokens: settings?.dailyTokens ?? 0,
    now: surroundings.now,
  });
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
