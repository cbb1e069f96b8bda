/**
 * Writes several files so that all of them appear or none. They are complete on the disk before the first one takes its place, and then
 * the renames follow each other without a break, as no system renames two files at once. Should one be refused, the others are taken back.
 */

import { randomBytes } from 'node:crypto';
import { copyFileSync, linkSync, renameSync, rmSync } from 'node:fs';
import { Failure } from '../core/base/failure.ts';
import { type FileToWrite } from '../core/ports/fileSystem.ts';
import { errorCode, writeFailure } from './fileFailure.ts';
import { NodeNewFile } from './nodeNewFile.ts';

export async function writeTogether(files: readonly FileToWrite[]): Promise<void> {
  const written: NodeNewFile[] = [];
  try {
    for (const { path, bytes, ...options } of files) {
      const file = await NodeNewFile.create(path, { ...options, isDurable: true });
      written.push(file);
      await file.write(bytes);
    }
    const moves: Move[] = [];
    for (const file of written)
      moves.push({ from: await file.finish(), to: file.path, kept: `${file.path}.${randomBytes(6).toString('hex')}.kept` });
    moveAll(moves);
  } finally {
    for (const file of written) await file.discard();
  }
}

interface Move {
  readonly from: string;
  readonly to: string;
  /** Where the file that is replaced is kept until all are in their places. */
  readonly kept: string;
}

function moveAll(moves: readonly Move[]): void {
  const done: Move[] = [];
  const replaced = new Set<Move>();
  try {
    for (const move of moves) if (keep(move)) replaced.add(move);
    for (const move of moves) {
      renameSync(move.from, move.to);
      done.push(move);
    }
  } catch (error) {
    for (const move of done) takeBack(move, replaced.has(move));
    throw error instanceof Failure ? error : writeFailure(error, moves[done.length]?.to ?? '');
  } finally {
    for (const { kept } of replaced) rmSync(kept, { force: true });
  }
}

/** Whether there is a file that is replaced. */
function keep({ to, kept }: Move): boolean {
  try {
    linkSync(to, kept);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    // Not every file system has hard links.
    copyFileSync(to, kept);
  }
  return true;
}

function takeBack({ to, kept }: Move, isReplacement: boolean): void {
  if (isReplacement) renameSync(kept, to);
  else rmSync(to, { force: true });
}
