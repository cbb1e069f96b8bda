/**
 * Whether a file on disk still has the content that was offered. Size and modification time can be set by anyone who can
 * write the file; its identity (device, inode, change time) cannot. Where the identity is not the one whose content was
 * checked, the content is hashed again before anything of it is sent.
 */

import { type FileHandle } from 'node:fs/promises';
import { fileIdentity } from '../../node/fileIdentity.ts';
import { hashOpenFile, openRegularFile } from '../../node/hashedFile.ts';

export interface OfferedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal; becomes the entity tag. */
  readonly sha256: string;
  readonly mediaType: string;
  /** The name the client saves it under. */
  readonly fileName: string;
  /** The identity under which the content was found to have this hash. */
  readonly verified?: string;
}

export class OfferedContent {
  /** By offer, the identity whose content was found right or wrong last. */
  readonly #known = new WeakMap<OfferedFile, { readonly identity: string; readonly isOffered: boolean }>();
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
    const found = await handle.stat({ bigint: true });
    if (found.size !== BigInt(file.sizeBytes)) return false;
    const identity = fileIdentity(found);
    if (file.verified === identity) return true;
    const known = this.#known.get(file);
    if (known?.identity === identity) return known.isOffered;
    const key = `${file.sha256} ${identity}`;
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
