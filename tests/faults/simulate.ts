/** Simulated clusters by hand, as many seeds as one likes; a failing one prints its story. */
import { parseArgs } from "node:util";
import { CLUSTER, simulate } from "@trajectory/actors/runtime/simulation/cluster.ts";

const USAGE = `node tests/faults/simulate.ts [--seeds 1000] [--from 1] [--clocks] [--story]

  --seeds   how many
  --from    the first one
  --clocks  set the nodes' clocks too
  --story   tell what happened, also when all is well (for one seed)`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    clocks: { type: "boolean", default: false },
    story: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(USAGE);
else process.exitCode = await run(Number(values.seeds), Number(values.from));

async function run(seeds: number, from: number): Promise<number> {
  if (!Number.isSafeInteger(seeds) || !Number.isSafeInteger(from) || seeds < 1) {
    console.error(USAGE);
    return 2;
  }
  const options = { ...CLUSTER, clockJumps: values.clocks };
  const startedAt = performance.now();
  let acknowledged = 0;
  for (let seed = from; seed < from + seeds; seed++) {
    const outcome = await simulate(seed, options, values.story);
    acknowledged += outcome.acknowledged;
    if (values.story || outcome.complaints.length > 0) console.log(outcome.story.join("\n"));
    if (outcome.complaints.length > 0) {
      console.log(`\nSeed ${seed}:\n${outcome.complaints.map((complaint) => `  ${complaint}`).join("\n")}`);
      return 1;
    }
    if ((seed - from + 1) % 1_000 === 0) console.log(`${seed - from + 1} seeds, all well`);
  }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${seeds} seeds in ${seconds} s, ${acknowledged} commands acknowledged, none lost or doubled`);
  return 0;
}
