/**
 * What a process notes before it moves several files to their places, so that one that is killed in between leaves no half: the next one that writes
 * to one of the places next finishes the moves, or takes back what was moved when a file that waited for its turn is gone. A note lies
 * next to each of the files, under a name of ours, and a file counts as moved when it is the very one (device and inode) that was noted.
 */

import { closeSync, fsyncSync, lstatSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isTemporaryOf, leftBeside, temporaryNameOf } from './writePlace.ts';

export interface NotedMove {
  readonly from: string;
  readonly to: string;
  /** Where the file that is replaced is kept until all are in their places. */
  readonly kept: string;
}

interface Note extends NotedMove {
  readonly file: string;
}

const ending = 'moves';
const largestNote = 64 * 1024;

/** Gives the paths of the notes, which are removed when all is done. */
export function noteMoves(moves: readonly NotedMove[]): readonly string[] {
  const notes: readonly Note[] = moves.map((move) => ({ ...move, file: fileAt(move.from) ?? '' }));
  const text = JSON.stringify(notes);
  const written: string[] = [];
  try {
    for (const { to } of moves) {
      const path = join(dirname(to), temporaryNameOf(to, ending));
      written.push(path);
      const note = openSync(path, 'wx', 0o600);
      try {
        writeSync(note, text);
        fsyncSync(note);
      } finally {
        closeSync(note);
      }
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
  return written;
}

/** Finishes or takes back what processes that have ended left half done at this place. */
export async function settleMoves(path: string): Promise<void> {
  for (const journal of await leftBeside(path, ending)) {
    const notes = readNotes(journal);
    if (notes && isOurs(notes, path)) settle(notes);
    rmSync(journal, { force: true });
  }
}

function settle(notes: readonly Note[]): void {
  const isWaiting = ({ from, file }: Note): boolean => fileAt(from) === file;
  const isMoved = ({ to, file }: Note): boolean => fileAt(to) === file;
  if (notes.every((note) => isMoved(note) || isWaiting(note))) {
    for (const note of notes) if (!isMoved(note)) renameSync(note.from, note.to);
  } else {
    for (const { to, kept } of notes.filter(isMoved)) {
      if (fileAt(kept) === undefined) rmSync(to, { force: true });
      else renameSync(kept, to);
    }
    for (const note of notes) if (isWaiting(note)) rmSync(note.from, { force: true });
  }
  for (const { kept } of notes) rmSync(kept, { force: true });
}

/** A note that somebody else put there moves nothing but what lies under our names next to the place it goes to. */
function isOurs(notes: readonly Note[], path: string): boolean {
  return (
    notes.some(({ to }) => basename(to) === basename(path)) &&
    notes.every(
      ({ from, to, kept, file }) =>
        file !== '' &&
        dirname(from) === dirname(to) &&
        dirname(kept) === dirname(to) &&
        isTemporaryOf(to, basename(from), 'tmp') &&
        kept.startsWith(`${to}.`) &&
        /^[0-9a-f]{12}\.kept$/.test(kept.slice(to.length + 1)),
    )
  );
}

function readNotes(journal: string): readonly Note[] | undefined {
  try {
    if (lstatSync(journal).size > largestNote) return undefined;
    const notes: unknown = JSON.parse(readFileSync(journal, 'utf8'));
    return Array.isArray(notes) && notes.every(isNote) ? notes : undefined;
  } catch {
    // Not written to its end: nothing was moved yet.
    return undefined;
  }
}

function isNote(value: unknown): value is Note {
  if (typeof value !== 'object' || value === null) return false;
  return ['from', 'to', 'kept', 'file'].every((key) => typeof Object.getOwnPropertyDescriptor(value, key)?.value === 'string');
}

/** Nothing when there is no regular file. */
function fileAt(path: string): string | undefined {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() ? `${found.dev}:${found.ino}` : undefined;
}
