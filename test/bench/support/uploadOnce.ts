/** One upload in a process of its own: `bare`, `resumable` or `parts`, a file, a port. Prints its time and how much memory it took on top. */

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Secret } from '../../../src/core/base/secret.ts';
import { sendParts } from '../../../src/core/stores/app-store-connect/uploadParts.ts';
import { sendResumable } from '../../../src/core/stores/google-play/resumableUpload.ts';
import { NodeHttpClient } from '../../../src/node/http/nodeHttpClient.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';

const [way = '', path = '', port = ''] = process.argv.slice(2);
const url = `http://127.0.0.1:${port}/upload`;
/** As Apple asks for them. */
const partBytes = 64 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

const before = peakMemory();
const started = performance.now();
if (way === 'bare') await sendBare();
else await sendOwn();
const ms = performance.now() - started;
const after = peakMemory();
process.stdout.write(JSON.stringify({ ms, growthBytes: before === undefined || after === undefined ? null : after - before }));

async function sendBare(): Promise<void> {
  const sent = request(url, { method: 'PUT' });
  const answered = new Promise<void>((resolve, reject) => {
    sent.on('response', (response) => response.resume().on('end', resolve));
    sent.on('error', reject);
  });
  await pipeline(createReadStream(path, { highWaterMark: pieceBytes }), sent);
  await answered;
}

async function sendOwn(): Promise<void> {
  const http = new NodeHttpClient();
  const source = await new NodeFileSystem({ readsAtOnce: true }).openFile(path);
  const address = new Secret(url);
  const contentType = 'application/octet-stream';
  if (way === 'resumable') {
    const answer = await sendResumable({ http, address, source, contentType, isBegun: false, onSent: () => {}, onRequest: () => {} });
    if (answer === 'gone' || answer.status !== 200) throw new Error('the upload was refused');
  } else {
    const parts = Array.from({ length: Math.ceil(source.size / partBytes) }, (_, index) => {
      const offset = index * partBytes;
      return { method: 'PUT', address, offset, length: Math.min(partBytes, source.size - offset), headers: {} } as const;
    });
    if ((await sendParts({ http, source, parts, onSent: () => {}, onPart: () => {} })) !== 'sent') throw new Error('a part was refused');
  }
  await source.close();
  http.dispose();
}

/** Bytes; `undefined` where the system does not say it. */
function peakMemory(): number | undefined {
  const status = '/proc/self/status';
  if (!existsSync(status)) return undefined;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
