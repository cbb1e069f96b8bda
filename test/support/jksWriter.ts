/** Writes JKS keystores for tests; the product only reads them. */

import { type KeyObject } from 'node:crypto';
import { ByteWriter } from '../../src/core/base/byteWriter.ts';
import { concatBytes, type Bytes } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { derNull, derOctetString, derSequence, derObjectIdentifier } from '../../src/core/formats/asn1/derWriter.ts';
import { jksDigest, jksMagic } from '../../src/core/formats/java-keystore/jksStructure.ts';
import { javaPasswordBytes, keyProtectorAlgorithm, protectKey } from '../../src/core/formats/java-keystore/keyProtector.ts';
import { encodeModifiedUtf8 } from '../../src/core/base/modifiedUtf8.ts';

export interface JksTestEntry {
  readonly alias: string;
  /** Absent for a trusted certificate. */
  readonly key?: { readonly privateKey: KeyObject; readonly password: string };
  readonly certificates: readonly Bytes[];
}

export interface JksTestStore {
  readonly entries: readonly JksTestEntry[];
  readonly password: string;
  readonly version?: 1 | 2;
}

export function writeJks({ entries, password, version = 2 }: JksTestStore): Bytes {
  const writer = new ByteWriter({ littleEndian: false });
  const text = (value: string): void => {
    const bytes = encodeModifiedUtf8(value);
    writer.u16(bytes.length).bytes(bytes);
  };
  const certificate = (der: Bytes): void => {
    if (version === 2) text('X.509');
    writer.u32(der.length).bytes(der);
  };
  writer.u32(jksMagic).u32(version).u32(entries.length);
  for (const { alias, key, certificates } of entries) {
    writer.u32(key ? 1 : 2);
    text(alias);
    writer.u64(1_700_000_000_000n);
    if (key) {
      const plain = key.privateKey.export({ type: 'pkcs8', format: 'der' });
      const hidden = protectKey(plain, javaPasswordBytes(new Secret(key.password)), new Uint8Array(20).fill(9));
      const info = derSequence(derSequence(derObjectIdentifier(keyProtectorAlgorithm), derNull()), derOctetString(hidden));
      writer.u32(info.length).bytes(info).u32(certificates.length);
    }
    for (const der of certificates) certificate(der);
  }
  const content = writer.finish();
  return concatBytes(content, jksDigest(javaPasswordBytes(new Secret(password)), content));
}
