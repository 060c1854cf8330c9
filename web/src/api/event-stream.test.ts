import { expect, it } from "vitest";
import { readEvents } from "./event-stream.ts";

const TEXT =
  'event: interview_message\ndata: {"words":"How far is “Ärger”?"}\n\nevent: interview\ndata: {"id":"i1"}\n\n';
const EVENTS = [
  { event: "interview_message", data: { words: "How far is “Ärger”?" } },
  { event: "interview", data: { id: "i1" } },
];

/** In pieces of so many bytes, also through the middle of a letter. */
function stream(text: string, size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

async function all(from: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const event of readEvents(from)) events.push(event);
  return events;
}

it.each([1, 7, 1_000])("reads events however they are cut, %i bytes at a time", async (size) => {
  expect(await all(stream(TEXT, size))).toEqual(EVENTS);
});

it("gives nothing of an event that broke off", async () => {
  expect(await all(stream(TEXT.slice(0, -1), 50))).toEqual(EVENTS.slice(0, 1));
});
