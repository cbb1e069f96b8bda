/** Debian's adb as the judge: its client talks to our stand-in of the server, and our client to its server. */

import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdbClient } from '../../src/core/devices/adbClient.ts';
import { nodeLocalConnections } from '../../src/node/nodeLocalConnections.ts';
import { AdbStandIn } from '../support/adbStandIn.ts';
import { judge } from './support/judges.ts';

const apk = new Uint8Array(700_000).fill(7);

/** Not `askJudge`, which would wait in the thread that the stand-in answers in. */
async function ask(args: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  const child = spawn(judge('adb'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (text += String(piece)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text };
}

describe('adb of Debian', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'mdist-adb-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('lists and installs with the stand-in as our client does', async () => {
    const server = new AdbStandIn([{ serial: 'R5CT1', model: 'Pixel_8' }]);
    const port = String(await server.start());
    try {
      match((await ask(['-P', port, 'devices', '-l'])).text, /R5CT1\s+device product:x model:Pixel_8/);
      const path = join(folder, 'app.apk');
      writeFileSync(path, apk);
      const installed = await ask(['-P', port, '-s', 'R5CT1', 'install', '-r', path]);
      strictEqual(installed.code, 0, installed.text);
      deepStrictEqual(new Uint8Array(server.installed.get('R5CT1') ?? []), apk);
    } finally {
      await server.stop();
    }
  });

  it('answers our client, with its own server', async () => {
    const port = await freePort();
    const own = spawn(judge('adb'), ['-P', String(port), 'nodaemon', 'server'], {
      stdio: 'ignore',
      env: { ...process.env, HOME: folder },
    });
    try {
      const adb = new AdbClient(nodeLocalConnections, { port, signal: AbortSignal.timeout(300_000) });
      let version: number | undefined;
      while ((version = await adb.version()) === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
      ok(version > 30);
      deepStrictEqual(await adb.devices(), []);
      await rejects(adb.shell('gone', 'true'), { code: 'adb-refused' });
    } finally {
      own.kill();
    }
  });
});

/** One that no one listens on now; adb has to be told one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
