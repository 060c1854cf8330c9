import { useId, type ReactNode } from "react";

interface MenuProps {
  name: string;
  className?: string;
  children: ReactNode;
}

/** A small panel behind a name at the right end of the header; the browser closes it with Escape or a click elsewhere. */
export function Menu({ name, className = "text-muted", children }: MenuProps) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={`rounded-md px-2 py-1.5 text-sm hover:text-ink ${className}`}
      >
        {name} <span aria-hidden="true">▾</span>
      </button>
      <div
        id={id}
        popover="auto"
        className="fixed inset-auto top-12 right-3 m-0 w-64 rounded-lg border border-line bg-raised p-4 text-ink shadow-lg sm:right-6"
      >
        <div className="grid gap-3">{children}</div>
      </div>
    </>
  );
}
