/**
 * Where a file is really written. A symbolic link stays, and what it points to is replaced; but a write that is confined to a folder
 * follows no link that leaves it, neither of the file itself nor of a folder around it. Only regular files are replaced: a rename would
 * put a file in the place of a device.
 */

import { createHash, randomBytes } from 'node:crypto';
import { lstat, readdir, realpath, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { Failure } from '../core/base/failure.ts';
import { phrase } from '../core/base/phrase.ts';
import { type Confined } from '../core/ports/fileSystem.ts';
import { errorCode } from './fileFailure.ts';
import { isAlive } from './isAlive.ts';

export interface WritePlace {
  /** Without links as far as something is there. */
  readonly path: string;
  readonly temporaryPath: string;
}

export async function placeFor(path: string): Promise<WritePlace> {
  const real = await realpath(path).catch(() => path);
  await requireReplaceable(real, path);
  return { path: real, temporaryPath: join(dirname(real), temporaryNameOf(real, 'tmp')) };
}

/** Of a file that lies next to this one for a moment. */
export function temporaryNameOf(path: string, ending: TemporaryEnding): string {
  return `.${shortName(path)}.${ownerMark(process.pid)}${randomBytes(2).toString('hex')}.${ending}`;
}

/** `moves`: a note of several files that take their places together. */
type TemporaryEnding = 'tmp' | 'moves';

export function isTemporaryOf(path: string, name: string, ending: TemporaryEnding): boolean {
  const prefix = `.${shortName(path)}.`;
  return name.startsWith(prefix) && new RegExp(`^[0-9a-f]{12}\\.${ending}$`).test(name.slice(prefix.length));
}

/** A folder is left to the system to refuse, which knows more about it. */
async function requireReplaceable(real: string, path: string): Promise<void> {
  const found = await stat(real).catch(() => undefined);
  if (!found || found.isFile() || found.isDirectory()) return;
  throw Failure.of('file-unwritable', { path, reason: phrase('it is not a regular file') });
}

/** Fails when the path, or a folder on the way to it, is a link that leads out of the folder. */
export async function requireWithin(path: string, { within }: Confined): Promise<void> {
  if (within === undefined) return;
  const folder = await realpath(within);
  for (let current = path; ; current = dirname(current)) {
    const found = await lstat(current).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (!found) {
      if (dirname(current) === current) return;
      continue;
    }
    const target = await realpath(current).catch(() => undefined);
    if (target !== undefined && isBelow(target, folder)) return;
    // A link that leads to nothing would be filled where it leads to.
    throw Failure.of('link-leaves-folder', { path: current, folder: within, target: target ?? phrase('a target that does not exist') });
  }
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!/^\.\.([\\/]|$)/.test(way) && !isAbsolute(way));
}

const oldAfterMs = 24 * 60 * 60 * 1000;

/** Removes the temporary files that a killed process left next to this place. */
export async function sweepBeside(path: string, now = Date.now()): Promise<void> {
  for (const leftover of await leftBeside(path, 'tmp', now)) await rm(leftover, { force: true }).catch(() => undefined);
}

/**
 * Files with our form of name for the same file, whose process has ended. Processes of other machines cannot be seen, so their files must
 * be old.
 */
export async function leftBeside(path: string, ending: TemporaryEnding, now = Date.now()): Promise<readonly string[]> {
  const names = await readdir(dirname(path)).catch(() => []);
  const left: string[] = [];
  for (const name of names.filter((each) => isTemporaryOf(path, each, ending))) {
    const leftover = join(dirname(path), name);
    const found = await lstat(leftover).catch(() => undefined);
    if (found?.isFile() !== true) continue;
    const start = shortName(path).length + 2;
    const mark = name.slice(start, start + 8);
    const isDead = mark.startsWith(hostMark()) && !isAlive(Number.parseInt(mark.slice(2), 16));
    if (isDead || found.mtimeMs < now - oldAfterMs) left.push(leftover);
  }
  return left;
}

/** Eight hexadecimal digits: two of the machine, six of the process. Larger numbers of processes than that do not occur. */
function ownerMark(pid: number): string {
  return `${hostMark()}${(pid % 0x1_00_00_00).toString(16).padStart(6, '0')}`;
}

function hostMark(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 2);
}

/** Room for the rest of the temporary name, whatever the file is called. */
function shortName(path: string): string {
  return basename(path).slice(0, 100);
}
