import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { DatabaseError } from "pg";
import { describe, expect, it } from "vitest";
import { brokenConstraint, guarded, isDeadlock, isMissingReference, storeError } from "./store-error.ts";

function databaseError(code: string, constraint?: string): DatabaseError {
  return Object.assign(new DatabaseError("no", 2, "error"), { code, constraint });
}

describe("errors of the database", () => {
  it.each([
    ["a connection that broke", new Error("Connection terminated unexpectedly")],
    ["a connection refused", Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })],
    ["a shutdown", databaseError("57P01")],
    ["a cancelled statement", databaseError("57014")],
    ["a full disk", databaseError("53100")],
    ["too many connections", databaseError("53300")],
    ["a deadlock", databaseError("40P01")],
  ])("%s is store_unavailable", (_, error) => {
    expect(storeError(error)).toMatchObject({ code: "store_unavailable", cause: error, retryAfterMs: 1_000 });
  });

  it.each([
    ["a mistake in a statement", databaseError("42601")],
    ["a value it cannot take", databaseError("22P02")],
    ["a mistake in the code", new TypeError("undefined is not a function")],
    ["text that is no JSON", new SyntaxError("Unexpected token")],
  ])("%s is internal", (_, error) => {
    expect(storeError(error)).toMatchObject({ code: "internal", cause: error });
  });

  it("keep the code that they have", async () => {
    const taken = new ProtocolError("email_taken", "There is one.");
    await expect(guarded(() => Promise.reject(taken))).rejects.toBe(taken);
  });

  it("are told apart by what was broken", () => {
    expect(brokenConstraint(databaseError("23505", "account_email"))).toBe("account_email");
    expect(brokenConstraint(databaseError("23503", "stream_fkey"))).toBeUndefined();
    expect(isMissingReference(databaseError("23503"))).toBe(true);
    expect(isDeadlock(databaseError("40P01"))).toBe(true);
    expect(isDeadlock(new Error("40P01"))).toBe(false);
  });
});
