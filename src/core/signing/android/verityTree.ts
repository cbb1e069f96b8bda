/**
 * The hash tree of fs-verity (https://www.kernel.org/doc/html/latest/filesystems/fsverity.html, "Merkle tree") with SHA-256
 * and pages of 4096 bytes: each level contains the hashes of the pages of the level below, filled with zeros to a whole page,
 * until one page is left. Anyone who hashes the lowest level passes its digests; the levels above are made here.
 */

import { createHash } from 'node:crypto';
import { concatBytes, emptyBytes, type Bytes } from '../../base/bytes.ts';

export const verityPageSize = 4096;

/** The v2 and v3 schemes salt their tree with eight zero bytes; fs-verity itself, and v4, with none. */
export const apkVeritySalt: Bytes = new Uint8Array(8);

/** Hashes of all pages of the bytes; the last page is filled with zeros. */
export function hashPages(bytes: Bytes, salt: Bytes): Bytes {
  const hashes = new Uint8Array(Math.ceil(bytes.length / verityPageSize) * 32);
  let at = 0;
  for (let offset = 0; offset < bytes.length; offset += verityPageSize, at += 32) {
    const page = bytes.subarray(offset, offset + verityPageSize);
    const hash = createHash('sha256').update(salt).update(page);
    if (page.length < verityPageSize) hash.update(new Uint8Array(verityPageSize - page.length));
    hashes.set(hash.digest(), at);
  }
  return hashes;
}

function fillPage(bytes: Bytes): Bytes {
  const over = bytes.length % verityPageSize;
  return over === 0 ? bytes : concatBytes(bytes, new Uint8Array(verityPageSize - over));
}

/**
 * All levels above the data, topmost first, each filled to whole pages. `pageHashes` are those of the whole pages of the
 * data, `tail` is what follows them.
 */
export function buildVerityTree(pageHashes: Bytes, tail: Bytes, salt: Bytes): readonly Bytes[] {
  const levels = [fillPage(concatBytes(pageHashes, hashPages(tail, salt)))];
  let top = levels[0] ?? emptyBytes;
  while (top.length > verityPageSize) {
    top = fillPage(hashPages(top, salt));
    levels.unshift(top);
  }
  return levels;
}

/** The hash of the topmost page. */
export function verityRoot(pageHashes: Bytes, tail: Bytes, salt: Bytes): Bytes {
  const top = buildVerityTree(pageHashes, tail, salt)[0] ?? emptyBytes;
  return hashPages(top, salt);
}
