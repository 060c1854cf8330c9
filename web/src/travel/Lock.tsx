import type { ReactNode } from "react";
import { useThen } from "./use-then.ts";

interface LockProps {
  className?: string;
  children: ReactNode;
}

/** Nothing in it can be pressed in the past. */
export function Lock({ className = "contents", children }: LockProps) {
  const locked = useThen() !== undefined;
  return (
    <fieldset role="none" disabled={locked} className={className}>
      {children}
    </fieldset>
  );
}
