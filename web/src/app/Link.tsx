import type { MouseEvent, ReactNode } from "react";
import { navigate } from "./router.ts";

interface LinkProps {
  to: string;
  current?: boolean;
  className?: string;
  /** It was followed on this page. */
  onFollow?: () => void;
  children: ReactNode;
}

/** A link that stays on the page; new tab, middle click and copy work as everywhere. */
export function Link({ to, current = false, className, onFollow, children }: LinkProps) {
  function follow(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    navigate(to);
    onFollow?.();
  }
  return (
    <a href={to} onClick={follow} className={className} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  );
}
