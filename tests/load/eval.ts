/** `npm run eval -- NAME [--json] [--quick] [--option value]`; see harness.ts for how to add one. */
import { measure } from "./measure.ts";

process.exitCode = await measure("eval", process.argv.slice(2));
