import type { Job } from "@trajectory/protocols/jobs.ts";
import { call } from "./http.ts";

/** Newest first. @throws ApiError */
export async function getJobs(): Promise<readonly Job[]> {
  return (await call<{ jobs: readonly Job[] }>("GET", "/api/jobs")).jobs;
}
