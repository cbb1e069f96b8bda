import { BlockList } from 'node:net';
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownDialect } from '../../../../src/releases/dialects/own/ownDialect.ts';
import { RequestAnswerer } from '../../../../src/releases/server/answerRequest.ts';
import { hashOfSecret, newSecret } from '../../../../src/releases/use-cases/identifiers.ts';
import { makeApp, openReleaseWorld, ownerOf, type TestWorld } from '../../../support/releaseWorld.ts';

const requestLimit = 3;

describe('the limit of requests from other machines', () => {
  let folder: string;
  let world: TestWorld;
  let server: Server;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'releases-'));
    world = await openReleaseWorld(folder);
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await world.records.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('does not count parts of packages, which are many', async () => {
    const actor = await ownerOf(world);
    await makeApp(world, actor);
    const token = newSecret(world.random);
    const allowedHosts = new Set<string>();
    const answerer = new RequestAnswerer({
      world: { ...world, owner: { tokenHash: hashOfSecret(token), actor }, sendsMail: false, isAttended: true, report: () => {} },
      dialects: [ownDialect],
      allowedHosts,
      isTls: false,
      trustedProxies: new BlockList(),
      publicUrl: undefined,
      requestLimit,
      bodyTimeoutMs: 30_000,
      onError: () => {},
    });
    server = createServer((message, response) => {
      Object.defineProperty(message.socket, 'remoteAddress', { value: '192.0.2.7', configurable: true });
      void answerer.answer(message, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ok(address !== null && typeof address === 'object');
    const host = `127.0.0.1:${address.port}`;
    allowedHosts.add(host);
    const ask = async (method: string, path: string, body?: string): Promise<Response> =>
      await fetch(`http://${host}/api/v1/apps/olivia/Demo/uploads${path}`, {
        method,
        headers: { 'x-api-token': token.reveal() },
        ...(body !== undefined && { body }),
      });
    const made = await ask('POST', '', JSON.stringify({ fileName: 'a.apk', sizeBytes: 3 }));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this server answers
    const { id } = (await made.json()) as { readonly id: string };
    for (let count = 0; count < 3 * requestLimit; count++) strictEqual((await ask('PUT', `/${id}/chunks/1`, 'abc')).status, 204);
    const others = await Promise.all(Array.from({ length: requestLimit }, async () => (await ask('GET', `/${id}`)).status));
    deepStrictEqual(
      others.filter((status) => status === 429),
      [429],
    );
  });
});
