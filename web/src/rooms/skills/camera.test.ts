import { describe, expect, it } from "vitest";
import { bringIntoView, fit, pan, zoom } from "./camera.ts";

const view = { width: 800, height: 600 };

describe("the camera", () => {
  it("shows the whole picture in the middle", () => {
    const { scale, left, top } = fit({ width: 40, height: 20 }, view);
    expect(left).toBeGreaterThan(0);
    expect(left + 40 * scale).toBeCloseTo(view.width - left);
    expect(top + 20 * scale).toBeCloseTo(view.height - top);
  });

  it("leaves room for the names of the last column, on a phone too", () => {
    const phone = { width: 256, height: 400 };
    const { scale, left } = fit({ width: 4, height: 5 }, phone, 120);
    expect(left).toBeGreaterThan(11);
    expect(left + 4 * scale + 120).toBeLessThanOrEqual(phone.width - 20);
  });

  it("keeps the point under the pointer while zooming", () => {
    const before = fit({ width: 40, height: 20 }, view);
    const at = { x: 200, y: 150 };
    const after = zoom(before, 1.5, at);
    expect((at.x - after.left) / after.scale).toBeCloseTo((at.x - before.left) / before.scale);
    expect(after.scale).toBeCloseTo(before.scale * 1.5);
  });

  it("does not zoom without end", () => {
    const at = { x: 0, y: 0 };
    const start = fit({ width: 40, height: 20 }, view);
    expect(zoom(start, 1e9, at).scale).toBeLessThan(100);
    expect(zoom(start, 1e-9, at).scale).toBeGreaterThanOrEqual(1);
  });

  it("moves only for what is out of sight", () => {
    const start = fit({ width: 40, height: 20 }, view);
    expect(bringIntoView(start, { x: 20, y: 10 }, view)).toEqual(start);
    const away = pan(start, -5_000, 0);
    const { left, scale } = bringIntoView(away, { x: 20, y: 10 }, view);
    expect(left + 20 * scale).toBeGreaterThanOrEqual(0);
  });
});
