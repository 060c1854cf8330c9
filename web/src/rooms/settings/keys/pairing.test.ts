import { encodeQR } from "qr";
import readCode from "qr/decode.js";
import { describe, expect, it } from "vitest";
import { codePicture, isOnlyHere, pairingAddress } from "./pairing.ts";

describe("pairing", () => {
  it("names the server and the key, and nothing else", () => {
    const address = new URL(pairingAddress("https://trajectory.example.org:8443", "trajectory_a-b_c"));
    expect([address.protocol, address.host, ...address.searchParams]).toEqual([
      "trajectory:",
      "pair",
      ["server", "https://trajectory.example.org:8443"],
      ["token", "trajectory_a-b_c"],
    ]);
  });

  it.each([
    ["http://localhost:8080", true],
    ["http://127.0.0.1:8080", true],
    ["http://[::1]:8080", true],
    ["http://192.168.0.7:8080", false],
    ["https://trajectory.example.org", false],
  ])("%s is only here: %s", (server, only) => {
    expect(isOnlyHere(server)).toBe(only);
  });

  it("is drawn as squares that a camera reads back", () => {
    const text = pairingAddress("https://trajectory.example.org", `trajectory_${"x".repeat(43)}`);
    const rows = encodeQR(text, "raw", { border: 4 });
    const size = rows.length;
    // Four dots a square, drawn from the picture.
    const scale = 4;
    const width = size * scale;
    const data = new Uint8Array(width * width * 4).fill(255);
    for (const [, x, y] of decodeURIComponent(codePicture(rows)).matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
      for (let dy = 0; dy < scale; dy++) {
        for (let dx = 0; dx < scale; dx++) {
          const at = ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4;
          data.fill(0, at, at + 3);
        }
      }
    }
    expect(readCode({ width, height: width, data })).toBe(text);
  });
});
