/**
 * Whether a file on disk still has the content that was offered. Size and modification time can be set by anybody who can
 * write the file; its identity (device, inode, change time) cannot. Where the identity is not the one whose content was
 * checked, the content is hashed again before anything of it is sent.
 */

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

export interface OfferedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal; becomes the entity tag. */
  readonly sha256: string;
  readonly mediaType: string;
  /** The name the client saves it under. */
  readonly fileName: string;
  /** The identity under which the content was found to have this hash. */
  readonly verified?: FileIdentity;
}

export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly sizeBytes: bigint;
  readonly modifiedNs: bigint;
  readonly changedNs: bigint;
}

/** A file system may keep times in steps of up to two seconds: a later change within the same step does not show. */
const settledNs = 2_500_000_000n;
const pieceBytes = 256 * 1024;

export class OfferedContent {
  /** By offer, the identity whose content was found right or wrong last. */
  readonly #known = new WeakMap<OfferedFile, { readonly identity: FileIdentity; readonly isOffered: boolean }>();
  /** Checks under way: many clients that ask at once wait for one. */
  readonly #checks = new Map<string, Promise<boolean>>();

  /** The open file while it has the offered content; the caller closes it. */
  async open(file: OfferedFile): Promise<FileHandle | undefined> {
    const handle = await openRegularFile(file.path);
    if (!handle) return undefined;
    try {
      if (await this.#isOffered(file, handle)) return handle;
    } catch {
      // The disk failed, or the file shrank while it was read.
    }
    await handle.close();
    return undefined;
  }

  async #isOffered(file: OfferedFile, handle: FileHandle): Promise<boolean> {
    const identity = await identityOf(handle);
    if (identity.sizeBytes !== BigInt(file.sizeBytes)) return false;
    if (file.verified && isSameIdentity(file.verified, identity)) return true;
    const known = this.#known.get(file);
    if (known && isSameIdentity(known.identity, identity)) return known.isOffered;
    const key = `${file.sha256} ${Object.values(identity).join(' ')}`;
    const running = this.#checks.get(key);
    if (running) return await running;
    const check = this.#check(file, handle).finally(() => this.#checks.delete(key));
    this.#checks.set(key, check);
    return await check;
  }

  async #check(file: OfferedFile, handle: FileHandle): Promise<boolean> {
    const { sha256, settledIdentity } = await hashOpenFile(handle);
    const isOffered = sha256 === file.sha256;
    if (settledIdentity) this.#known.set(file, { identity: settledIdentity, isOffered });
    return isOffered;
  }
}

/** The hash, and the identity it belongs to where a later change of the file is sure to show in it. */
export async function hashOpenFile(
  handle: FileHandle,
): Promise<{ readonly sha256: string; readonly settledIdentity: FileIdentity | undefined }> {
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  const before = await identityOf(handle);
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(piece, 0, pieceBytes, at);
    if (bytesRead === 0) break;
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
  const isSettled = isSameIdentity(before, await identityOf(handle)) && nowNs - before.changedNs > settledNs;
  return { sha256: hash.digest('hex'), settledIdentity: isSettled ? before : undefined };
}

export async function identityOf(handle: FileHandle): Promise<FileIdentity> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await handle.stat({ bigint: true });
  return { device: dev, inode: ino, sizeBytes: size, modifiedNs: mtimeNs, changedNs: ctimeNs };
}

export function isSameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return (
    a.device === b.device &&
    a.inode === b.inode &&
    a.sizeBytes === b.sizeBytes &&
    a.modifiedNs === b.modifiedNs &&
    a.changedNs === b.changedNs
  );
}

/** Without waiting for a writer, if the path is a pipe. */
export async function openRegularFile(path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle | undefined;
  try {
    // Windows has no such flag, and no pipes among its files.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if ((await handle.stat()).isFile()) return handle;
  } catch {
    // Gone, or not to be read.
  }
  await handle?.close();
  return undefined;
}
