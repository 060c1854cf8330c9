/**
 * Writes a life for the migration gate to standard output:
 *   node actors/scripts/record-life.ts year > actors/runtime/recorded/year.json
 * A life that is recorded stays as it is. Record it anew only when its outcome was meant to change, and say why.
 */
import { outcomeOf, type RecordedLife } from "../runtime/recorded/recorded-life.ts";
import { rebuild } from "../runtime/replay.ts";
import { Life, liveAYear, liveConstants, liveEdits, liveInterviews } from "./lives.ts";

interface Script {
  about: string;
  live: (life: Life) => Promise<void>;
}

const LIVES: Record<string, Script> = {
  year: {
    about: "The demo portfolio for months: work, sessions, an interview, escape and return",
    live: liveAYear,
  },
  edits: { about: "Everything added, changed and taken away again, down to an empty life", live: liveEdits },
  constants: {
    about: "Constants of the model changed twice and set back, with work between",
    live: liveConstants,
  },
  interviews: { about: "An interview whose findings are kept, corrected and declined", live: liveInterviews },
};

const [, , name = ""] = process.argv;
const script = LIVES[name];
if (script === undefined) {
  console.error(`Which life? ${Object.keys(LIVES).join(", ")}`);
  process.exitCode = 2;
} else {
  console.log(JSON.stringify(await record(script), undefined, 1));
}

async function record({ about, live }: Script): Promise<RecordedLife> {
  const life = new Life();
  await live(life);
  const events = await life.log.read("anna", 0, 100_000);
  return { about, events, outcome: outcomeOf(await rebuild(life.log, "anna")) };
}
