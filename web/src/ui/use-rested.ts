import { useEffect, useState } from "react";

/** A slider that is still moving asks for nothing, ms. */
const REST_MS = 200;

/** A value once it has stood still for a moment. */
export function useRested(value: number): number {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
