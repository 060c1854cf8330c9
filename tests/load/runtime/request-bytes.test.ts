import { expect, test } from "vitest";
import { RequestBytes } from "./request-bytes.ts";

const REQUEST =
  /^PUB (\S+) _INBOX\.x\.([0-9a-f]{4}) (\d+)\r\n(\{"id":"([0-9a-f-]{36})","payload":\{"goal":\{"id":"counter","name":"Counter","importance":(\d{3})\}\}\})\r\n$/;

test("writes a request of its own for every turn", () => {
  const requests = new RequestBytes(["a.do", "longer.do"], "_INBOX.x");
  const bytes = Buffer.alloc(3 * requests.longest);
  const ends = [0];
  for (let turn = 0; turn < 3; turn++)
    ends.push(requests.write(bytes, ends.at(-1)!, turn + 899, 0xab0 + turn));
  const read = [0, 1, 2].map((turn) => REQUEST.exec(bytes.toString("latin1", ends[turn], ends[turn + 1]))!);
  expect(read.map(([, subject]) => subject)).toEqual(["longer.do", "a.do", "longer.do"]);
  expect(read.map(([, , slot]) => slot)).toEqual(["0ab0", "0ab1", "0ab2"]);
  expect(read.map((match) => match[6])).toEqual(["999", "100", "101"]);
  expect(new Set(read.map((match) => match[5])).size).toBe(3);
  for (const match of read) expect(Number(match[3])).toBe(match[4]!.length);
});
