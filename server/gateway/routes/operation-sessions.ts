/** A person's sessions for an operator: where the ids come from that exports and replays ask for. */
import { Type } from "typebox";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { App } from "../app.ts";
import { LATEST } from "../exported-session.ts";
import { mayReadLifeOf, requireOperator } from "../operator-auth.ts";
import type { AccountStore } from "../ports.ts";
import type { SignalHistory } from "../signal-history.ts";
import { SessionsAnswer } from "./signal-answers.ts";
import { SessionsQuery } from "./signal-queries.ts";

export interface OperationSessionRoutes {
  accounts: AccountStore;
  localToken: string;
  isKnown: (userId: string) => Promise<boolean>;
  signals: Pick<SignalHistory, "sessions">;
}

export function operationSessionRoutes(app: App, options: OperationSessionRoutes): void {
  const { accounts, localToken, isKnown, signals } = options;
  app.get(
    "/api/operations/users/:id/sessions",
    {
      preHandler: requireOperator(accounts, localToken),
      schema: {
        tags: ["operations"],
        params: Type.Object({ id: Type.String() }),
        querystring: SessionsQuery,
        summary: "A person's sessions, newest first, with what became of their samples",
        response: { 200: SessionsAnswer },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (!(await isKnown(id))) throw new ProtocolError("not_found", `There is no user ${id}.`);
      if (!mayReadLifeOf(request, id))
        throw new ProtocolError("forbidden", "These are somebody else's data.");
      const { before = LATEST, limit } = request.query;
      return { sessions: await signals.sessions(id, before, limit) };
    },
  );
}
