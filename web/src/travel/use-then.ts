import { useQuery } from "../app/router.ts";

/** The past second that the address names, ms; undefined in the present. */
export function useThen(): number | undefined {
  const then = useQuery().get("past");
  const at = then === null ? Number.NaN : Math.floor(Number(then));
  return Number.isFinite(at) && at >= 0 ? at : undefined;
}
