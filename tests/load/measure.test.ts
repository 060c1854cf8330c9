import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMeasures, parseCommand } from "./measure.ts";

describe("parseCommand", () => {
  it("parts its own options from those of the measured code", () => {
    expect(parseCommand(["--quick", "slice", "--json", "--users", "100", "--mode=a=b", "--flag"])).toEqual({
      name: "slice",
      json: true,
      args: { quick: true, options: { users: "100", mode: "a=b", flag: "true" } },
    });
    expect(parseCommand([])).toEqual({ name: undefined, json: false, args: { quick: false, options: {} } });
  });

  it("refuses two names", () => {
    expect(() => parseCommand(["one", "two"])).toThrow(/two/);
  });
});

describe("a measure run from the command line", () => {
  let root: string;
  const measureFile = JSON.stringify(new URL("measure.ts", import.meta.url).href);

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "trajectory-measure-"));
    write("deep/good.bench.ts", [
      "export async function run(args: object) {",
      '  console.log("progress");',
      '  const result = { metric: "m", value: 1 / 3, unit: "s", ratio: 2, of: "the limit" };',
      "  return { results: [result], notes: [JSON.stringify(args)] };",
      "}",
    ]);
    write("broken.bench.ts", ['export const run = () => Promise.reject(new Error("it broke"));']);
    write("nan.bench.ts", [
      'export const run = async () => ({ results: [{ metric: "m", value: NaN, unit: "s" }] });',
    ]);
    write("empty.bench.ts", ["export const run = async () => ({ results: [] });"]);
    write("none.bench.ts", ["export const start = 1;"]);
    write("node_modules/other.bench.ts", []);
    write("good.eval.ts", []);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  function write(path: string, lines: string[]): void {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), lines.join("\n"));
  }

  function bench(...args: string[]) {
    const script = `
      const { measure } = await import(${measureFile});
      process.exitCode = await measure("bench", ${JSON.stringify(args)}, ${JSON.stringify(root)});
    `;
    return spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  }

  it("finds files beside the code, but not those of packages", () => {
    expect([...findMeasures("bench", root)]).toEqual([
      ["broken", "broken.bench.ts"],
      ["good", join("deep", "good.bench.ts")],
      ["empty", "empty.bench.ts"],
      ["nan", "nan.bench.ts"],
      ["none", "none.bench.ts"],
    ]);
  });

  it("gives one JSON object and nothing else with --json", () => {
    const { stdout, stderr, status } = bench("good", "--json", "--quick", "--users", "5");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      name: "good",
      machine: {
        cpu: expect.any(String),
        cores: expect.any(Number),
        memoryGb: expect.any(Number),
        node: process.versions.node,
        os: expect.any(String),
      },
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      results: [{ metric: "m", value: 1 / 3, unit: "s", ratio: 2, of: "the limit" }],
      notes: ['{"quick":true,"options":{"users":"5"}}'],
    });
    expect(stderr).toContain("progress");
  });

  it("gives a table and its notes without", () => {
    const { stdout, status } = bench("good");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^metric +value +unit +ratio +of$/m);
    expect(stdout).toMatch(/^m +0\.3333 +s +2 +the limit$/m);
    expect(stdout).toContain('- {"quick":false');
  });

  it("lists what there is when a name is missing or unknown", () => {
    for (const args of [[], ["other"]]) {
      const { stdout, stderr, status } = bench(...args);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/good {2}\(deep/);
    }
  });

  it.each([
    ["broken", "it broke"],
    ["nan", "m is no number"],
    ["empty", "gives no result"],
    ["none", "exports no function run"],
  ])("fails for %s", (name, sentence) => {
    const { stdout, stderr, status } = bench(name, "--json");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(sentence);
  });

  it("refuses two files of one name", () => {
    write("twice/good.bench.ts", []);
    expect(() => findMeasures("bench", root)).toThrow(/good\.bench\.ts.*good\.bench\.ts/);
    rmSync(join(root, "twice"), { recursive: true });
  });
});
