/**
 * What a push service takes: the message encrypted for one browser (RFC 8291, on the coding of RFC 8188), and who sends it,
 * signed (RFC 8292). The push service sees how long the message is, and nothing of it.
 */
import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
} from "node:crypto";

const CURVE = "prime256v1";
/** Larger than any message: it is one record. */
const RECORD_BYTES = 4_096;
const TAG_BYTES = 16;
const LAST_RECORD = 2;
/** A token counts so long; services refuse more than 24 h. */
const TOKEN_S = 12 * 3_600;
/** Of an uncompressed point of P-256. */
const POINT_BYTES = 65;
const AUTH_BYTES = 16;

/** What a browser gives away for others to write to it. */
export interface BrowserKeys {
  /** Point of P-256, uncompressed: 65 bytes. */
  p256dh: Buffer;
  /** 16 bytes. */
  auth: Buffer;
}

/** Who sends, the same on every node. */
export interface ServerKeys {
  /** Point of P-256, uncompressed: 65 bytes. */
  publicKey: Buffer;
  /** PKCS #8 in DER. */
  privateKey: Buffer;
}

/** Chosen anew for each message; given only to compare with published examples. */
interface Chosen {
  salt: Buffer;
  /** Scalar of the key pair of this message. */
  privateKey: Buffer;
}

export function newServerKeys(): ServerKeys {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: CURVE });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  return {
    publicKey: Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]),
    privateKey: privateKey.export({ format: "der", type: "pkcs8" }),
  };
}

/** Whether a message can be encrypted for these. */
export function areBrowserKeys({ p256dh, auth }: BrowserKeys): boolean {
  if (p256dh.length !== POINT_BYTES || p256dh[0] !== 4 || auth.length !== AUTH_BYTES) return false;
  const x = p256dh.subarray(1, 33).toString("base64url");
  const y = p256dh.subarray(33).toString("base64url");
  try {
    createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
    return true;
  } catch {
    return false;
  }
}

/**
 * The body of a push, `aes128gcm`: salt, record size and public key before one record.
 * @param paddedTo bytes that the text takes up at least, so that its length does not show
 */
export function encryptPush(
  text: Buffer,
  { p256dh, auth }: BrowserKeys,
  paddedTo = 0,
  chosen?: Chosen,
): Buffer {
  const own = createECDH(CURVE);
  if (chosen === undefined) own.generateKeys();
  else own.setPrivateKey(chosen.privateKey);
  const salt = chosen?.salt ?? randomBytes(16);
  const ownPublic = own.getPublicKey();
  const about = Buffer.concat([Buffer.from("WebPush: info\0"), p256dh, ownPublic]);
  const key = derive(own.computeSecret(p256dh), auth, about, 32);
  const contentKey = derive(key, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(key, salt, Buffer.from("Content-Encoding: nonce\0"), 12);

  const record = Buffer.alloc(Math.max(text.length, paddedTo) + 1);
  if (record.length + TAG_BYTES > RECORD_BYTES)
    throw new RangeError(`${text.length} bytes are too many for a push.`);
  text.copy(record);
  record[text.length] = LAST_RECORD;
  const cipher = createCipheriv("aes-128-gcm", contentKey, nonce);
  const head = Buffer.alloc(salt.length + 5);
  salt.copy(head);
  head.writeUInt32BE(RECORD_BYTES, salt.length);
  head[salt.length + 4] = ownPublic.length;
  return Buffer.concat([head, ownPublic, cipher.update(record), cipher.final(), cipher.getAuthTag()]);
}

/**
 * The header `Authorization`.
 * @param origin of the push service; @param now ms; @param contact whom it may ask, `https:` or `mailto:`
 */
export function signPush(
  { publicKey, privateKey }: ServerKeys,
  origin: string,
  now: number,
  contact: string | undefined,
): string {
  const claims = {
    aud: origin,
    exp: Math.floor(now / 1_000) + TOKEN_S,
    ...(contact === undefined ? {} : { sub: contact }),
  };
  const signed = `${json({ typ: "JWT", alg: "ES256" })}.${json(claims)}`;
  const key = createPrivateKey({ key: privateKey, format: "der", type: "pkcs8" });
  const signature = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return `vapid t=${signed}.${signature.toString("base64url")}, k=${publicKey.toString("base64url")}`;
}

function derive(secret: Buffer, salt: Buffer, about: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, about, bytes));
}

function json(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
