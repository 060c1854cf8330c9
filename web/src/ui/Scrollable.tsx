import type { ReactNode } from "react";

interface ScrollableProps {
  /** What it is, for a screen reader. */
  label: string;
  className?: string;
  children: ReactNode;
}

/** Something wider than a phone: scrolls by itself, also with the keyboard. */
export function Scrollable({ label, className = "", children }: ScrollableProps) {
  return (
    <section aria-label={label} tabIndex={0} className={`relative overflow-x-auto ${className}`}>
      {children}
    </section>
  );
}
