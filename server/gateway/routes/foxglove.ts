/** What a person's sensors say now, for Foxglove and Lichtblick, over foxglove.websocket.v1. */
import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import type { Bus, BusMessage } from "@trajectory/protocols/bus/port.ts";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { storedBlockCodec, windowCodec } from "@trajectory/protocols/codec.ts";
import { userFeed, watchSubject } from "@trajectory/protocols/subjects.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import { FoxgloveClient } from "../foxglove/foxglove-client.ts";
import type { Passes } from "../foxglove/passes.ts";
import type { AccountStore } from "../ports.ts";
import type { UserSockets } from "../user-sockets.ts";

const PATH = "/api/foxglove";
/** With a socket, of one person, on this node. */
const MOST_CLIENTS = 8;

const PassAnswer = Type.Object({
  path: Type.String({ description: "To be put behind ws:// and the address of this server" }),
  expiresAt: Type.Number(),
});

export interface FoxgloveRoutes {
  accounts: AccountStore;
  bus: Bus;
  passes: Passes;
  sockets: UserSockets;
  now: () => number;
}

export function foxgloveRoutes(app: App, { accounts, bus, passes, sockets, now }: FoxgloveRoutes): void {
  const run = randomUUID();
  const clients = new Map<string, number>();

  app.post(
    PATH,
    {
      onRequest: requireUser(accounts),
      config: { rateLimit: { max: 60, timeWindow: "1 minute" } },
      schema: {
        tags: ["signals"],
        summary: "An address for Foxglove or Lichtblick to watch you live",
        description: "Whoever has it can watch until it expires; it opens nothing else.",
        response: { 200: PassAnswer },
      },
    },
    async (request) => {
      const { token, expiresAt } = passes.issue(userOf(request).id);
      return { path: `${PATH}?token=${token}`, expiresAt };
    },
  );

  // No cookie counts here, so a page from elsewhere gains nothing by connecting.
  app.get(
    PATH,
    { websocket: true, config: { anyOrigin: true }, schema: { hide: true } },
    (socket, request) => {
      const { token } = request.query as { token?: unknown };
      const userId = typeof token === "string" ? passes.holder(token) : undefined;
      if (userId === undefined) {
        socket.close(CLOSE_CODES.unauthorized, "the token is not known, or has expired");
        return;
      }
      const others = clients.get(userId) ?? 0;
      if (others >= MOST_CLIENTS) {
        socket.close(CLOSE_CODES.refused, "too many clients");
        return;
      }
      sockets.add(userId, socket);
      clients.set(userId, others + 1);
      const client = new FoxgloveClient(socket, run);
      const subscription = bus.subscribe(userFeed(userId), (message) => deliver(client, message, now));
      bus.publish(watchSubject(userId), new Uint8Array());
      socket.on("message", (data, isBinary) =>
        client.receive(isBinary ? "" : decoder.decode(data as Buffer)),
      );
      socket.on("close", () => {
        subscription.unsubscribe();
        const left = (clients.get(userId) ?? 1) - 1;
        if (left > 0) clients.set(userId, left);
        else clients.delete(userId);
      });
    },
  );
}

const decoder = new TextDecoder();

/** trajectory.<partition>.<user>.<actor>.<what>; what is not shown passes. */
function deliver(client: FoxgloveClient, { subject, data }: BusMessage, now: () => number): void {
  const [, , , actor, what, more] = subject.split(".");
  if (more !== undefined) return;
  if (actor === "session" && what === "block") client.onBlock(storedBlockCodec.decode(data));
  else if (actor === "session" && what === "window") client.onWindow(windowCodec.decode(data));
  else if (actor === "life" && what === "state") {
    const { state } = JSON.parse(decoder.decode(data)) as { state: unknown };
    client.onState(JSON.stringify(state), now() * 1_000);
  }
}
