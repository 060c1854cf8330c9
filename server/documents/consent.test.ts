import { expect, it } from "vitest";
import { Consents } from "./consent.ts";

const BACK = "https://life.example/api/documents/google/callback";

it("is read by every process that has the client's secret, and by no other", () => {
  const { state, verifier } = new Consents("secret").ask("ann", BACK, 1_000);
  expect(new Consents("secret").read("ann", state)).toEqual({ redirect: BACK, until: 1_000, verifier });
  expect(new Consents("other").read("ann", state)).toBeUndefined();
  expect(verifier).toMatch(/^[\w-]{43}$/);
  expect(state).not.toContain(verifier);
});

it("counts for the person who was asked, as it was asked", () => {
  const consents = new Consents("secret");
  const { state } = consents.ask("ann", BACK, 1_000);
  expect(consents.read("bob", state)).toBeUndefined();
  const later = Buffer.from(JSON.stringify(["n", 9e15, BACK])).toString("base64url");
  const [payload = "", code = ""] = state.split(".");
  for (const other of [
    "",
    ".",
    payload,
    `.${code}`,
    `${later}.${code}`,
    `${payload}.${code}x`,
    `${state}.x`,
  ]) {
    expect(consents.read("ann", other)).toBeUndefined();
  }
  expect(consents.ask("ann", BACK, 1_000).state).not.toBe(state);
});
