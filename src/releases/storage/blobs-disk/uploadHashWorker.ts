/** The thread that hashes uploads: it reads what is on the disk, in the order of the file. */

import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { type UploadHashes, type UploadHashTask } from './uploadHashTask.ts';

interface Running {
  readonly sha256: Hash;
  readonly md5: Hash;
  /** Up to here its bytes are in the hashes. */
  end: number;
  isUnreadable: boolean;
}

const buffer = new Uint8Array(1024 * 1024);
const runs = new Map<number, Running>();

function add(run: Running, path: string, start: number, end: number): void {
  if (start !== run.end) throw new Error('a part of the upload is missing');
  const fd = openSync(path, 'r');
  try {
    for (let at = start; at < end;) {
      const count = readSync(fd, buffer, 0, Math.min(buffer.length, end - at), at);
      if (count === 0) throw new Error('the upload ends too early');
      const piece = buffer.subarray(0, count);
      run.sha256.update(piece);
      run.md5.update(piece);
      at += count;
    }
    run.end = end;
  } finally {
    closeSync(fd);
  }
}

function runOf(id: number): Running {
  const run = runs.get(id) ?? { sha256: createHash('sha256'), md5: createHash('md5'), end: 0, isUnreadable: false };
  runs.set(id, run);
  return run;
}

function finish(id: number, sizeBytes: number): UploadHashes | null {
  const { isUnreadable, end, sha256, md5 } = runOf(id);
  runs.delete(id);
  return isUnreadable || end !== sizeBytes ? null : { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

parentPort?.on('message', (task: UploadHashTask) => {
  if (task.kind === 'drop') runs.delete(task.id);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
  else if (task.kind === 'end') parentPort?.postMessage({ id: task.id, hashes: finish(task.id, task.sizeBytes) });
  else {
    const run = runOf(task.id);
    try {
      if (!run.isUnreadable) add(run, task.path, task.start, task.end);
    } catch {
      run.isUnreadable = true;
    }
  }
});
