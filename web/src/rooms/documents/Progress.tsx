/** How far something is, in a bar and in words. */
export function Progress({ share, text }: { share: number; text: string }) {
  return (
    <span className="block">
      <progress value={share} max={1} aria-label={text} className="h-2 w-full accent-carry" />
      <span className="block text-sm text-muted">{text}</span>
    </span>
  );
}
