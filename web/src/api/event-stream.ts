/** Server-sent events, as the HTML standard has them, of a stream with one `data` line of JSON for each event. */
export async function* readEvents(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<{ event: string; data: unknown }> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + value).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) yield eventOf(part);
    }
  } finally {
    await reader.cancel();
  }
}

function eventOf(part: string): { event: string; data: unknown } {
  const lines = new Map(
    part.split("\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    }),
  );
  return { event: lines.get("event") ?? "message", data: JSON.parse(lines.get("data") ?? "null") };
}
