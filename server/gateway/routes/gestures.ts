/** Gestures that a person has shown, to be recognised from then on: a few examples of each, cut out of sessions. */
import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import { OwnGestures, movementShape } from "@trajectory/engine/signals/gestures/own-gestures.ts";
import type { SignalStore } from "@trajectory/ingest/ports.ts";
import { type MovementRecording, MovementRecord } from "@trajectory/ingest/windows/movement-record.ts";
import { Time } from "@trajectory/protocols/events/entities.ts";
import { GestureName, SessionId } from "@trajectory/protocols/events/session.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { STREAM_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser } from "../auth.ts";
import {
  type GestureExamples,
  MOST_EXAMPLES,
  MOST_GESTURES,
  type StoredExample,
} from "../gesture-examples.ts";
import type { AccountStore } from "../ports.ts";
import type { SignalHistory } from "../signal-history.ts";
import { OfUser } from "./signal-queries.ts";
import { SIGNAL_LIMITS } from "./signals.ts";

const T = 1_795_000_000_000;
const SESSION = "5f0c7a3e-6a0b-4a39-9d39-3f1f6a0b7c11";
const EXAMPLE = "0d2a7c55-9f0e-4b61-8a55-6c3a1f0e9b42";
const tags = ["gestures"];
/** So many of those that were recognised are told. */
const RECOGNISED = 50;
const LEAST_MS = 250;
const MOST_MS = 6_000;
const LEAST_SAMPLES = 8;
/** Who holds still shows nothing, rad/s. */
const LEAST_SPEED = 1;

const Example = Type.Object({
  exampleId: Type.String(),
  sessionId: Type.String(),
  from: Type.Number({ description: "ms, by the sensor's clock" }),
  to: Type.Number(),
  addedAt: Type.Number({ description: "ms since the Unix epoch" }),
});
const example = {
  exampleId: EXAMPLE,
  sessionId: SESSION,
  from: T + 12_300,
  to: T + 13_500,
  addedAt: T + 60_000,
};
const GesturesAnswer = Type.Object(
  {
    ready: Type.Boolean({ description: "Gestures are recognised: one of them has two examples" }),
    gestures: Type.Array(Type.Object({ gesture: Type.String(), examples: Type.Array(Example) })),
    recognised: Type.Array(
      Type.Object({
        gesture: Type.String(),
        sessionId: Type.String(),
        from: Type.Number({ description: "ms, by the sensor's clock" }),
        to: Type.Number(),
        confidence: Type.Number(),
      }),
      { description: `The newest ${RECOGNISED}, newest first, under the names of then` },
    ),
  },
  {
    examples: [
      {
        ready: false,
        gestures: [{ gesture: "next song", examples: [example] }],
        recognised: [{ gesture: "next song", sessionId: SESSION, from: T, to: T + 1_200, confidence: 0.97 }],
      },
    ],
  },
);
const RenameBody = Type.Object(
  { gesture: GestureName, name: GestureName },
  { additionalProperties: false, examples: [{ gesture: "next song", name: "skip" }] },
);
const ExampleBody = Type.Object(
  { gesture: GestureName, sessionId: SessionId, from: Time, to: Time },
  {
    additionalProperties: false,
    examples: [{ gesture: "next song", sessionId: SESSION, from: T + 12_300, to: T + 13_500 }],
  },
);
const Alike = Type.Union(
  [Type.Object({ gesture: Type.String(), confidence: Type.Number(), isSure: Type.Boolean() }), Type.Null()],
  { description: "What the examples before would have said of it; null while they are too few" },
);
const AddedAnswer = Type.Object(
  { gesture: Type.String(), example: Example, alike: Alike },
  {
    examples: [
      { gesture: "next song", example, alike: { gesture: "next song", confidence: 0.97, isSure: true } },
    ],
  },
);
const OfExample = Type.Object({ userId: Type.String(), exampleId: Type.String({ maxLength: 64 }) });

export interface GestureRoutes {
  accounts: AccountStore;
  signals: SignalHistory;
  samples: Pick<SignalStore, "readBlocks">;
  gestures: GestureExamples;
  /** Examples have changed. */
  onChange: () => Promise<void>;
}

export function gestureRoutes(app: App, options: GestureRoutes): void {
  const { accounts, gestures, onChange } = options;
  const onRequest = requireUser(accounts);
  const config = SIGNAL_LIMITS;

  app.get(
    "/api/gestures/:userId",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        summary: "The gestures that a person has shown, with their examples",
        response: { 200: GesturesAnswer },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const examples = await gestures.examples(userId);
      const byName = Map.groupBy(examples, ({ gesture }) => gesture);
      return {
        ready: new OwnGestures(examples).isReady,
        gestures: [...byName].map(([gesture, ones]) => ({ gesture, examples: ones.map(answerOf) })),
        recognised: await gestures.recognised(userId, RECOGNISED),
      };
    },
  );

  app.put(
    "/api/gestures/:userId",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        body: RenameBody,
        summary: "Give a gesture another name; what was recognised keeps the name of then",
        response: { 200: Type.Object({ gesture: Type.String() }, { examples: [{ gesture: "skip" }] }) },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { gesture, name } = request.body;
      if (!(await gestures.renameGesture(userId, gesture, name))) {
        throw new ProtocolError("not_found", `There is no gesture “${gesture}”.`);
      }
      await onChange();
      return { gesture: name };
    },
  );

  app.post(
    "/api/gestures/:userId",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        body: ExampleBody,
        summary: "Show a gesture: a part of a session in which it was made once",
        description:
          `The part, ${LEAST_MS} ms to ${MOST_MS / 1_000} s by the sensor's clock, holds the gesture with a little rest around ` +
          `it; three to five examples of each are good, and two are needed of one. At most ${MOST_GESTURES} gestures with ` +
          `${MOST_EXAMPLES} examples. The shape of the movement is kept, also when the samples are let go of.`,
        response: { 200: AddedAnswer },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { gesture, sessionId, from, to } = request.body;
      const shape = movementShape(await movementIn(options, userId, request.body));
      const alike = new OwnGestures(await gestures.examples(userId)).recognise(shape) ?? null;
      const exampleId = randomUUID();
      const added = await gestures.addExample(userId, {
        exampleId,
        gesture,
        sessionId,
        t0: from,
        t1: to,
        shape,
      });
      await onChange();
      return { gesture, example: answerOf(added), alike };
    },
  );

  app.delete(
    "/api/gestures/:userId/:exampleId",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfExample,
        summary: "Take an example back; a gesture without examples is gone",
        response: { 200: Type.Object({ removed: Type.Boolean() }, { examples: [{ removed: true }] }) },
      },
    },
    async (request) => {
      const { userId, exampleId } = request.params;
      mayRead(request, userId);
      const removed = await gestures.removeExample(userId, exampleId);
      if (!removed) throw new ProtocolError("not_found", `There is no example ${exampleId}.`);
      await onChange();
      return { removed };
    },
  );
}

function answerOf({ exampleId, sessionId, t0, t1, addedAt }: StoredExample) {
  return { exampleId, sessionId, from: t0, to: t1, addedAt };
}

/** @throws ProtocolError `not_found`, `invalid_input` */
async function movementIn(
  { signals, samples }: GestureRoutes,
  userId: string,
  { sessionId, from, to }: { sessionId: string; from: number; to: number },
): Promise<MovementRecording> {
  const refuse = (field: string, message: string) => new ProtocolError("invalid_input", message, { field });
  if (!(to - from >= LEAST_MS && to - from <= MOST_MS)) {
    throw refuse("to", `A gesture takes ${LEAST_MS} ms to ${MOST_MS / 1_000} s.`);
  }
  const { streams } = await signals.session(userId, sessionId);
  const motion = streams
    .filter(({ kind }) => kind === STREAM_KIND_NUMBER.motion)
    .toSorted((a, b) => a.id - b.id)[0];
  const record = motion && MovementRecord.of(motion.channels);
  if (motion === undefined || record === undefined) {
    throw refuse("sessionId", "The session says nothing about how the device moved and turned.");
  }
  for await (const { block } of samples.readBlocks(sessionId, motion.id, from * 1_000)) {
    if (block.t0Us > to * 1_000) break;
    record.add(block);
  }
  const movement = record.cut(from * 1_000, to * 1_000);
  const [x, y, z] = movement.rotation;
  if (movement.t.length < LEAST_SAMPLES)
    throw refuse("from", "There are no samples, or let go of, in this part.");
  if (!x.some((value, i) => Math.hypot(value, y[i] ?? 0, z[i] ?? 0) > LEAST_SPEED)) {
    throw refuse("from", "The device hardly turns in this part: a gesture turns it.");
  }
  return movement;
}
