/** What a release server of a team has: releases, groups with testers, a device that waits, feedback. For windows and pictures. */

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { utf8 } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../src/node/http/nodeHttpClient.ts';
import { isAlive } from '../../src/node/isAlive.ts';
import { ReleaseClient } from '../../src/releases/client/releaseClient.ts';
import { parseRunningServer } from '../../src/releases/client/runningServerFile.ts';
import { smallApkEntries, smallArchive } from './smallPackages.ts';
import { until } from './until.ts';

export const filledApp = { owner: 'acme', app: 'Hello' } as const;

/** A client of the server that left this file, with its owner token. */
export function clientOfFile(path: string): ReleaseClient {
  const running = parseRunningServer(readFileSync(path, 'utf8'));
  if (!running) throw new Error(`${path} is not the file of a release server`);
  return new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: running.url, token: new Secret(running.ownerToken) });
}

/** With everything on it, so that the next story in the same windows begins with none. One that a failed story left running is ended first. */
export async function removeServerOfFile(path: string): Promise<void> {
  const running = existsSync(path) ? parseRunningServer(readFileSync(path, 'utf8')) : undefined;
  if (running && isAlive(running.pid)) {
    process.kill(running.pid, 'SIGTERM');
    await until('the release server has ended', () => !isAlive(running.pid) || undefined);
  }
  rmSync(dirname(path), { recursive: true, force: true });
}

/** Release 1 is disabled, 2 is mandatory, and all are in the groups Collaborators and Beta. */
export async function fillServer(client: ReleaseClient): Promise<void> {
  await client.ensureApp(filledApp, 'hello.apk');
  await client.createGroup(filledApp, 'Beta', true);
  await client.createGroup(filledApp, 'QA', false);
  await client.addTesters(filledApp, 'Beta', ['ada@example.com', 'grace@example.com']);
  for (const [entry, isMandatory] of [
    ['assets/one', false],
    ['assets/two', true],
    ['assets/three', false],
  ] as const) {
    const bytes = await smallArchive([...smallApkEntries(), { name: entry, bytes: utf8(entry) }]);
    const input = { fileName: 'hello.apk', file: bytesSource(bytes), testers: [], notifiesTesters: false, isMandatory };
    await client.createRelease(filledApp, { ...input, groups: ['Collaborators', 'Beta'], notes: 'New icons' });
  }
  await client.editRelease(filledApp, 1, { isEnabled: false });
  await client.addDevice(filledApp, { udid: '00008140-000A1D2E3F4C001C', name: 'Ada’s iPhone', email: 'ada@example.com' });
  const { installUrl } = await client.showRelease(filledApp, 'latest');
  const said = new FormData();
  said.set('text', 'The list jumps back to the top after each refresh');
  said.set('author', 'Grace');
  await fetch(`${installUrl}/feedback`, { method: 'POST', body: said });
}
