/** Keeps the cursor and the loop in the address, so that a link shows the same. */
import { useEffect } from "react";
import { setQuery } from "../../../app/router.ts";
import type { Transport } from "../../../replay/transport.ts";

/** Browsers refuse an address that changes more often than some three times a second. */
const WRITE_MS = 500;

export function useAddress(transport: Transport): void {
  useEffect(() => {
    const asked = new URLSearchParams(location.search).get("loop")?.split("-").map(Number) ?? [];
    const [from, to] = asked;
    if (from !== undefined && to !== undefined && from < to) {
      transport.setLoop({ from: from / 1_000, to: to / 1_000 });
    }
    const timer = setInterval(() => {
      const { cursor, loop, playing } = transport;
      if (playing) return;
      const range =
        loop === undefined ? undefined : `${Math.round(loop.from * 1_000)}-${Math.round(loop.to * 1_000)}`;
      setQuery({ at: String(Math.round(cursor * 1_000)), loop: range }, "replace");
    }, WRITE_MS);
    return () => clearInterval(timer);
  }, [transport]);
}
