import { expect, it } from "vitest";
import { Transport } from "../../../replay/transport.ts";
import { onReplayKey } from "./keys.ts";

function keyboard() {
  const transport = new Transport(0, 100);
  const done: string[] = [];
  const press = (key: string, shift = false): boolean =>
    onReplayKey(key, shift, {
      transport,
      zoom: (by) => done.push(`zoom ${by}`),
      jump: (by) => done.push(`jump ${by}`),
      mark: () => done.push("mark"),
      help: () => done.push("help"),
    });
  return { transport, done, press };
}

it("moves, plays, loops and changes speed", () => {
  const { transport, press } = keyboard();
  press("ArrowRight");
  press("ArrowRight", true);
  press(".");
  expect(transport.cursor).toBeCloseTo(11.05);
  press("[");
  press("ArrowRight", true);
  press("]");
  expect(transport.loop?.to).toBeCloseTo(21.05);
  press("\\");
  expect(transport.loop).toBeUndefined();
  press("ArrowUp");
  expect(transport.speed).toBe(2);
  press(" ");
  expect(transport.playing).toBe(true);
  press("End");
  expect(transport.cursor).toBe(100);
});

it("hands on what is not of the transport, and leaves other keys alone", () => {
  const { done, press } = keyboard();
  for (const key of ["+", "-", "m", "n", "b", "?"]) expect(press(key)).toBe(true);
  expect(done).toEqual(["zoom -1", "zoom 1", "mark", "jump 1", "jump -1", "help"]);
  for (const key of ["x", "Tab", "Enter", "toString"]) expect(press(key)).toBe(false);
});
