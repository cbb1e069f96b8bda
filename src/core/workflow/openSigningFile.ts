/** Reads a keystore, certificate or profile of the settings, or says what keeps it from being read and what is doubtful about how it is there. */

import { type Bytes } from '../base/bytes.ts';
import { isFailure } from '../base/failure.ts';
import { type FileStat } from '../ports/fileSystem.ts';
import { type SigningWorld } from './workflowWorld.ts';

/** Who else may have a secret file. */
export interface Exposure {
  readonly isReadableByAll: boolean;
  readonly isTracked: boolean;
}

export interface OpenedSigningFile extends Exposure {
  readonly path: string;
  readonly bytes?: Bytes;
  /** Why there are no bytes. */
  readonly obstacle?: SigningFileObstacle;
}

export type SigningFileObstacle =
  | { readonly kind: 'missing' | 'folder' }
  | { readonly kind: 'too-large'; readonly sizeBytes: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

export async function openSigningFile(world: SigningWorld, path: string, maxBytes: number): Promise<OpenedSigningFile> {
  const closed = (obstacle: SigningFileObstacle): OpenedSigningFile => ({ path, obstacle, isReadableByAll: false, isTracked: false });
  try {
    const stat = await world.files.stat(path);
    if (stat?.kind === 'directory') return closed({ kind: 'folder' });
    if (stat?.kind !== 'file') return closed({ kind: 'missing' });
    if (stat.sizeBytes > maxBytes) return closed({ kind: 'too-large', sizeBytes: stat.sizeBytes });
    const exposure = await exposureOf(world, path, stat);
    return { path, bytes: await world.files.readFile(path, { maxBytes }), ...exposure };
  } catch (error) {
    if (!isFailure(error)) throw error;
    // The failure names the path too, which the issue does already.
    return closed({ kind: 'unreadable', reason: error.message.replace(/^.*: /s, '') });
  }
}

/** Whether other users of the machine can read a secret file, and whether git tracks it. */
export async function exposureOf(world: Pick<SigningWorld, 'sourceControl'>, path: string, { mode }: FileStat): Promise<Exposure> {
  return {
    isReadableByAll: mode !== undefined && (mode & 0o004) !== 0,
    isTracked: (await world.sourceControl.isTracked(path)) === true,
  };
}
