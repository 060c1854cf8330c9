import { useEffect, useState } from "react";

/** This machine's clock, ms since the Unix epoch, as it was at most `everyMs` ago. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
