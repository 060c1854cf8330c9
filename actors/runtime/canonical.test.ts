import { describe, expect, it } from "vitest";
import { canonical, hashOf } from "./canonical.ts";

describe("the canonical form", () => {
  it("sorts keys at every depth and leaves lists alone", () => {
    const value = { b: [{ d: 1, c: 2 }, 3], a: { "10": 1, "9": 2 } };
    expect(JSON.stringify(canonical(value))).toBe('{"a":{"9":2,"10":1},"b":[{"c":2,"d":1},3]}');
  });

  it("keeps keys with a meaning of their own, and none that are undefined", () => {
    const value = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as object;
    expect(JSON.stringify(canonical({ ...value, gone: undefined }))).toBe(
      '{"__proto__":{"x":1},"constructor":2}',
    );
  });

  it("has no -0, as JSON has none", () => {
    expect(canonical([-0])).toStrictEqual([0]);
  });

  it("is copied, not shared", () => {
    const value = { list: [1] };
    const copy = canonical(value);
    value.list.push(2);
    expect(copy).toEqual({ list: [1] });
  });
});

describe("the hash of a state", () => {
  it("does not depend on the order of keys", () => {
    expect(hashOf({ a: 1, b: 2 })).toBe(hashOf({ b: 2, a: 1 }));
  });

  it("tells apart values that differ by one bit, one sign, one place", () => {
    const values = [
      0.1,
      0.1 + 2 ** -56,
      -0.1,
      [0.1],
      [[0.1]],
      "0.1",
      { a: 0.1 },
      { a: 0.1, b: null },
      null,
      {},
    ];
    expect(new Set(values.map(hashOf)).size).toBe(values.length);
  });

  it("is spread over both halves", () => {
    const hashes = Array.from({ length: 5_000 }, (_, i) => hashOf({ user: `user-${i}` }));
    expect(new Set(hashes.map((hash) => hash.slice(0, 8))).size).toBeGreaterThan(4_990);
    expect(new Set(hashes.map((hash) => hash.slice(8))).size).toBeGreaterThan(4_990);
  });
});
