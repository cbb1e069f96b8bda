/** The worker thread of the content digester: opens the file itself, reads it in large pieces, and hashes them. */

import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { type DigestReply, type DigestRest, type DigestTask } from './digestTask.ts';
import { RangeDigester } from './rangeDigester.ts';

const readSize = 1024 * 1024;
const progressStep = 32 * readSize;
const buffer = new Uint8Array(readSize);
let open: { readonly path: string; readonly fd: number } | undefined;

function fileOf(path: string): number {
  if (open?.path === path) return open.fd;
  rest();
  open = { path, fd: openSync(path, 'r') };
  return open.fd;
}

function rest(): void {
  if (open) closeSync(open.fd);
  open = undefined;
}

function run(task: DigestTask): DigestReply {
  const fd = fileOf(task.path);
  const digester = new RangeDigester(
    task.chunked,
    task.whole,
    task.ranges.map(({ start, end }) => end - start),
  );
  let unreported = 0;
  for (const { start, end } of task.ranges) {
    digester.startRange(end - start);
    for (let position = start; position < end;) {
      const count = readSync(fd, buffer, 0, Math.min(readSize, end - position), position);
      if (count === 0) return { id: task.id, kind: 'changed' };
      digester.update(buffer.subarray(0, count));
      position += count;
      unreported += count;
      if (unreported < progressStep) continue;
      reply({ id: task.id, kind: 'progress', bytes: unreported });
      unreported = 0;
    }
  }
  reply({ id: task.id, kind: 'progress', bytes: unreported });
  return { id: task.id, kind: 'done', ...digester.finish() };
}

function reply(message: DigestReply): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
  parentPort?.postMessage(message);
}

parentPort?.on('message', (task: DigestTask | DigestRest) => {
  if (task.id === 'rest') return rest();
  try {
    reply(run(task));
  } catch (error) {
    reply({ id: task.id, kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) });
  }
});
