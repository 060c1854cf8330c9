import { createPublicKey, randomBytes, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decryptPush, newBrowser } from "./testing/browser.ts";
import { areBrowserKeys, encryptPush, newServerKeys, signPush } from "./web-push.ts";

const bytes = (base64url: string): Buffer => Buffer.from(base64url, "base64url");

describe("encryptPush", () => {
  it("makes the message of RFC 8291, appendix A, byte by byte", () => {
    const browser = {
      p256dh: bytes(
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      ),
      auth: bytes("BTBZMqHH6r4Tts7J_aSIgg"),
    };
    const chosen = {
      salt: bytes("DGv6ra1nlYgDCS1FRnbzlw"),
      privateKey: bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
    };
    const text = Buffer.from("When I grow up, I want to be a watermelon");
    expect(encryptPush(text, browser, 0, chosen).toString("base64url")).toBe(
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz" +
        "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
    );
  });

  it("is read by the browser alone, and looks the same whatever its length", async () => {
    const [browser, other] = [await newBrowser(), await newBrowser()];
    const short = encryptPush(Buffer.from("η"), browser.keys, 2_048);
    const long = encryptPush(Buffer.from("x".repeat(2_000)), browser.keys, 2_048);
    expect(long.length).toBe(short.length);
    expect(await decryptPush(browser, short)).toBe("η");
    expect(await decryptPush(browser, long)).toBe("x".repeat(2_000));
    await expect(decryptPush(other, short)).rejects.toThrow();
    expect(encryptPush(Buffer.from("η"), browser.keys, 2_048).equals(short)).toBe(false);
    expect(() => encryptPush(randomBytes(4_096), browser.keys)).toThrow(RangeError);
  });
});

describe("areBrowserKeys", () => {
  it("takes points of the curve with a secret, and nothing else", async () => {
    const { keys } = await newBrowser();
    expect(areBrowserKeys(keys)).toBe(true);
    expect(areBrowserKeys({ ...keys, auth: randomBytes(15) })).toBe(false);
    expect(areBrowserKeys({ ...keys, p256dh: Buffer.concat([Buffer.of(4), randomBytes(64)]) })).toBe(false);
    expect(areBrowserKeys({ ...keys, p256dh: keys.p256dh.subarray(1) })).toBe(false);
  });
});

describe("signPush", () => {
  it("says for whom and until when, in a signature that its key verifies", () => {
    const keys = newServerKeys();
    const now = 1_795_000_000_000;
    const header = signPush(keys, "https://push.example.org", now, "https://home.example.org");
    const [, head = "", claims = "", signature = "", key = ""] =
      /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(header) ?? [];
    expect(JSON.parse(bytes(head).toString())).toEqual({ typ: "JWT", alg: "ES256" });
    expect(JSON.parse(bytes(claims).toString())).toEqual({
      aud: "https://push.example.org",
      exp: now / 1_000 + 43_200,
      sub: "https://home.example.org",
    });
    const point = bytes(key);
    expect(point.equals(keys.publicKey)).toBe(true);
    const jwk = {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    };
    const publicKey = {
      key: createPublicKey({ key: jwk, format: "jwk" }),
      dsaEncoding: "ieee-p1363",
    } as const;
    const isRight = (text: string) => verify("sha256", Buffer.from(text), publicKey, bytes(signature));
    expect(isRight(`${head}.${claims}`)).toBe(true);
    expect(isRight(`${head}.${claims}x`)).toBe(false);
  });
});
