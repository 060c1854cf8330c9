/** The sign of the product: an orbit, and the path that leaves it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="6 6 54 54" aria-hidden="true" className={className}>
      <g fill="none" strokeLinecap="round">
        <path d="M12 44 A 21 15 -28 1 1 52 25" stroke="var(--line-strong)" strokeWidth="3.5" />
        <path d="M14 47 C 24 56 44 50 54 12" stroke="var(--carry)" strokeWidth="4.5" />
      </g>
      <circle cx="31" cy="35" r="7" fill="var(--hold)" />
      <circle cx="54" cy="12" r="4.5" fill="var(--carry)" />
    </svg>
  );
}
