import { useId, type ReactNode } from "react";

interface PanelProps {
  title: string;
  /** Stands at the right end of the heading. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Panel({ title, aside, className = "", children }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={`rounded-lg border border-line bg-surface p-4 sm:p-5 ${className}`}
    >
      <div className="mb-3 flex min-h-7 flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="text-[0.95rem] font-semibold tracking-tight">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
