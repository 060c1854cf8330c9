import { expect, test } from "vitest";
import { ReplyReader } from "./reply-reader.ts";

const SENT = Buffer.from(
  'INFO {"version":"2"}\r\n' +
    'MSG _INBOX.ab.0003 1 18\r\n{"ok":true,"n":12}\r\n' +
    "PING\r\n" +
    'MSG _INBOX.ab.0004 1 34\r\n{"ok":false,"error":"line\\r\\nbreak"}\r\n' +
    "MSG _INBOX.ab.0005 1 2\r\n{}\r\n" +
    "HMSG _INBOX.ab.0006 1 16 16\r\nNATS/1.0 503\r\n\r\n\r\n" +
    "-ERR 'Slow Consumer'\r\n",
);

function read(chunks: readonly Buffer[]): string[] {
  const seen: string[] = [];
  const reader = new ReplyReader({
    answered: (token, ok, answer) => seen.push(`${token} ${ok} ${answer.length}`),
    pinged: () => seen.push("ping"),
    failed: (why) => seen.push(why),
  });
  for (const chunk of chunks) reader.push(chunk);
  return seen;
}

const SEEN = [
  "0003 true 18",
  "ping",
  "0004 false 34",
  "0005 false 2",
  "NATS/1.0 503",
  "-ERR 'Slow Consumer'",
];

test("tells answers, refusals, missing responders and complaints apart", () => {
  expect(read([SENT])).toEqual(SEEN);
});

test("reads the same however it is cut", () => {
  for (let cut = 0; cut <= SENT.length; cut++)
    expect(read([SENT.subarray(0, cut), SENT.subarray(cut)])).toEqual(SEEN);
  expect(read(Array.from(SENT, (byte) => Buffer.from([byte])))).toEqual(SEEN);
});
