/** A release server with one app, *Hello* of acme, and packages that differ. */

import { utf8 } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../src/releases/client/releaseClient.ts';
import { type ServerRelease } from '../../src/releases/client/serverAnswers.ts';
import { startTestServer, type TestServer } from './runningServer.ts';
import { smallApkEntries, smallArchive } from './smallPackages.ts';

export const helloApp = { owner: 'acme', app: 'Hello' } as const;

export interface HelloServer {
  readonly server: TestServer;
  readonly client: ReleaseClient;
  /** Notes and content of the package are the word. */
  publish(word: string, groups: readonly string[]): Promise<ServerRelease>;
}

/** With these groups: private ones, and those that are public. */
export async function startHelloServer(groups: Readonly<Record<string, 'private' | 'public'>>): Promise<HelloServer> {
  const server = await startTestServer();
  const { url, ownerToken } = server.running;
  const client = new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: url, token: new Secret(ownerToken) });
  const { owner, app } = helloApp;
  await client.createApp({ name: app, displayName: app, os: 'Android', owner });
  for (const [group, kind] of Object.entries(groups)) await client.createGroup(helloApp, group, kind === 'public');
  return {
    server,
    client,
    publish: async (word, destinations) => {
      const bytes = await smallArchive([...smallApkEntries(), { name: `assets/${word}`, bytes: utf8(word) }]);
      const input = { fileName: 'hello.apk', file: bytesSource(bytes), testers: [], isMandatory: false, notifiesTesters: false };
      return await client.createRelease(helloApp, { ...input, notes: word, groups: destinations });
    },
  };
}
