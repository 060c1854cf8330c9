/** What the users of the load do: every other one edits goals, the others are in sessions of a device. */
import type { NamedCommand } from "@trajectory/actors/demo-commands.ts";
import type { Random } from "@trajectory/actors/runtime/simulation/random.ts";
import { uuidOf } from "../random.ts";

const DAY_MS = 86_400_000;
const WINDOWS_PER_SESSION = 40;
const HOP_MS = 5_000;

export type NextCommand = () => NamedCommand;

export function editor(random: Random): NextCommand {
  let count = 0;
  return () => {
    count++;
    const goalId = `g${Math.floor(random.next() * 4)}`;
    if (random.chance(0.2)) return { actor: "life", name: "remove_goal", payload: { goalId } };
    const goal = { id: goalId, name: `Goal ${count}`, importance: count % 1_000 };
    return { actor: "life", name: "set_goal", payload: { goal } };
  };
}

export function device(random: Random, now: number): NextCommand {
  let t0 = now - 20 * DAY_MS;
  let windows = 0;
  let sessionId = "";
  return () => {
    if (sessionId === "") {
      sessionId = uuidOf(random);
      windows = 0;
      return {
        actor: "session",
        name: "start_session",
        payload: { sessionId, device: "iPhone", startedAt: t0, streams: [] },
      };
    }
    t0 += HOP_MS;
    if (windows === WINDOWS_PER_SESSION) {
      const payload = { sessionId, endedAt: t0, ledger: [] };
      sessionId = "";
      return { actor: "session", name: "end_session", payload };
    }
    windows++;
    const feature = {
      value: random.between(0, 1),
      quality: 1,
      coverage: 1,
      artefactShare: 0,
      method: "enmo/1",
    };
    const window = {
      kind: "motion",
      t0,
      t1: t0 + 2 * HOP_MS,
      overlap: 2,
      revision: 0,
      features: { move: feature },
      clockErrorMs: null,
    };
    return { actor: "session", name: "record_window", payload: { sessionId, window } };
  };
}
