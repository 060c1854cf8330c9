/** The log of the process: JSON lines on standard error. */
import { type Logger, destination, pino } from "pino";
import type { LogLevel } from "./config.ts";

export type Log = Logger;

export function createLog(level: LogLevel): Log {
  return pino({ level, base: null }, destination({ dest: 2, sync: false }));
}
