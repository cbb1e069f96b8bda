/**
 * Moves several files to their places so that all of them appear or none. They are complete on the disk, and the renames follow each other
 * without a break, as no system renames two files at once. Should one be refused, the others are taken back; should the process be killed
 * in between, the next process finishes (`moveJournal.ts`).
 */

import { randomBytes } from 'node:crypto';
import { copyFileSync, linkSync, renameSync, rmSync } from 'node:fs';
import { Failure } from '../core/base/failure.ts';
import { errorCode, writeFailure } from './fileFailure.ts';
import { type NotedMove, noteMoves } from './moveJournal.ts';

export interface Move {
  readonly from: string;
  readonly to: string;
}

export function moveTogether(files: readonly Move[]): void {
  const moves = files.map((file): NotedMove => ({ ...file, kept: `${file.to}.${randomBytes(6).toString('hex')}.kept` }));
  const done: NotedMove[] = [];
  const replaced = new Set<NotedMove>();
  let notes: readonly string[] = [];
  try {
    notes = noteMoves(moves);
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
    for (const path of notes) rmSync(path, { force: true });
  }
}

/** Whether there is a file that is replaced. */
function keep({ to, kept }: NotedMove): boolean {
  try {
    linkSync(to, kept);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    // Not every file system has hard links.
    copyFileSync(to, kept);
  }
  return true;
}

function takeBack({ to, kept }: NotedMove, isReplacement: boolean): void {
  if (isReplacement) renameSync(kept, to);
  else rmSync(to, { force: true });
}
