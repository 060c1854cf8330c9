/** A browser as push services know it, on Web Crypto: it shares no line with what encrypts. */
import { randomBytes, webcrypto } from "node:crypto";
import type { BrowserKeys } from "../web-push.ts";

export interface Browser {
  keys: BrowserKeys;
  pair: webcrypto.CryptoKeyPair;
}

const ECDH = { name: "ECDH", namedCurve: "P-256" };

export async function newBrowser(): Promise<Browser> {
  const pair = await webcrypto.subtle.generateKey(ECDH, true, ["deriveBits"]);
  const p256dh = Buffer.from(await webcrypto.subtle.exportKey("raw", pair.publicKey));
  return { pair, keys: { p256dh, auth: randomBytes(16) } };
}

/** The text of a push in `aes128gcm`. @throws where it was not meant for this browser, or is damaged */
export async function decryptPush({ keys, pair }: Browser, body: Buffer): Promise<string> {
  const { subtle } = webcrypto;
  const salt = body.subarray(0, 16);
  const idBytes = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idBytes);
  const theirs = await subtle.importKey("raw", sender, ECDH, false, []);
  const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
  const about = Buffer.concat([Buffer.from("WebPush: info\0"), keys.p256dh, sender]);
  const secret = await hkdf(shared, keys.auth, about, 256);
  const contentKey = await hkdf(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 128);
  const iv = await hkdf(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 96);
  const key = await subtle.importKey("raw", contentKey, "AES-GCM", false, ["decrypt"]);
  const record = Buffer.from(await subtle.decrypt({ name: "AES-GCM", iv }, key, body.subarray(21 + idBytes)));
  const end = record.findLastIndex((byte) => byte !== 0);
  if (record[end] !== 2) throw new Error("This is not the last record.");
  return record.subarray(0, end).toString("utf8");
}

async function hkdf(
  secret: ArrayBuffer,
  salt: Uint8Array,
  info: Uint8Array,
  bits: number,
): Promise<ArrayBuffer> {
  const key = await webcrypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const by = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(salt), info: new Uint8Array(info) };
  return webcrypto.subtle.deriveBits(by, key, bits);
}
