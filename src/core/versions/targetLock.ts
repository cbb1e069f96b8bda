/**
 * One target of an app runs once at a time, and no two runs give their packages the same version code. A process writes a lock file of
 * its own, then looks at the others: if one of a living process has the same target, it takes its own back; if one has the same version
 * code, or wants it and its file comes first by name, it chooses another. Each writes before it looks, so never do two go ahead; and since no file
 * has two owners, taking away the file of a killed process cannot hit anyone else's.
 */

import { fromUtf8, toHex, utf8 } from '../base/bytes.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { Failure, isFailure } from '../base/failure.ts';
import { type Clock } from '../ports/clock.ts';
import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { type Random } from '../ports/random.ts';
import { type ProcessMark, type RunningProcesses } from '../ports/runningProcesses.ts';
import { type BuildTarget, targetName } from '../settings/buildTarget.ts';
import { isRecordedCode, type RecordedCode } from './readPackageRecord.ts';

export interface LockWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly processes: RunningProcesses;
  readonly random: Random;
  readonly clock: Clock;
  readonly wait: (milliseconds: number) => Promise<void>;
}

export interface TargetLock {
  /** Whether no other run of this app is under way, so that what lies about is left over. */
  readonly isAlone: boolean;
  /** The version codes that the other runs of this app will record. */
  others(): Promise<readonly RecordedCode[]>;
  /** Tells the other runs which version code this one takes. `false`: another one has it; look at `others` and choose again. */
  reserve(code: RecordedCode): Promise<boolean>;
  release(): Promise<void>;
}

interface LockContent extends ProcessMark {
  readonly lockedAt: string;
  /** What is written of a version code that this run wants, or has. */
  readonly code?: RecordedCode;
  readonly isTaken?: boolean;
}

/** A lock of a process that may or may not be running is given up after this time: longer than any build takes. */
const unknownOwnerLimitMs = 6 * 60 * 60 * 1000;
const attempts = 6;
/** How long to wait for another process to take a version code or to leave it. */
const lookEveryMs = 10;
const mostLooks = 200;
const lockName = /^([a-z]+-[a-z-]+(?:-[0-9A-Za-z]*_[0-9a-f]+)?)\.[0-9a-f]{16}\.lock$/;

/** Fails with `target-busy` when another process has the lock. */
export async function acquireTargetLock(world: LockWorld, folder: string, target: BuildTarget, signal?: AbortSignal): Promise<TargetLock> {
  const own = targetName(target);
  for (let attempt = 1; ; attempt++) {
    throwIfCancelled(signal);
    const before = (await livingLocks(world, folder)).find(({ name }) => targetOf(name) === own);
    if (before) throw busy(own, before.content);
    const name = `${own}.${toHex(world.random.bytes(8))}.lock`;
    const path = world.paths.join(folder, name);
    const content: LockContent = { ...(await world.processes.current()), lockedAt: world.clock.now().toISOString() };
    await writeLock(world.files, path, content);
    const others = (await livingLocks(world, folder)).filter((other) => other.name !== name);
    const rival = others.find((other) => targetOf(other.name) === own);
    if (!rival) return lockOf(world, { folder, name, path, content, isAlone: others.length === 0 });
    // Two came at the same moment and both step back; chance decides who comes first the next time.
    await world.files.remove(path);
    if (attempt === attempts) throw busy(own, rival.content);
    await world.wait(10 + (world.random.bytes(1)[0] ?? 0) / 2);
  }
}

interface OwnLock {
  readonly folder: string;
  readonly name: string;
  readonly path: string;
  readonly content: LockContent;
  readonly isAlone: boolean;
}

function lockOf(world: LockWorld, { folder, name, path, content, isAlone }: OwnLock): TargetLock {
  const others = async (): Promise<readonly LivingLock[]> => (await livingLocks(world, folder)).filter((other) => other.name !== name);
  return {
    isAlone,
    others: async () => (await others()).flatMap((other) => other.content.code ?? []),
    reserve: async (code) => {
      await writeLock(world.files, path, { ...content, code });
      for (let looks = 1; ; looks++) {
        const rivals = (await others()).filter((other) => other.content.code && isSameCode(other.content.code, code));
        if (rivals.length === 0) break;
        if (looks === mostLooks || rivals.some((rival) => rival.content.isTaken === true || rival.name < name)) {
          await writeLock(world.files, path, content);
          return false;
        }
        // The others take theirs back, or had looked before this one wrote and take the code. A process that was stopped does neither.
        await world.wait(lookEveryMs);
      }
      await writeLock(world.files, path, { ...content, code, isTaken: true });
      return true;
    },
    release: () => world.files.remove(path),
  };
}

function isSameCode(one: RecordedCode, other: RecordedCode): boolean {
  return one.platform === other.platform && one.appIdentifier === other.appIdentifier && one.versionCode === other.versionCode;
}

function targetOf(name: string): string | undefined {
  return lockName.exec(name)?.[1];
}

function busy(target: string, owner: ProcessMark): Failure {
  return Failure.of('target-busy', { target, pid: owner.pid, host: owner.host });
}

interface LivingLock {
  readonly name: string;
  readonly content: LockContent;
}

/** The locks that are held; those that are left over are removed on the way. */
async function livingLocks(world: LockWorld, folder: string): Promise<readonly LivingLock[]> {
  const living: LivingLock[] = [];
  for (const { name, kind } of await world.files.readDirectory(folder)) {
    if (kind !== 'file' || targetOf(name) === undefined) continue;
    const path = world.paths.join(folder, name);
    const content = await readLock(world.files, path);
    if (content && (await isHeld(world, content))) living.push({ name, content });
    else await world.files.remove(path);
  }
  return living;
}

async function isHeld(world: LockWorld, content: LockContent): Promise<boolean> {
  const age = world.clock.now().getTime() - Date.parse(content.lockedAt);
  return (await world.processes.isRunning(content)) ?? age < unknownOwnerLimitMs;
}

function writeLock(files: FileSystem, path: string, content: LockContent): Promise<void> {
  return files.writeFile(path, utf8(`${JSON.stringify(content)}\n`));
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
  const code = fields.get('code');
  return (
    Number.isSafeInteger(fields.get('pid')) &&
    typeof fields.get('host') === 'string' &&
    ['string', 'undefined'].includes(typeof fields.get('startedAt')) &&
    typeof lockedAt === 'string' &&
    !Number.isNaN(Date.parse(lockedAt)) &&
    (code === undefined || isRecordedCode(code)) &&
    ['boolean', 'undefined'].includes(typeof fields.get('isTaken'))
  );
}
