// Verifies KL1 tokens (license files, signed answers) with the built-in crypto of Node 18 or later.
// Only types that a stripper can erase: `node verify.ts ../vectors/kl1.json` runs it on Node 22.18 or later
// (22.6 with --experimental-strip-types) and checks it against the test vectors.

import { createHash, createPublicKey, type KeyObject, verify as signatureFits } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

export type Purpose = "device" | "registration" | "answer";
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Payload = { [name: string]: Json };
export type Code =
  | "malformed"
  | "wrong_purpose"
  | "revoked_key"
  | "unknown_key"
  | "bad_signature"
  | "bad_payload";

export class InvalidToken extends Error {
  readonly code: Code;

  constructor(code: Code) {
    super(`This token must not be believed: ${code}`);
    this.code = code;
  }
}

const LONGEST = 65_536;
const PRIME = 2n ** 255n - 19n;
const ORDER_EIGHT = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
// Keys for which anybody can make signatures: the points of small order.
const WEAK = new Set([0n, 1n, PRIME - 1n, ORDER_EIGHT, PRIME - ORDER_EIGHT]);
const KEY_HEADER = Buffer.from("302a300506032b6570032100", "hex");

/** The keys that the program trusts, by id. Build them in; a list from the network may only take keys away. */
export function trustedKeys(publicKeys: Iterable<string>): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const text of publicKeys) {
    const raw = Buffer.from(text, "base64");
    if (raw.length !== 32 || raw.toString("base64") !== text) {
      throw new RangeError("a public key is 32 bytes in base64");
    }
    const number = BigInt("0x" + Buffer.from(raw).reverse().toString("hex")) & (2n ** 255n - 1n);
    if (number >= PRIME || WEAK.has(number)) throw new RangeError("this public key proves nothing");
    const id = createHash("sha256").update(raw).digest("hex").slice(0, 16);
    const der = Buffer.concat([KEY_HEADER, raw]);
    keys.set(id, createPublicKey({ key: der, format: "der", type: "spki" }));
  }
  return keys;
}

/** The payload of a token of this purpose, signed by one of these keys; InvalidToken for every other text. */
export function verify(
  token: string,
  purpose: Purpose,
  keys: ReadonlyMap<string, KeyObject>,
  revoked: ReadonlySet<string> = new Set(),
): Payload {
  const parts = token.length <= LONGEST ? token.split(".") : [];
  if (parts.length !== 5 || parts[0] !== "KL1") throw new InvalidToken("malformed");
  const [, stated, keyId, payload, signature] = parts as [string, string, string, string, string];
  if (stated !== purpose) throw new InvalidToken("wrong_purpose");
  if (revoked.has(keyId)) throw new InvalidToken("revoked_key");
  const key = keys.get(keyId);
  if (key === undefined) throw new InvalidToken("unknown_key");
  const bytes = bytesOf(signature);
  const signed = Buffer.from(token.slice(0, -signature.length - 1), "utf8");
  if (bytes === null || bytes.length !== 64 || !signatureFits(null, signed, key, bytes)) {
    throw new InvalidToken("bad_signature");
  }
  return contentOf(bytesOf(payload));
}

/** Base64url without padding in its one form, or null. */
function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : null;
}

/** Canonical JSON of version 1. Parsing forgives and forgets a lot; writing it again shows whether it did. */
function contentOf(bytes: Buffer | null): Payload {
  try {
    if (bytes === null) throw new RangeError("not canonical base64url");
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text) as Json;
    if (canonical(value) !== text) throw new RangeError("not canonical JSON");
    if (value === null || typeof value !== "object" || Array.isArray(value) || value["v"] !== 1) {
      throw new RangeError("not of version 1");
    }
    return value;
  } catch {
    throw new InvalidToken("bad_payload");
  }
}

/** The one way to write a value: names sorted by code point, whole numbers, no white space. */
function canonical(value: Json): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new RangeError("number");
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const names = Object.keys(value).sort(byCodePoint);
  return `{${names.map((name) => `${quoted(name)}:${canonical(value[name] as Json)}`).join(",")}}`;
}

function quoted(text: string): string {
  // Half of a letter: JavaScript can hold it, UTF-8 cannot.
  if (/\p{Surrogate}/u.test(text)) throw new RangeError("half a letter");
  return JSON.stringify(text);
}

/** JavaScript sorts by UTF-16 units, which puts letters beyond 16 bits too early. UTF-8 bytes sort by code point. */
function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one, "utf8"), Buffer.from(other, "utf8"));
}

type Vectors = {
  keys: { public_key: string }[];
  revoked: string[];
  weak_keys: string[];
  valid: { name: string; purpose: Purpose; token: string; payload: Payload }[];
  invalid: { reason: string; purpose: Purpose; token: string; code: Code }[];
};

/** What is wrong with this verifier, by the test vectors; empty when nothing is. */
export function failures(vectors: Vectors): string[] {
  const keys = trustedKeys(vectors.keys.map((key) => key.public_key));
  const revoked = new Set(vectors.revoked);
  const outcome = (token: string, purpose: Purpose): string => {
    try {
      return canonical(verify(token, purpose, keys, revoked));
    } catch (error) {
      return error instanceof InvalidToken ? error.code : String(error);
    }
  };
  const wrong: string[] = [];
  for (const { name, purpose, token, payload } of vectors.valid) {
    if (outcome(token, purpose) !== canonical(payload)) wrong.push(`${purpose}, valid: ${name}`);
  }
  for (const { reason, purpose, token, code } of vectors.invalid) {
    const found = outcome(token, purpose);
    if (found !== code) wrong.push(`${purpose}, ${reason}: ${found} instead of ${code}`);
  }
  for (const weak of vectors.weak_keys) {
    try {
      trustedKeys([weak]);
      wrong.push(`weak key taken: ${weak}`);
    } catch {
      continue;
    }
  }
  return wrong;
}

const file = process.argv[2];
if (file !== undefined && import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const vectors = JSON.parse(readFileSync(file, "utf8")) as Vectors;
  const wrong = failures(vectors);
  for (const line of wrong) console.error(line);
  console.log(`${vectors.valid.length} valid, ${vectors.invalid.length} invalid, ${wrong.length} wrong`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
