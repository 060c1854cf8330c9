/** A number as people read it, with the exact one behind it. */
export function Amount({ value, text, className }: { value: number; text: string; className?: string }) {
  return (
    <data value={String(value)} className={className}>
      {text}
    </data>
  );
}
