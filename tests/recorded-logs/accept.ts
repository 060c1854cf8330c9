/**
 * Accepts where the recorded logs land now: node tests/recorded-logs/accept.ts [NAME …] --reason "why"
 * The reason is kept beside the log and read in review.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import {
  differences,
  type ExpectedLanding,
  FOLDER,
  land,
  readExpected,
  readLog,
  recordedLogs,
} from "./landing.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { reason: { type: "string" } },
});
const reason = values.reason?.trim() ?? "";
if (reason.length < 10) {
  console.error('Say why people may land elsewhere: --reason "…", in a sentence.');
  process.exit(2);
}
const all = await recordedLogs();
for (const name of positionals.length > 0 ? positionals : all) {
  const landing = land((await readLog(name)).events);
  const before = await readExpected(name).catch(() => undefined);
  const found = before === undefined ? ["new"] : differences(before, landing);
  console.log(`${name}: ${found.length === 0 ? "as before" : found.join("\n  ")}`);
  if (found.length === 0) continue;
  const expected: ExpectedLanding = { reason, ...landing };
  await writeFile(`${FOLDER}${name}.expected.json`, `${JSON.stringify(expected, null, 2)}\n`);
}
