/** Blocks of a time without network, as one file: the same messages as on the socket, each behind its length. */
import { Type } from "typebox";
import { catchUp } from "@trajectory/ingest/uplink/catch-up.ts";
import type { Uplink } from "@trajectory/ingest/uplink/uplink.ts";
import type { App } from "../app.ts";
import { SESSION_COOKIE } from "../auth.ts";

/** A day of 13 channels at 100 Hz takes some 500 MB. */
const LARGEST_FILE = 1 << 30;
const FILE_TYPE = "application/octet-stream";

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
      },
    },
    ({ params, headers, cookies, body }) =>
      catchUp({
        uplink,
        token: /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? cookies[SESSION_COOKIE] ?? "",
        sessionId: params.id,
        body: body as AsyncIterable<Uint8Array>,
      }),
  );
}
