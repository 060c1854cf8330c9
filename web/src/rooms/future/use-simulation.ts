import { useEffect, useState } from "react";
import type { Action } from "@trajectory/engine/dynamics/actions.ts";
import type { SimulationResult } from "@trajectory/engine/dynamics/scenarios.ts";
import { toApiError, type ApiError } from "../../api/http.ts";
import { simulate } from "../../api/simulate.ts";

/** A slider that is still moving asks for nothing, ms. */
const REST_MS = 200;
const QUESTION = { paths: 256, days: 91, seed: 1 } as const;

interface Simulation {
  /** The newest one; it stays while the next is computed. */
  result: SimulationResult | undefined;
  running: boolean;
  error: ApiError | undefined;
}

/**
 * The present plan and a changed one, simulated on the same luck.
 * @param key changes with the state it starts from; undefined asks for nothing
 */
export function useSimulation(
  actions: readonly Action[],
  names: [present: string, changed: string],
  key: string | undefined,
): Simulation {
  const [simulation, setSimulation] = useState<Simulation>({
    result: undefined,
    running: false,
    error: undefined,
  });
  const asked = key === undefined ? undefined : JSON.stringify({ actions, names, key });
  useEffect(() => {
    if (asked === undefined) return;
    const {
      actions: changed,
      names: [present, other],
    } = JSON.parse(asked) as { actions: Action[]; names: [string, string] };
    const stop = new AbortController();
    const timer = setTimeout(() => {
      setSimulation((before) => ({ ...before, running: true }));
      const scenarios = [
        { name: present, actions: [] },
        ...(changed.length === 0 ? [] : [{ name: other, actions: changed }]),
      ];
      simulate({ ...QUESTION, scenarios }, stop.signal).then(
        (result) => setSimulation({ result, running: false, error: undefined }),
        (thrown: unknown) => {
          if (!stop.signal.aborted)
            setSimulation((before) => ({ ...before, running: false, error: toApiError(thrown) }));
        },
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked]);
  return simulation;
}
