/** The settings of one process. The environment and the command line are read here, once, and nowhere else. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const ROLES = ["gateway", "ingest", "actors", "jobs"] as const;
export type Role = (typeof ROLES)[number];

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** Where embedded parts keep their files. */
  dataDir: string;
  host: string;
  port: number;
  roles: ReadonlySet<Role>;
  /** A PostgreSQL to use in place of the embedded one. */
  databaseUrl: string | undefined;
  /** A NATS server to use in place of the child process. */
  natsUrl: string | undefined;
  /** Whether a missing nats-server may be installed by the system's package manager. */
  mayInstall: boolean;
  /** Creates the demo account, fills its portfolio and plays the recording. */
  demo: boolean;
  /** Blocks that come within this time of each other share a COMMIT, ms. */
  flushMs: number;
  /** Samples are kept for so many days, what is made of them for ever; 0: samples too. */
  keepRawDays: number;
  /** The language model that leads interviews; without one they are led offline. */
  model: ModelSettings | undefined;
  /** A server that makes vectors of texts for memory; without one a local model does. */
  embedding: EmbeddingSettings | undefined;
  /** `host:port` of servers in private networks that documents may be fetched from. */
  privateHosts: readonly string[];
  /** This server as Google knows it; without it no calendar is read by consent. */
  google: GoogleSettings | undefined;
  /** An Echelon engine to dial out to, whose sessions become those of the owner. */
  echelonUrl: string | undefined;
  logLevel: LogLevel;
}

export interface ModelSettings {
  /** Of an OpenAI-compatible interface; undefined is OpenAI's own. */
  baseUrl: string | undefined;
  apiKey: string;
  model: string;
  /** Tokens a person may use in a day (UTC), both ways. */
  dailyTokens: number;
  /** US dollars per million tokens: in, out. */
  price: readonly [number, number];
  timeoutMs: number;
}

export interface EmbeddingSettings {
  /** Of an OpenAI-compatible interface; undefined is OpenAI's own. */
  baseUrl: string | undefined;
  apiKey: string;
  model: string;
  timeoutMs: number;
}

/** An OAuth client of the kind “web application”. */
export interface GoogleSettings {
  clientId: string;
  clientSecret: string;
}

/** A setting that cannot be used; the message says what to write instead. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** One line per setting: for `--help` and for the README's table, which a test holds to this list. */
export const SETTINGS = [
  { flag: "data", env: "TRAJECTORY_DATA", preset: ".trajectory", meaning: "directory of all data" },
  { flag: "host", env: "HOST", preset: "127.0.0.1", meaning: "address to listen on; 0.0.0.0 lets phones in" },
  { flag: "port", env: "PORT", preset: "8080", meaning: "port to listen on; 0 takes a free one" },
  {
    flag: "roles",
    env: "TRAJECTORY_ROLES",
    preset: "all",
    meaning: `what this process does: ${ROLES.join(",")}`,
  },
  {
    flag: "database-url",
    env: "DATABASE_URL",
    preset: "",
    meaning: "PostgreSQL or TimescaleDB; empty: embedded",
  },
  {
    flag: "nats-url",
    env: "NATS_URL",
    preset: "",
    meaning:
      "NATS server, or several parted by commas; empty: a child process; memory: none, messages stay inside",
  },
  {
    flag: "flush-ms",
    env: "TRAJECTORY_FLUSH_MS",
    preset: "50",
    meaning: "least distance of COMMITs of blocks, ms",
  },
  {
    flag: "keep-raw-days",
    env: "TRAJECTORY_KEEP_RAW_DAYS",
    preset: "0",
    meaning: "days that samples are kept, roll-ups and windows stay; 0: for ever",
  },
  {
    flag: "llm-model",
    env: "LLM_MODEL",
    preset: "",
    meaning: "language model that leads interviews; empty: they are led offline",
  },
  {
    flag: "llm-base-url",
    env: "LLM_BASE_URL",
    preset: "",
    meaning: "OpenAI-compatible server of the model, such as http://localhost:11434/v1; empty: OpenAI",
  },
  { flag: "llm-api-key", env: "LLM_API_KEY", preset: "", meaning: "key of the model's server" },
  {
    flag: "llm-daily-tokens",
    env: "LLM_DAILY_TOKENS",
    preset: "200000",
    meaning: "tokens of the model for each person and day",
  },
  {
    flag: "llm-price",
    env: "LLM_PRICE",
    preset: "0,0",
    meaning: "US dollars per million tokens, in and out, to account for costs",
  },
  {
    flag: "llm-timeout-ms",
    env: "LLM_TIMEOUT_MS",
    preset: "30000",
    meaning: "longest silence of the model's server, ms",
  },
  {
    flag: "embedding-model",
    env: "EMBEDDING_MODEL",
    preset: "",
    meaning: "model that makes vectors for memory; empty: a small English one that comes along",
  },
  {
    flag: "embedding-base-url",
    env: "EMBEDDING_BASE_URL",
    preset: "",
    meaning: "OpenAI-compatible server of that model; empty: OpenAI",
  },
  { flag: "embedding-api-key", env: "EMBEDDING_API_KEY", preset: "", meaning: "key of that server" },
  {
    flag: "private-hosts",
    env: "TRAJECTORY_PRIVATE_HOSTS",
    preset: "",
    meaning:
      "host:port of private servers, parted by commas, that calendars may be fetched from; empty: none",
  },
  {
    flag: "google-client-id",
    env: "GOOGLE_CLIENT_ID",
    preset: "",
    meaning: "OAuth client that reads Google calendars by consent; empty: not offered",
  },
  { flag: "google-client-secret", env: "GOOGLE_CLIENT_SECRET", preset: "", meaning: "secret of that client" },
  {
    flag: "echelon-url",
    env: "ECHELON_URL",
    preset: "",
    meaning: "WebSocket of an Echelon engine to take sessions of the owner from; empty: none",
  },
  { flag: "log-level", env: "TRAJECTORY_LOG", preset: "warn", meaning: LOG_LEVELS.join(", ") },
] as const satisfies readonly { flag: string; env: string; preset: string; meaning: string }[];

export const SWITCHES = [
  { flag: "demo", meaning: "create a demo account with a portfolio and play the recording" },
  { flag: "no-install", meaning: "never install nats-server by the system's package manager" },
] as const;

type Flag = (typeof SETTINGS)[number]["flag"];

export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv): Config {
  const { values } = parse(args);
  function text(flag: Flag): string {
    const setting = SETTINGS.find((one) => one.flag === flag);
    const given = values[flag];
    if (typeof given === "string") return given;
    return (setting && env[setting.env]) || (setting?.preset ?? "");
  }
  return {
    dataDir: resolve(text("data")),
    host: text("host"),
    port: wholeNumber("port", text("port"), 0, 65_535),
    roles: roles(text("roles")),
    databaseUrl: url("database-url", text("database-url"), ["postgres:", "postgresql:"]),
    natsUrl: urls("nats-url", text("nats-url"), ["nats:", "tls:", "memory:"]),
    mayInstall: values["no-install"] !== true,
    demo: values.demo === true,
    flushMs: wholeNumber("flush-ms", text("flush-ms"), 0, 5_000),
    keepRawDays: wholeNumber("keep-raw-days", text("keep-raw-days"), 0, 36_500),
    model: modelSettings(text),
    embedding: embeddingSettings(text),
    privateHosts: text("private-hosts")
      .split(",")
      .map((host) => host.trim())
      .filter((host) => host !== ""),
    google: googleSettings(text),
    echelonUrl: url("echelon-url", text("echelon-url"), ["ws:", "wss:"]),
    logLevel: oneOf("log-level", text("log-level"), LOG_LEVELS),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(SETTINGS.map(({ flag }) => [flag, { type: "string" as const }])),
        ...Object.fromEntries(SWITCHES.map(({ flag }) => [flag, { type: "boolean" as const }])),
      },
    });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

function modelSettings(text: (flag: Flag) => string): ModelSettings | undefined {
  const settings = {
    baseUrl: url("llm-base-url", text("llm-base-url"), ["http:", "https:"]),
    apiKey: text("llm-api-key"),
    model: text("llm-model"),
    dailyTokens: wholeNumber("llm-daily-tokens", text("llm-daily-tokens"), 0, 1_000_000_000),
    price: prices(text("llm-price")),
    timeoutMs: wholeNumber("llm-timeout-ms", text("llm-timeout-ms"), 100, 600_000),
  };
  return settings.model === "" ? undefined : settings;
}

const EMBEDDING_TIMEOUT_MS = 20_000;

function embeddingSettings(text: (flag: Flag) => string): EmbeddingSettings | undefined {
  const settings = {
    baseUrl: url("embedding-base-url", text("embedding-base-url"), ["http:", "https:"]),
    apiKey: text("embedding-api-key"),
    model: text("embedding-model"),
    timeoutMs: EMBEDDING_TIMEOUT_MS,
  };
  return settings.model === "" ? undefined : settings;
}

function googleSettings(text: (flag: Flag) => string): GoogleSettings | undefined {
  const settings = { clientId: text("google-client-id"), clientSecret: text("google-client-secret") };
  if ((settings.clientId === "") !== (settings.clientSecret === ""))
    throw new ConfigError("--google-client-id and --google-client-secret must be given together.");
  return settings.clientId === "" ? undefined : settings;
}

function prices(value: string): readonly [number, number] {
  const [incoming = Number.NaN, outgoing = Number.NaN, ...more] = value.split(",").map(Number);
  if (more.length > 0 || !(incoming >= 0) || !(outgoing >= 0)) {
    throw new ConfigError(
      `--llm-price must be two numbers parted by a comma, such as 0.15,0.6, not "${value}".`,
    );
  }
  return [incoming, outgoing];
}

function wholeNumber(flag: Flag, value: string, least: number, most: number): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isInteger(number) || number < least || number > most) {
    throw new ConfigError(`--${flag} must be a whole number from ${least} to ${most}, not "${value}".`);
  }
  return number;
}

function oneOf<Value extends string>(flag: Flag, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new ConfigError(`--${flag} must be one of ${allowed.join(", ")}, not "${value}".`);
  return found;
}

function roles(value: string): ReadonlySet<Role> {
  if (value === "all") return new Set(ROLES);
  return new Set(value.split(",").map((role) => oneOf("roles", role.trim(), ROLES)));
}

/** One address, or those of the servers of a cluster, parted by commas. */
function urls(flag: Flag, value: string, protocols: readonly string[]): string | undefined {
  for (const part of value.split(",")) url(flag, part.trim(), protocols);
  return value === "" ? undefined : value;
}

function url(flag: Flag, value: string, protocols: readonly string[]): string | undefined {
  if (value === "") return undefined;
  const parsed = URL.parse(value);
  if (parsed === null || !protocols.includes(parsed.protocol)) {
    throw new ConfigError(`--${flag} must be an address that begins with ${protocols[0]}//, not "${value}".`);
  }
  return value;
}
