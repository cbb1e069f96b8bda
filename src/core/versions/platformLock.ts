/**
 * One platform of one app runs once at a time. A process writes a lock file of its own, then looks at the others: if one
 * of a living process is there, it takes its own back. Each writes before it looks, so never do two go ahead; and since no
 * file has two owners, taking away the file of a killed process cannot hit anybody else's.
 */

import { fromUtf8, toHex, utf8 } from '../base/bytes.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { Failure, isFailure } from '../base/failure.ts';
import { type Clock } from '../ports/clock.ts';
import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { type Random } from '../ports/random.ts';
import { type ProcessMark, type RunningProcesses } from '../ports/runningProcesses.ts';
import { type Platform } from '../settings/platform.ts';

export interface LockWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly processes: RunningProcesses;
  readonly random: Random;
  readonly clock: Clock;
  readonly wait: (milliseconds: number) => Promise<void>;
}

export interface PlatformLock {
  release(): Promise<void>;
}

interface LockContent extends ProcessMark {
  readonly lockedAt: string;
}

/** A lock of which nobody can tell whether its process runs is given up after this time: longer than any build takes. */
const unknownOwnerLimitMs = 6 * 60 * 60 * 1000;
const attempts = 6;

/** Fails with `platform-busy` when another process has the lock. */
export async function acquirePlatformLock(
  world: LockWorld,
  folder: string,
  platform: Platform,
  signal?: AbortSignal,
): Promise<PlatformLock> {
  for (let attempt = 1; ; attempt++) {
    throwIfCancelled(signal);
    const before = await livingOwner(world, folder, platform, undefined);
    if (before) throw busy(platform, before);
    const name = `${platform}.${toHex(world.random.bytes(8))}.lock`;
    const path = world.paths.join(folder, name);
    const content: LockContent = { ...(await world.processes.current()), lockedAt: world.clock.now().toISOString() };
    await world.files.writeFile(path, utf8(`${JSON.stringify(content)}\n`));
    const other = await livingOwner(world, folder, platform, name);
    if (!other) return { release: () => world.files.remove(path) };
    // Two came at the same moment and both step back; chance decides who comes first the next time.
    await world.files.remove(path);
    if (attempt === attempts) throw busy(platform, other);
    await world.wait(10 + (world.random.bytes(1)[0] ?? 0) / 2);
  }
}

function busy(platform: Platform, owner: ProcessMark): Failure {
  return Failure.of('platform-busy', { platform, pid: owner.pid, host: owner.host });
}

/** The owner of another lock that is held; locks that are left over are removed on the way. */
async function livingOwner(
  world: LockWorld,
  folder: string,
  platform: Platform,
  own: string | undefined,
): Promise<ProcessMark | undefined> {
  for (const entry of await world.files.readDirectory(folder)) {
    const isLock = entry.kind === 'file' && /^[a-z]+\.[0-9a-f]{16}\.lock$/.test(entry.name) && entry.name.startsWith(`${platform}.`);
    if (!isLock || entry.name === own) continue;
    const path = world.paths.join(folder, entry.name);
    const content = await readLock(world.files, path);
    if (content && (await isHeld(world, content))) return content;
    await world.files.remove(path);
  }
  return undefined;
}

async function isHeld(world: LockWorld, content: LockContent): Promise<boolean> {
  const age = world.clock.now().getTime() - Date.parse(content.lockedAt);
  return (await world.processes.isRunning(content)) ?? age < unknownOwnerLimitMs;
}

/** Lock files appear complete or not at all, so one that cannot be read was not written by this product. */
async function readLock(files: FileSystem, path: string): Promise<LockContent | undefined> {
  try {
    const value: unknown = JSON.parse(fromUtf8(await files.readFile(path, { maxBytes: 4096 })));
    return isLockContent(value) ? value : undefined;
  } catch (error) {
    if (isFailure(error, 'file-unreadable')) throw error;
    return undefined;
  }
}

function isLockContent(value: unknown): value is LockContent {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const lockedAt = fields.get('lockedAt');
  return (
    Number.isSafeInteger(fields.get('pid')) &&
    typeof fields.get('host') === 'string' &&
    ['string', 'undefined'].includes(typeof fields.get('startedAt')) &&
    typeof lockedAt === 'string' &&
    !Number.isNaN(Date.parse(lockedAt))
  );
}
