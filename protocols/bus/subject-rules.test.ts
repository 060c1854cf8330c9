import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BusError } from "./port.ts";
import { checkPattern, checkSubject } from "./subject-rules.ts";

function refused(check: () => void): boolean {
  try {
    check();
    return false;
  } catch (error) {
    if (error instanceof BusError && error.code === "invalid_subject") return true;
    throw error;
  }
}

const characters = fc.constantFrom("a", "*", ">", ".", " ", "\t", "\r", "\n", "\0", "\u007f", "ü");
const candidate = fc.array(characters, { maxLength: 8 }).map((parts) => parts.join(""));

/** The rules, by regular expressions. */
const TOKENS = /^[^\s\p{Cc}.]+(?:\.[^\s\p{Cc}.]+)*$/u;
const WILDCARD = /(?:^|\.)[*>](?:\.|$)/;
const REST_BEFORE_END = /(?:^|\.)>\./;

describe("subject rules", () => {
  it("let pass exactly what NATS takes as a subject", () => {
    fc.assert(
      fc.property(candidate, (subject) => {
        const valid = TOKENS.test(subject) && !WILDCARD.test(subject);
        expect(refused(() => checkSubject(subject))).toBe(!valid);
      }),
    );
  });

  it("let pass exactly what NATS takes as a pattern", () => {
    fc.assert(
      fc.property(candidate, (pattern) => {
        const valid = TOKENS.test(pattern) && !REST_BEFORE_END.test(pattern);
        expect(refused(() => checkPattern(pattern))).toBe(!valid);
      }),
    );
  });

  it("bound the length", () => {
    expect(refused(() => checkSubject("x".repeat(1_024)))).toBe(false);
    expect(refused(() => checkSubject("x".repeat(1_025)))).toBe(true);
  });
});
