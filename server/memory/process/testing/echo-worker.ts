/** A process for the test of worker-process.ts. */
import { setTimeout as wait } from "node:timers/promises";
import { serve } from "../serve.ts";

serve(async (request: { say?: string; wait?: number; throw?: string; exit?: number }) => {
  if (request.exit !== undefined) process.exit(request.exit);
  if (request.throw !== undefined) throw new Error(request.throw);
  if (request.wait !== undefined) await wait(request.wait);
  return request.say ?? "";
});
