import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, SETTINGS, SWITCHES, readConfig } from "./config.ts";

describe("readConfig", () => {
  it("needs nothing", () => {
    const config = readConfig([], {});
    expect(config).toMatchObject({
      host: "127.0.0.1",
      port: 8080,
      demo: false,
      mayInstall: true,
      flushMs: 50,
    });
    expect(config.dataDir).toBe(resolve(".trajectory"));
    expect(config.databaseUrl).toBeUndefined();
    expect([...config.roles]).toEqual(["gateway", "ingest", "actors", "jobs"]);
  });

  it("prefers the command line to the environment", () => {
    const env = { PORT: "9000", NATS_URL: "nats://127.0.0.1:4222" };
    expect(readConfig(["--port", "9001", "--no-install", "--demo"], env)).toMatchObject({
      port: 9001,
      natsUrl: "nats://127.0.0.1:4222",
      mayInstall: false,
      demo: true,
    });
  });

  it("takes the servers of a NATS cluster", () => {
    const natsUrl = "nats://s3cret@10.0.0.1:4222,nats://10.0.0.2:4222";
    expect(readConfig([], { NATS_URL: natsUrl }).natsUrl).toBe(natsUrl);
  });

  it("has a language model only where one is named", () => {
    expect(readConfig([], { LLM_BASE_URL: "http://localhost:11434/v1" }).model).toBeUndefined();
    const env = { LLM_MODEL: "llama3", LLM_BASE_URL: "http://localhost:11434/v1", LLM_PRICE: "0.15,0.6" };
    expect(readConfig([], env).model).toEqual({
      baseUrl: "http://localhost:11434/v1",
      apiKey: "",
      model: "llama3",
      dailyTokens: 200_000,
      price: [0.15, 0.6],
      timeoutMs: 30_000,
    });
  });

  it.each([
    [["--port", "many"], /--port must be a whole number from 0 to 65535, not "many"/],
    [["--roles", "gateway,cook"], /--roles must be one of gateway, ingest, actors, jobs, not "cook"/],
    [["--database-url", "mysql://x"], /begins with postgres:/],
    [["--nats-url", "nats://a:1,http://b:2"], /begins with nats:\/\/, not "http:\/\/b:2"/],
    [["--llm-base-url", "ftp://x"], /begins with http:/],
    [["--llm-price", "1"], /two numbers parted by a comma/],
    [["--log-level", "loud"], /debug, info, warn, error/],
    [["--colour"], /--colour/],
  ])("refuses %j with a sentence", (args, sentence) => {
    expect(() => readConfig(args, {})).toThrow(ConfigError);
    expect(() => readConfig(args, {})).toThrow(sentence);
  });

  it("stands in the README, every setting and no other", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const rows = [...readme.matchAll(/^\| `--([\w-]+)` \| (?:`(\w+)`)? ?\| (?:`(.+?)`)? ?\| (.+) \|$/gm)];
    expect(
      rows.map(([, flag, env, preset, meaning]) => ({ flag, env, preset: preset ?? "", meaning })),
    ).toEqual([...SETTINGS, ...SWITCHES.map((one) => ({ ...one, env: undefined, preset: "" }))]);
  });
});
