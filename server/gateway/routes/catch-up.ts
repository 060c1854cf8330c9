/** Blocks of a time without network, as one file: the same messages as on the socket, each behind its length. */
import { Type } from "typebox";
import { catchUp } from "@trajectory/ingest/uplink/catch-up.ts";
import type { Uplink } from "@trajectory/ingest/uplink/uplink.ts";
import type { App } from "../app.ts";
import { tokenOf } from "../auth.ts";

/** A day of 13 channels at 100 Hz takes some 500 MB. */
const LARGEST_FILE = 1 << 30;
const FILE_TYPE = "application/octet-stream";

const Count = Type.Integer({ minimum: 0 });
const CatchUpAnswer = Type.Object(
  {
    bytes: Type.Integer({ description: "Read of the file" }),
    blocks: Type.Integer({ description: "Taken out of it" }),
    positions: Type.Array(
      Type.Object({
        stream: Count,
        nextSeq: Type.Integer({ description: "Every sample below it is stored or known as dropped" }),
        held: Type.Array(Type.Object({ firstSeq: Count, count: Count })),
      }),
    ),
    ledgers: Type.Optional(
      Type.Array(
        Type.Object({ stream: Count, captured: Count, stored: Count, dropped: Count, outstanding: Count }),
        { description: "After an End: captured = stored + dropped + outstanding" },
      ),
    ),
  },
  {
    examples: [
      {
        bytes: 40_960,
        blocks: 20,
        positions: [{ stream: 1, nextSeq: 1_000, held: [] }],
        ledgers: [{ stream: 1, captured: 1_000, stored: 1_000, dropped: 0, outstanding: 0 }],
      },
    ],
  },
);

export function catchUpRoute(app: App, uplink: Uplink): void {
  app.addContentTypeParser(FILE_TYPE, { bodyLimit: LARGEST_FILE }, (_request, payload, done) =>
    done(null, payload),
  );

  app.post(
    "/api/sessions/:id/blocks",
    {
      bodyLimit: LARGEST_FILE,
      schema: {
        tags: ["sessions"],
        summary: "Upload the blocks of a time without network",
        description:
          `Body: ${FILE_TYPE}, each UplinkUp of trajectory.v1 behind its length (varint), Hello first. ` +
          "Sent again after a break it is taken from where it stands. Token: Authorization: Bearer, or the cookie.",
        params: Type.Object({ id: Type.String() }),
        response: { 200: CatchUpAnswer },
      },
    },
    async (request) => {
      const { ledgers, ...taken } = await catchUp({
        uplink,
        token: tokenOf(request),
        sessionId: request.params.id,
        body: request.body as AsyncIterable<Uint8Array>,
      });
      return { ...taken, ...(ledgers === undefined ? {} : { ledgers }) };
    },
  );
}
