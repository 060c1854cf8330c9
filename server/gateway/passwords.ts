/** Passwords as argon2id in the PHC string format (RFC 9106; parameters: OWASP's first choice for 19 MiB). */
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** KiB, passes, lanes. */
const MEMORY = 19_456;
const PASSES = 2;
const LANES = 1;
const HASH_BYTES = 32;

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive("argon2id", {
    message: password,
    nonce: salt,
    memory: MEMORY,
    passes: PASSES,
    parallelism: LANES,
    tagLength: HASH_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${base64(salt)}$${base64(hash)}`;
}

/** False for a wrong password and for a text that is no hash of ours. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, memory, passes, lanes, salt, expected] = PHC.exec(stored) ?? [];
  if (salt === undefined || expected === undefined) return false;
  const hash = Buffer.from(expected, "base64");
  const actual = await derive("argon2id", {
    message: password,
    nonce: Buffer.from(salt, "base64"),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(lanes),
    tagLength: hash.length,
  });
  return timingSafeEqual(actual, hash);
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}
