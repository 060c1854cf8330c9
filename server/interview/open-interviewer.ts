/** Joins the parts of the interviews by the settings. */
import { setTimeout as wait } from "node:timers/promises";
import type { ModelSettings } from "../config.ts";
import { Interviewer } from "./interviewer.ts";
import { openChat } from "./model/chat.ts";
import { GuardedChat } from "./model/guarded-chat.ts";
import { ModelReader } from "./model/model-reader.ts";
import { OfflineReader } from "./offline/offline-reader.ts";
import type { InterviewActors, InterviewStore } from "./ports.ts";
import { LocalSimilarity } from "./similarity.ts";

/** Without a model the interviews are led offline. */
export async function openInterviewer(
  actors: InterviewActors,
  store: InterviewStore,
  settings: ModelSettings | undefined,
): Promise<Interviewer> {
  const similarity = new LocalSimilarity();
  const model = settings === undefined ? undefined : await openModel(store, settings);
  return new Interviewer({ actors, store, similarity, offline: new OfflineReader(similarity), model });
}

async function openModel(calls: InterviewStore, settings: ModelSettings): Promise<ModelReader> {
  const chat = await openChat(settings);
  const { dailyTokens, price } = settings;
  return ModelReader.open(
    new GuardedChat({
      chat,
      calls,
      dailyTokens,
      price,
      now: Date.now,
      random: Math.random,
      wait: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
    }),
  );
}
