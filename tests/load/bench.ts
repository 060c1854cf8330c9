/** `npm run bench -- NAME [--json] [--quick] [--option value]`; see harness.ts for how to add one. */
import { measure } from "./measure.ts";

process.exitCode = await measure("bench", process.argv.slice(2));
