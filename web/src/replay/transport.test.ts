import { describe, expect, it } from "vitest";
import { Transport, viewOf } from "./transport.ts";

function playing(first = 0, last = 100): Transport {
  const transport = new Transport(first, last);
  transport.play();
  return transport;
}

describe("a replay's transport", () => {
  it("moves at its speed, and stops at the end, from which it begins anew", () => {
    const transport = playing();
    let told = 0;
    transport.subscribe(() => told++);
    transport.setSpeed(20);
    transport.advance(2);
    expect(transport.cursor).toBe(40);
    expect(told).toBe(1);
    transport.advance(10);
    expect(transport).toMatchObject({ cursor: 100, playing: false });
    expect(told).toBe(2);
    transport.advance(1);
    expect(transport.cursor).toBe(100);
    transport.toggle();
    expect(transport).toMatchObject({ cursor: 0, playing: true });
  });

  it("keeps speeds between a tenth and twenty, and steps through them", () => {
    const transport = new Transport(0, 1);
    transport.setSpeed(1_000);
    expect(transport.speed).toBe(20);
    transport.faster(1);
    expect(transport.speed).toBe(20);
    transport.setSpeed(0.001);
    expect(transport.speed).toBe(0.1);
    transport.faster(-1);
    expect(transport.speed).toBe(0.1);
    transport.faster(1);
    transport.faster(1);
    expect(transport.speed).toBe(0.5);
  });

  it("repeats a loop, also over several rounds in one frame", () => {
    const transport = playing();
    transport.setLoop({ from: 10, to: 14 });
    transport.seek(13);
    transport.advance(2);
    expect(transport.cursor).toBe(11);
    transport.advance(8);
    expect(transport.cursor).toBe(11);
    transport.setSpeed(0.5);
    transport.advance(1);
    expect(transport.cursor).toBe(11.5);
  });

  it("plays on from behind a loop, and knows no loop that is too short", () => {
    const transport = playing();
    transport.setLoop({ from: 10, to: 14 });
    transport.seek(20);
    transport.advance(5);
    expect(transport.cursor).toBe(25);
    transport.setLoop({ from: 30, to: 30.05 });
    expect(transport.loop).toBeUndefined();
  });

  it("marks the ends of a loop at the cursor", () => {
    const transport = new Transport(0, 100);
    transport.seek(20);
    transport.markLoop("from");
    expect(transport.loop).toEqual({ from: 20, to: 100 });
    transport.seek(30);
    transport.markLoop("to");
    expect(transport.loop).toEqual({ from: 20, to: 30 });
    transport.seek(50);
    transport.markLoop("from");
    expect(transport.loop).toEqual({ from: 50, to: 100 });
  });

  it("stays inside of the session", () => {
    const transport = new Transport(5, 10);
    transport.seek(-1);
    expect(transport.cursor).toBe(5);
    transport.seek(99);
    expect(transport.cursor).toBe(10);
  });
});

describe("what is shown around the cursor", () => {
  const session = { first: 100, last: 200 };

  it("has the cursor in the middle, and stays in the session near its ends", () => {
    expect(viewOf({ ...session, cursor: 150 }, 20)).toEqual({ from: 140, to: 160 });
    expect(viewOf({ ...session, cursor: 101 }, 20)).toEqual({ from: 100, to: 120 });
    expect(viewOf({ ...session, cursor: 199 }, 20)).toEqual({ from: 180, to: 200 });
  });

  it("begins with the session where it is shorter than what is shown", () => {
    expect(viewOf({ ...session, cursor: 180 }, 300)).toEqual({ from: 100, to: 400 });
  });
});
