import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { unpackLz4 } from "./lz4-frame.ts";

/** Frames that the reference implementation (lz4 1.10) made. */
const SQUARES =
  "BCJNGGxAUwMAAAAAAAA1FQEAAPHBMCwxLDQsOSwxNiwyNSwzNiw0OSw2NCw4MSwzLDI0LDQ3LDcyLDIsMzEsNjIsOTUsMzMsNzAsMTIsNTMs" +
  "OTYsNDQsOTEsNDMsOTQsNTAsOCw2NSwyNyw4OCw1NCwyMiw4OSw2MSwzNSwxMSw4Niw2Niw0OCwzMiwxOCw2LDkzLDg1LDc5LDc1LDczLDcz" +
  "LDc1LDc5LDg1LDkzLDYsMTgsMzIsNDgsNjYsODYsMTEsMzUsNjEsODksMjIsNTQsODgsMjcsNjUsOCw1MCw5NCw0M48AEDSbACA1M6cAIDcw" +
  "swAgOTW/AEAzMSwyzwAgNDfbABAz5QAgNjTxABEz/QCfMTYsOSw0LDEsFAH//ylQOSw2NCwAAAAANtdQNA==";
/** Nothing repeats: a plain block. */
const PLAIN = "BCJNGGhAKAAAAAAAAAB1KAAAgAAOWuSssvZ4ODZy7KSazkDw3gp0HAImiCgGInwU6v5Q4K66BIxSVpgAAAAA";
/** 213,689 bytes in linked blocks of 64 KiB with checksums, without its size. */
const LINKED = [
  "BCJNGFBAwIkEAAD/////cjA7MTsyOzM7NDs1OzY7Nzs4Ozk7MTA7MTE7MTI7MTM7MTQ7MTU7MTY7MTc7MTg7MTk7MjA7MjE7MjI7",
  "MjM7MjQ7MjU7MjY7Mjc7Mjg7Mjk7MzA7MzE7MzI7MzM7MzQ7MzU7MzY7Mzc7Mzg7Mzk7NDA7NDE7NDI7NDM7NDQ7NDU7NDY7NDc7",
  "NDg7NDk7NTA7NTE7NTI7NTM7NTQ7NTU7NTY7NTc7NTg7NTk7NjA7NjE7NjI7NjM7NjQ7NjU7NjY7Njc7Njg7Njk7NzA7NzE7NzI7",
  "NzM7NzQ7NzU7NzY7Nzc7Nzg7Nzk7ODA7ODE7ODI7ODM7ODQ7ODU7ODY7ODc7ODg7ODk7OTA7OTE7OTI7OTM7OTQ7OTU7OTY7OTc7",
  "OTg7OTk7MTAwOzEwMTsxMDI7MTAzOzEwNDsxMDU7MTA2OzEwNzsxMDg7MTA5OzExMDsxMTE7MTEyOzExMzsxMTQ7MTE1OzExNjsx",
  "MTc7MTE4OzExOTsxMjA7MTIxOzEyMjsxMjM7MTI0OzEyNTsxMjY7MTI3OzEyODsxMjk7MTMwOzEzMTsxMzI7MTMzOzEzNDsxMzU7",
  "MTM2OzEzNzsxMzg7MTM5OzE0MDsxNDE7MTQyOzE0MzsxNDQ7MTQ1OzE0NjsxNDc7MTQ4OzE0OTsxNTA7MTUxOzE1MjsxNTM7MTU0",
  "OzE1NTsxNTY7MTU3OzE1ODsxNTk7MTYwOzE2MTsxNjI7MTYzOzE2NDsxNjU7MTY2OzE2NzsxNjg7MTY5OzE3MDsxNzE7MTcyOzE3",
  "MzsxNzQ7MTc1OzE3NjsxNzc7MTc4OzE3OTsxODA7MTgxOzE4MjsxODM7MTg0OzE4NTsxODY7MTg3OzE4ODsxODk7MTkwOzE5MTsx",
  "OTI7MTkzOzE5NDsxOTU7MTk2OzE5NzsxOTg7MTk5OzIwMDsyMDE7MjAyOzIwMzsyMDQ7MjA1OzIwNjsyMDc7MjA4OzIwOTsyMTA7",
  "MjExOzIxMjsyMTM7MjE0OzIxNTsyMTY7MjE3OzIxODsyMTk7MjIwOzIyMTsyMjI7MjIzOzIyNDsyMjU7MjI2OzIyNzsyMjg7MjI5",
  "OzIzMDsyMzE7MjMyOzIzMzsyMzQ7MjM1OzIzNjsyMzc7MjM4OzIzOTsyNDA7MjQxOzI0MjsyNDM7MjQ0OzI0NTsyNDY7MjQ3OzI0",
  "ODsyNDk7MjUwO34D////////////////////////////////////////////////////////////////////////////////////",
  "////////////////////////////////////////////////////////////////////////////////////////////////////",
  "////////////////////////////////////////////////////////////////////////////////////////////////////",
  "/////////////////////////////////////////////////////2dQOTM7OTTaIYtnCgEAAA/u/v//////////////////////",
  "////////////////////////////////////////////////////////////////////////////////////////////////////",
  "////////////////////////////////////////////////////////////////////////////////////////////////////",
  "////////////////////////////////////////////////////////////////////////////////////////////////////",
  "///////////////////oUDYzOzE262CAWAoBAAAPfgP/////////////////////////////////////////////////////////",
  "////////////////////////////////////////////////////////////////////////////////////////////////////",
  "////////////////////////////////////////////////////////////////////////////////////////////////////",
  "////////////////////////////////////////////////////////////////////////////////////6FA7MjMyO/ddI4BM",
  "AAAAD+7+////////////////////////////////////////////////////////////////////////////////////////41A5",
  "OzEwO8RtcX4AAAAA",
].join("");

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

describe("LZ4 frames", () => {
  it("of the reference implementation unpack: packed, plain, linked, with checksums and without sizes", () => {
    const squares = Array.from({ length: 300 }, (_, i) => `${(i * i) % 97},`).join("");
    expect(Buffer.from(unpackLz4(bytes(SQUARES), 851)).toString()).toBe(squares);
    const plain = Uint8Array.from({ length: 40 }, (_, i) => (i * 7919 + i * i * 31) % 256);
    expect(unpackLz4(bytes(PLAIN), 40)).toEqual(plain);
    const big = unpackLz4(bytes(LINKED), 213_689);
    expect(createHash("sha256").update(big).digest("hex")).toBe(
      "84c73d00bd831554ca72205e5f05e3c6e828fa55f3250c5288fdabbcb45c8bbc",
    );
  });

  it("that are cut, of another size or meddled with are refused, and never run away", () => {
    const frame = bytes(SQUARES);
    for (let length = 0; length < frame.length; length++) {
      expect(() => unpackLz4(frame.subarray(0, length), 851), `${length} bytes`).toThrow(RangeError);
    }
    for (const size of [0, 850, 852]) expect(() => unpackLz4(frame, size)).toThrow(RangeError);
    for (let at = 4; at < frame.length; at++) {
      const meddled = frame.slice();
      meddled[at] = (meddled[at] ?? 0) ^ 0xff;
      try {
        expect(unpackLz4(meddled, 851)).toHaveLength(851);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }
  });
});
