/** How much of a session its charts show. */
export const SPANS = [
  { name: "s10", seconds: 10 },
  { name: "s30", seconds: 30 },
  { name: "s60", seconds: 60 },
  { name: "m5", seconds: 300 },
  { name: "m15", seconds: 900 },
  { name: "h1", seconds: 3_600 },
  { name: "all", seconds: Number.POSITIVE_INFINITY },
] as const;

export type SpanName = (typeof SPANS)[number]["name"];

export function spanNamed(name: string | null): SpanName {
  return SPANS.find((span) => span.name === name)?.name ?? "s30";
}

/** Never more than the session is long, nor less than a chart can show. */
export function secondsOf(name: SpanName, length: number): number {
  const { seconds } = SPANS.find((span) => span.name === name) ?? SPANS[1];
  return Math.max(5, Math.min(seconds, length));
}

export function nextSpan(name: SpanName, by: 1 | -1): SpanName {
  const at = SPANS.findIndex((span) => span.name === name) + by;
  return SPANS[Math.min(SPANS.length - 1, Math.max(0, at))]?.name ?? name;
}
