/** A job: work that takes its time, as its person sees it. */
import { Type } from "typebox";

export const Job = Type.Object(
  {
    id: Type.String({ description: "UUID" }),
    kind: Type.String({ description: "What is done, such as read_document" }),
    subject: Type.String({ description: "What it is done to, such as the id of a document" }),
    state: Type.Enum(["waiting", "running", "done", "failed", "cancelled"]),
    share: Type.Number({ minimum: 0, maximum: 1, description: "How much of it is done" }),
    step: Type.String({ description: "What is being done now" }),
    attempt: Type.Integer({ minimum: 0, description: "Counts from 1; 0 before the first" }),
    error: Type.Union([
      Type.Null(),
      Type.Object({ code: Type.String(), message: Type.String(), hint: Type.String() }),
    ]),
    createdAt: Type.Number({ description: "ms since the Unix epoch" }),
    endedAt: Type.Union([Type.Null(), Type.Number()]),
  },
  {
    examples: [
      {
        id: "0d6f1c7e-8f5e-4c61-9b5e-6f1c2f2e2a10",
        kind: "read_document",
        subject: "6f1c2f2e-8f5e-4c61-9b5e-0d6f1c7e2a10",
        state: "running",
        share: 0.4,
        step: "Page 2 of 5",
        attempt: 1,
        error: null,
        createdAt: 1_795_435_200_000,
        endedAt: null,
      },
    ],
  },
);
export type Job = Type.Static<typeof Job>;
