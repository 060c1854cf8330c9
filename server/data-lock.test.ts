import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { lockDataDir } from "./data-lock.ts";
import { StartError } from "./start-error.ts";

it("lets one engine use a directory, and the next one when that has stopped", async () => {
  const dataDir = `/data/${randomUUID()}`;
  const lock = await lockDataDir(dataDir);
  await expect(lockDataDir(dataDir)).rejects.toThrow(StartError);
  await using other = await lockDataDir(`${dataDir}-other`);
  expect(other).toBeDefined();
  await lock[Symbol.asyncDispose]();
  await using again = await lockDataDir(dataDir);
  expect(again).toBeDefined();
});
