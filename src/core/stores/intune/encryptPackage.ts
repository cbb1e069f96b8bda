/**
 * A package as Intune stores it, encrypted while it is read:
 *
 *   32 bytes  HMAC-SHA256 of what follows, with the second key
 *   16 bytes  initialization vector
 *   rest      AES-256-CBC with PKCS #7 padding of the package
 *
 * The first 32 bytes are known only at the end, so they come last, as a block of their own that the list of blocks names first.
 * Source: Microsoft's sample of uploading line-of-business apps (profile "ProfileVersion1").
 */

import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { type ByteSource } from '../../base/byteSource.ts';
import { type Bytes } from '../../base/bytes.ts';
import { type Random } from '../../ports/random.ts';
import { filePieces } from '../filePieces.ts';

/** The keys are for one file, and made for it. */
export interface PackageKeys {
  readonly encryptionKey: Bytes;
  readonly macKey: Bytes;
  readonly initializationVector: Bytes;
}

export interface PackageSeal {
  readonly mac: Bytes;
  /** SHA-256 of the package itself. */
  readonly fileDigest: Bytes;
}

const cipherBlockBytes = 16;
const macBytes = 32;

export function newPackageKeys(random: Random): PackageKeys {
  return { encryptionKey: random.bytes(32), macKey: random.bytes(32), initializationVector: random.bytes(cipherBlockBytes) };
}

export function encryptedSize(sizeBytes: number): number {
  return macBytes + cipherBlockBytes + cipherBlockBytes * (Math.floor(sizeBytes / cipherBlockBytes) + 1);
}

/**
 * Everything behind the first 32 bytes, in blocks of `blockBytes`, of which the last may be shorter. A block is written over when the next but
 * one is asked for. The seal is the value that the generator returns.
 */
export async function* encryptPackage(source: ByteSource, keys: PackageKeys, blockBytes: number): AsyncGenerator<Bytes, PackageSeal> {
  const cipher = createCipheriv('aes-256-cbc', keys.encryptionKey, keys.initializationVector);
  const mac = createHmac('sha256', keys.macKey);
  const digest = createHash('sha256');
  const buffers = [new Uint8Array(blockBytes), new Uint8Array(blockBytes)] as const;
  let count = 0;
  let filled = 0;
  function* fill(bytes: Bytes): Generator<Bytes> {
    mac.update(bytes);
    for (let at = 0; at < bytes.length;) {
      const target = buffers[count % 2 === 0 ? 0 : 1];
      const part = bytes.subarray(at, at + blockBytes - filled);
      target.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < blockBytes) continue;
      count += 1;
      filled = 0;
      yield target;
    }
  }
  yield* fill(keys.initializationVector);
  for await (const piece of filePieces(source, 0, source.size)) {
    digest.update(piece);
    yield* fill(cipher.update(piece));
  }
  yield* fill(cipher.final());
  if (filled > 0) yield buffers[count % 2 === 0 ? 0 : 1].subarray(0, filled);
  return { mac: mac.digest(), fileDigest: digest.digest() };
}
