/** Rebuilds a person's states from the log, or from a snapshot and the events after it. */
import { MACHINE_VERSION } from "@trajectory/actors/runtime/machine-version.ts";
import type { StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import { parseQuery } from "@trajectory/actors/runtime/answers.ts";
import { type StoredState, UserState } from "@trajectory/actors/runtime/user-state.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import { HEADLINE } from "./headline.ts";
import type { NextPage, ReplayTask } from "./tasks.ts";

/** Events between two looks at the cancel flag. */
const CHUNK = 500;

export async function* replaySteps(
  { userId, from, times, shape }: ReplayTask,
  nextPage: NextPage,
): AsyncGenerator<number, object, void> {
  const user = restored(userId, from);
  const states: object[] = [];
  const read = READERS[shape];
  let page = await nextPage(user.seq);
  while (page.length > 0 && states.length < times.length) {
    for (const [index, event] of page.entries()) {
      // Windows may be older than the event before them: time in the log is that of the model, which never falls.
      const at = Math.max(event.at, user.model.t);
      while (states.length < times.length && times[states.length]! < at) {
        states.push(read(user, times[states.length]!));
      }
      if (states.length === times.length) break;
      user.replay(event);
      if (index % CHUNK === CHUNK - 1) yield states.length / times.length;
    }
    yield states.length / times.length;
    page = states.length < times.length ? await nextPage(user.seq) : [];
  }
  while (states.length < times.length) states.push(read(user, times[states.length]!));
  return shape === "history" ? { version: MODEL_VERSION, points: states } : states[0]!;
}

/** Nobody yet where there is no snapshot, another version wrote it, or its hash is not that of its state. */
export function restored(userId: string, from: StoredSnapshot | undefined): UserState {
  if (from?.machineVersion !== MACHINE_VERSION) return new UserState(userId);
  try {
    const user = new UserState(userId, { seq: from.seq, state: from.state as StoredState });
    if (user.stateHash() === from.stateHash) return user;
  } catch {
    // The log has everything that the snapshot had.
  }
  return new UserState(userId);
}

/** `stateHash` equals that of the live state at the same seq. */
function readState(user: UserState, t: number): object {
  return { t, seq: user.seq, stateHash: user.stateHash(), state: user.model.snapshot() };
}

const ownLife = parseQuery("life", "portfolio", undefined);
const ownSkills = parseQuery("skills", "graph", undefined);

/** As `GET /api/portfolio` answers. */
function readPortfolio(user: UserState, t: number): object {
  const { ok: _, ...entered } = { ...ownSkills(user), ...ownLife(user) };
  return { t, ...entered };
}

function readPoint(user: UserState, t: number): object {
  const snapshot = user.model.snapshot();
  const headline = HEADLINE.map((key) => [key, snapshot[key]]);
  return { t, seq: user.seq, stateTime: snapshot.t, ...Object.fromEntries(headline) };
}

const READERS = { state: readState, portfolio: readPortfolio, history: readPoint };
