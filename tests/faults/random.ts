/** What is drawn from a seed beyond numbers. */
import type { Random } from "@trajectory/actors/runtime/simulation/random.ts";

/** A lower-case UUID of version 4. */
export function uuidOf(random: Random): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random.next() * 16).toString(16)).join("");
  const variant = "89ab"[Math.floor(random.next() * 4)] ?? "8";
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    variant + digits.slice(17, 20),
    digits.slice(20, 32),
  ].join("-");
}

/** Whole numbers from `least` to `most`. */
export function wholeBetween(random: Random, least: number, most: number): number {
  return Math.floor(random.between(least, most + 1));
}
