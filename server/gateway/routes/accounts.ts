/** The owner's account, signing in and out. */
import { Type } from "typebox";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { SESSION_COOKIE, requireUser, signIn, userOf } from "../auth.ts";
import { hashPassword, verifyPassword } from "../passwords.ts";
import type { AccountStore } from "../ports.ts";
import type { App } from "../app.ts";

const Email = Type.String({ pattern: "^[^\\s@]+@[^\\s@]+$", maxLength: 254 });
const Password = Type.String({ minLength: 8, maxLength: 256, description: "At least 8 characters" });
const NewAccount = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 120 }), email: Email, password: Password },
  { additionalProperties: false },
);
const Credentials = Type.Object(
  { email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 256 }) },
  { additionalProperties: false },
);

/** Verified where the address is unknown, so that the answer takes as long as for a known one. */
const NOBODY = await hashPassword("nobody has this password");

/** Attempts a minute and address, so that passwords cannot be tried out. */
const ATTEMPTS = { config: { rateLimit: { max: 20, timeWindow: "1 minute" } } };

export function accountRoutes(app: App, accounts: AccountStore, version: string, now: () => number): void {
  app.get("/api/setup", async () => ({ needsOwner: !(await accounts.ownerExists()), version }));

  app.post("/api/owner", ATTEMPTS, async (request, reply) => {
    const { password, ...account } = parse(NewAccount, request.body);
    if (await accounts.ownerExists())
      throw new ProtocolError("owner_exists", "The owner account exists already.");
    const user = await accounts.createOwner({ ...account, passwordHash: await hashPassword(password) });
    await signIn(accounts, reply, user, now(), request.protocol === "https");
    return reply.code(201).send({ user });
  });

  app.post("/api/users", { ...ATTEMPTS, preHandler: requireUser(accounts) }, async (request, reply) => {
    if (userOf(request).role !== "owner")
      throw new ProtocolError("forbidden", "Only the owner adds accounts.");
    const { password, ...account } = parse(NewAccount, request.body);
    const user = await accounts.createUser({ ...account, passwordHash: await hashPassword(password) });
    return reply.code(201).send({ user });
  });

  app.post("/api/session", ATTEMPTS, async (request, reply) => {
    const { email, password } = parse(Credentials, request.body);
    const found = await accounts.findByEmail(email);
    const right = await verifyPassword(password, found?.passwordHash ?? NOBODY);
    if (found === undefined || !right) {
      throw new ProtocolError("wrong_credentials", "The email address or the password is wrong.");
    }
    const { passwordHash: _, ...user } = found;
    await signIn(accounts, reply, user, now(), request.protocol === "https");
    return { user };
  });

  app.delete("/api/session", async (request, reply) => {
    const token = request.cookies[SESSION_COOKIE];
    if (token !== undefined) await accounts.deleteSession(token);
    return reply.clearCookie(SESSION_COOKIE, { path: "/" }).code(204).send();
  });

  app.get("/api/me", { preHandler: requireUser(accounts) }, (request) => ({ user: userOf(request) }));
}
