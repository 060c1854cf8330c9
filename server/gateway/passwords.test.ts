import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./passwords.ts";

describe("passwords", () => {
  it("verifies what it hashed and nothing else", async () => {
    const stored = await hashPassword("correct horse");
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword("correct horse", stored)).toBe(true);
    expect(await verifyPassword("correct hors", stored)).toBe(false);
  });

  it("salts every hash", async () => {
    expect(await hashPassword("same")).not.toBe(await hashPassword("same"));
  });

  // Printed by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -k 19456 -p 1 -l 32 -e
  it("agrees with the reference implementation", async () => {
    const stored = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$PL01amPyeUuxG7H0vIr5X+qHkZvWnHmGBGXFYvh8z2E";
    expect(await verifyPassword("password", stored)).toBe(true);
    expect(await verifyPassword("passwort", stored)).toBe(false);
  });

  it("takes a broken hash as a wrong password", async () => {
    expect(await verifyPassword("x", "plain text")).toBe(false);
  });
});
