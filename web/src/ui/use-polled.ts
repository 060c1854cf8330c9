/** Loads something again and again while the page is seen. What was there stays shown when a try fails. */
import { useEffect, useState } from "react";
import { useResource, type Resource } from "./use-resource.ts";

/** `load` has to be stable. */
export function usePolled<T>(load: () => Promise<T>, everyMs: number): Resource<T> {
  const resource = useResource(load);
  const { reload, value } = resource;
  const [last, setLast] = useState<T>();
  if (value !== undefined && value !== last) setLast(value);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);
  return { ...resource, value: value ?? last };
}
