/**
 * Whether a file was encrypted as Intune wants it (ProfileVersion1, in Microsoft's sample for uploading apps): 32 bytes HMAC-SHA256 over all that follows,
 * 16 bytes initialization vector, then AES-256-CBC of the file with PKCS #7 padding.
 */

import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileShelf, type StoredFile } from '../support/storedFile.ts';

/** What was posted when the file was committed: binary values as base64. */
export interface FileEncryptionInfo {
  readonly encryptionKey?: string | null;
  readonly macKey?: string | null;
  readonly initializationVector?: string | null;
  readonly mac?: string | null;
  readonly profileIdentifier?: string | null;
  readonly fileDigest?: string | null;
  readonly fileDigestAlgorithm?: string | null;
}

export type Decrypted = { readonly plain: StoredFile } | { readonly wrong: string };

const lengths = { encryptionKey: 32, macKey: 32, initializationVector: 16, mac: 32, fileDigest: 32 } as const;
const headLength = 48;

/** `size`: of the plain file. */
export async function decryptFile(
  files: readonly StoredFile[],
  info: FileEncryptionInfo,
  size: number,
  shelf: FileShelf,
): Promise<Decrypted> {
  const values = Object.fromEntries(
    Object.keys(lengths).map((name) => [name, Buffer.from(info[name as keyof typeof lengths] ?? '', 'base64')]),
  );
  for (const [name, length] of Object.entries(lengths)) {
    if (values[name]?.length !== length) return { wrong: `${name} has ${values[name]?.length ?? 0} bytes, not ${length}` };
  }
  const { encryptionKey, macKey, initializationVector, mac, fileDigest } = values as Record<keyof typeof lengths, Buffer>;
  if (info.profileIdentifier !== 'ProfileVersion1') return { wrong: `profileIdentifier is ${info.profileIdentifier ?? 'missing'}` };
  if (info.fileDigestAlgorithm !== 'SHA256') return { wrong: `fileDigestAlgorithm is ${info.fileDigestAlgorithm ?? 'missing'}` };
  const hmac = createHmac('sha256', macKey);
  const decipher = createDecipheriv('aes-256-cbc', encryptionKey, initializationVector);
  const digest = createHash('sha256');
  const plain = shelf.create();
  let head: Buffer = Buffer.alloc(0);
  let wrong: string | undefined;
  async function* decrypt(): AsyncGenerator<Buffer> {
    for (const { path } of files) {
      for await (const piece of createReadStream(path ?? '') as AsyncIterable<Buffer>) {
        const missing = headLength - head.length;
        head = missing > 0 ? Buffer.concat([head, piece.subarray(0, missing)]) : head;
        const rest = missing > 0 ? piece.subarray(missing) : piece;
        if (missing > 0 && head.length === headLength) hmac.update(head.subarray(32));
        if (rest.length === 0) continue;
        hmac.update(rest);
        yield hashed(decipher.update(rest));
      }
    }
    try {
      yield hashed(decipher.final());
    } catch {
      wrong = 'the file cannot be decrypted with the posted key';
    }
  }
  function hashed(bytes: Buffer): Buffer {
    digest.update(bytes);
    return bytes;
  }
  await plain.append(decrypt());
  const stored = await plain.finish();
  if (!head.subarray(0, 32).equals(mac)) return { wrong: 'the file does not begin with the posted mac' };
  if (!head.subarray(32).equals(initializationVector))
    return { wrong: 'the file does not have the posted initialization vector after its mac' };
  if (!hmac.digest().equals(mac)) return { wrong: 'the mac is not that of initialization vector and encrypted file' };
  if (wrong !== undefined) return { wrong };
  if (!digest.digest().equals(fileDigest)) return { wrong: 'fileDigest is not that of the plain file' };
  if (stored.size !== size) return { wrong: `the plain file has ${stored.size} bytes, not ${size}` };
  return { plain: stored };
}
