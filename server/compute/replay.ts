/** Rebuilds a person's states from the log. */
import { UserState } from "@trajectory/actors/runtime/user-state.ts";
import type { ReplayTask, ReplayedState, Steps } from "./tasks.ts";

/** Events between two looks at the cancel flag. */
const CHUNK = 500;

export function* replaySteps({ userId, times, events }: ReplayTask): Steps {
  const user = new UserState(userId);
  const states: ReplayedState[] = [];
  let next = 0;
  for (const [index, event] of events.entries()) {
    // Windows may be older than the event before them: time in the log is that of the model, which never falls.
    const at = Math.max(event.at, user.model.t);
    for (; next < times.length && times[next]! < at; next++) states.push(read(user, times[next]!));
    user.replay(event);
    if (index % CHUNK === CHUNK - 1) yield index / events.length;
  }
  for (; next < times.length; next++) states.push(read(user, times[next]!));
  return states;
}

function read(user: UserState, t: number): ReplayedState {
  return { t, seq: user.seq, state: user.model.snapshot(), stateHash: user.stateHash() };
}
