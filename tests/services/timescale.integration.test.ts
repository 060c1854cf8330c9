import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { startTimescale } from "./timescale.ts";

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

it("starts TimescaleDB on loopback and leaves nothing behind", async ({ skip }) => {
  const database = await startTimescale();
  if ("unavailable" in database) return skip(database.unavailable);
  const port = Number(new URL(database.url).port);
  expect(await takesConnections(port)).toBe(true);
  expect(existsSync(database.folder)).toBe(true);
  await database.stop();
  expect(await takesConnections(port)).toBe(false);
  expect(existsSync(database.folder)).toBe(false);
  return undefined;
});
