/**
 * The file `.idsig` of APK Signature Scheme v4 (https://source.android.com/docs/security/features/apksigning/v4):
 *
 *     u32 version (2) · prefixed hashing info · prefixed signing infos · prefixed hash tree
 *     hashing info: u32 hash algorithm · u8 log2 of block size · prefixed salt · prefixed root hash
 *     signing info: prefixed APK digest · prefixed certificate · prefixed additional data · prefixed public key
 *                   · u32 signature algorithm id · prefixed signature
 *     signing infos: signing info · (u32 block id · prefixed signing info) …
 *
 * Signed is: u32 length of what is signed · u64 size of the APK · hashing info · APK digest · certificate · additional data.
 */

import { ByteReader, OutOfBytes } from '../../../base/byteReader.ts';
import { ByteWriter } from '../../../base/byteWriter.ts';
import { concatBytes, type Bytes } from '../../../base/bytes.ts';
import { encodePrefixed, readPrefixed, u32Bytes } from '../lengthPrefixed.ts';
import { v4Version } from './constants.ts';

export interface V4HashingInfo {
  readonly hashAlgorithm: number;
  readonly logBlockSize: number;
  readonly salt: Bytes;
  readonly rootHash: Bytes;
}

export interface V4SigningInfo {
  readonly apkDigest: Bytes;
  readonly certificate: Bytes;
  readonly additionalData: Bytes;
  readonly publicKey: Bytes;
  readonly algorithmId: number;
  readonly signature: Bytes;
}

export interface Idsig {
  readonly hashing: V4HashingInfo;
  /** The main one first, then those of other scheme blocks. */
  readonly signings: readonly [V4SigningInfo, ...V4SigningInfo[]];
  /** Absent when the file ends before it. */
  readonly tree?: Bytes;
}

/** Each signing info costs a signature check; there are at most two. */
const maxSigningInfos = 8;

/** `undefined` when the bytes are not a v4 signature. */
export function parseIdsig(bytes: Bytes): Idsig | undefined {
  try {
    const reader = new ByteReader(bytes);
    if (reader.u32() !== v4Version) return undefined;
    const hashing = parseHashingInfo(new ByteReader(readPrefixed(reader)));
    const infos = new ByteReader(readPrefixed(reader));
    const signings: [V4SigningInfo, ...V4SigningInfo[]] = [parseSigningInfo(infos)];
    while (infos.remaining > 0) {
      if (signings.length === maxSigningInfos) return undefined;
      infos.skip(4);
      signings.push(parseSigningInfo(new ByteReader(readPrefixed(infos))));
    }
    return { hashing, signings, ...(reader.remaining > 0 && { tree: readPrefixed(reader) }) };
  } catch (error) {
    if (error instanceof OutOfBytes) return undefined;
    throw error;
  }
}

function parseHashingInfo(reader: ByteReader): V4HashingInfo {
  return { hashAlgorithm: reader.u32(), logBlockSize: reader.u8(), salt: readPrefixed(reader), rootHash: readPrefixed(reader) };
}

function parseSigningInfo(reader: ByteReader): V4SigningInfo {
  return {
    apkDigest: readPrefixed(reader),
    certificate: readPrefixed(reader),
    additionalData: readPrefixed(reader),
    publicKey: readPrefixed(reader),
    algorithmId: reader.u32(),
    signature: readPrefixed(reader),
  };
}

function encodeHashingInfo({ hashAlgorithm, logBlockSize, salt, rootHash }: V4HashingInfo): Bytes {
  return concatBytes(u32Bytes(hashAlgorithm), Uint8Array.of(logBlockSize), encodePrefixed(salt), encodePrefixed(rootHash));
}

function encodeSigningInfo(info: V4SigningInfo): Bytes {
  return concatBytes(
    encodePrefixed(info.apkDigest),
    encodePrefixed(info.certificate),
    encodePrefixed(info.additionalData),
    encodePrefixed(info.publicKey),
    u32Bytes(info.algorithmId),
    encodePrefixed(info.signature),
  );
}

export function encodeIdsig(hashing: V4HashingInfo, signing: V4SigningInfo, tree: Bytes): Bytes {
  return concatBytes(
    u32Bytes(v4Version),
    encodePrefixed(encodeHashingInfo(hashing)),
    encodePrefixed(encodeSigningInfo(signing)),
    encodePrefixed(tree),
  );
}

export function v4SignedData(apkSize: number, hashing: V4HashingInfo, signing: Omit<V4SigningInfo, 'algorithmId' | 'signature'>): Bytes {
  const rest = concatBytes(
    new ByteWriter().u64(BigInt(apkSize)).finish(),
    encodeHashingInfo(hashing),
    encodePrefixed(signing.apkDigest),
    encodePrefixed(signing.certificate),
    encodePrefixed(signing.additionalData),
  );
  return concatBytes(u32Bytes(rest.length + 4), rest);
}
