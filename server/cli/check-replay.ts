/** Replays a sample of users now, as the engine itself does once a day. */
import type { CheckReport } from "../operations/replay-check.ts";
import { operatorCommand } from "./operator-command.ts";
import { UsageError } from "./usage-error.ts";

export const checkReplay = operatorCommand({
  usage: "check-replay",
  about:
    "Replays a sample of users (--sample 20) and reports whose state is not what the log says. Exit code 1: some.",
  options: { sample: { type: "string", default: "20" } },
  async run({ ask, values, print }) {
    const sample = Number(values["sample"]);
    if (!(Number.isInteger(sample) && sample >= 1 && sample <= 1_000)) {
      throw new UsageError("--sample must be a whole number from 1 to 1000.");
    }
    const report = await ask<CheckReport>("POST", "checks", { sample });
    print(report, () => lines(report));
    return report.differs + report.failed === 0 ? 0 : 1;
  },
});

function lines({ users, equal, differs, failed, startedAt, endedAt }: CheckReport): string[] {
  const faulty = users.filter(({ result }) => result !== "equal");
  const events = users.reduce((sum, user) => sum + user.events, 0);
  const compared = users.reduce((sum, user) => sum + user.compared, 0);
  return [
    `${users.length} users, ${events} events, ${compared} states compared in ${endedAt - startedAt} ms: ` +
      `${equal} equal, ${differs} differ, ${failed} failed`,
    ...faulty.flatMap(({ userId, error, differences }) => [
      `${userId}: ${error ?? "differs"}`,
      ...differences.map(
        (other) =>
          `  ${other.with} of event ${other.seq}: ${other.stateHash}, replayed ${other.replayedHash}`,
      ),
    ]),
  ];
}
