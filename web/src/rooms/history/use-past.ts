import { useEffect, useState } from "react";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { getStateAt } from "../../api/history.ts";
import { toApiError, type ApiError } from "../../api/http.ts";

/** A slider that is still moving asks for nothing, ms. */
const REST_MS = 150;

interface Past {
  /** The newest one loaded; it stays while the next is on its way. */
  state: PhysicsSnapshot | undefined;
  error: ApiError | undefined;
}

/** The life state at a past time; nothing while `at` is undefined. */
export function usePast(userId: string | undefined, at: number | undefined): Past {
  const [past, setPast] = useState<Past>({ state: undefined, error: undefined });
  useEffect(() => {
    if (userId === undefined || at === undefined) return;
    let current = true;
    const timer = setTimeout(() => {
      getStateAt(userId, at).then(
        ({ state }) => current && setPast({ state, error: undefined }),
        (thrown: unknown) => current && setPast(({ state }) => ({ state, error: toApiError(thrown) })),
      );
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [userId, at]);
  return past;
}
