/** The owner's account, signing in and out. */
import { Type } from "typebox";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { App } from "../app.ts";
import { SESSION_COOKIE, requireUser, signIn, userOf } from "../auth.ts";
import { hashPassword, verifyPassword } from "../passwords.ts";
import type { AccountStore } from "../ports.ts";

const NewAccount = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    email: Type.String({
      pattern: "^[^\\s@]+@[^\\s@]+$",
      maxLength: 254,
      description: "such as ada@example.org",
    }),
    password: Type.String({ minLength: 8, maxLength: 256 }),
  },
  {
    additionalProperties: false,
    examples: [{ name: "Ada", email: "ada@example.org", password: "a long sentence is best" }],
  },
);
const Credentials = Type.Object(
  { email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 256 }) },
  {
    additionalProperties: false,
    examples: [{ email: "ada@example.org", password: "a long sentence is best" }],
  },
);

/** Verified where the address is unknown, so that the answer takes as long as for a known one. */
const NOBODY = await hashPassword("nobody has this password");

/** Attempts a minute and address, so that passwords cannot be tried out. */
const config = { rateLimit: { max: 20, timeWindow: "1 minute" } };
const tags = ["accounts"];

export function accountRoutes(app: App, accounts: AccountStore, version: string, now: () => number): void {
  const signedIn = requireUser(accounts);

  app.get("/api/setup", { schema: { tags, summary: "Is there an owner account yet?" } }, async () => ({
    needsOwner: (await accounts.findOwner()) === undefined,
    version,
  }));

  app.post(
    "/api/owner",
    { config, schema: { tags, summary: "Create the owner account, once", body: NewAccount } },
    async (request, reply) => {
      const { password, ...account } = request.body;
      if ((await accounts.findOwner()) !== undefined) {
        throw new ProtocolError("owner_exists", "The owner account exists already.");
      }
      const user = await accounts.createOwner({ ...account, passwordHash: await hashPassword(password) });
      await signIn(accounts, reply, user, now(), request.protocol === "https");
      return reply.code(201).send({ user });
    },
  );

  app.post(
    "/api/users",
    {
      config,
      onRequest: signedIn,
      schema: { tags, summary: "Add an account; the owner may", body: NewAccount },
    },
    async (request, reply) => {
      if (userOf(request).role !== "owner")
        throw new ProtocolError("forbidden", "Only the owner adds accounts.");
      const { password, ...account } = request.body;
      const user = await accounts.createUser({ ...account, passwordHash: await hashPassword(password) });
      return reply.code(201).send({ user });
    },
  );

  app.post(
    "/api/session",
    { config, schema: { tags, summary: "Sign in", body: Credentials } },
    async (request, reply) => {
      const { email, password } = request.body;
      const found = await accounts.findByEmail(email);
      const right = await verifyPassword(password, found?.passwordHash ?? NOBODY);
      if (found === undefined || !right) {
        throw new ProtocolError("wrong_credentials", "The email address or the password is wrong.");
      }
      const { passwordHash: _, ...user } = found;
      await signIn(accounts, reply, user, now(), request.protocol === "https");
      return { user };
    },
  );

  app.delete("/api/session", { schema: { tags, summary: "Sign out" } }, async (request, reply) => {
    const token = request.cookies[SESSION_COOKIE];
    if (token !== undefined) await accounts.deleteSession(token);
    return reply.clearCookie(SESSION_COOKIE, { path: "/" }).code(204).send();
  });

  app.get(
    "/api/me",
    { onRequest: signedIn, schema: { tags, summary: "Who is signed in" } },
    async (request) => ({
      user: userOf(request),
    }),
  );
}
