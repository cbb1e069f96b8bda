import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { connect as tlsConnect } from 'node:tls';
import { type ReleaseServer } from '../../../../src/releases/server/releaseServer.ts';
import { until } from '../../../support/until.ts';
import { useReleaseServer } from '../../../support/useReleaseServer.ts';

// What a server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

for (const isTls of [false, true])
  describe(`slow clients of a release server${isTls ? ' with TLS' : ''}`, () => {
    let server: ReleaseServer;
    let address: URL;
    const open: Socket[] = [];

    // Before the server stops, which waits for them.
    after(() => {
      for (const socket of open) socket.destroy();
    });
    useReleaseServer(
      (opened) => {
        ({ server } = opened);
        address = new URL(server.running.url);
      },
      { isTls, patience: { headersMs: 300, stallMs: 2000, maxConnections: 12, maxConnectionsPerClient: 4 }, bodyTimeoutMs: 300 },
    );

    function dial(): Socket {
      const port = Number(address.port);
      const socket = isTls ? tlsConnect({ port, host: '127.0.0.1', rejectUnauthorized: false }) : connect(port, '127.0.0.1');
      socket.on('error', () => {});
      open.push(socket);
      return socket;
    }

    /** Everything that comes until the connection ends. */
    async function say(text: string): Promise<string> {
      const socket = dial();
      socket.write(text);
      return await textOf(socket).catch(() => '');
    }

    async function ask(
      method: string,
      path: string,
      body: string | Uint8Array = '',
    ): Promise<{ readonly status: number; readonly body: Body }> {
      const socket = dial();
      const bytes = Buffer.from(body);
      socket.write(`${head(method, path)}Content-Length: ${bytes.length}\r\nConnection: close\r\n\r\n`);
      socket.write(bytes);
      const answer = await textOf(socket);
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
      const text = answer.slice(answer.indexOf('\r\n\r\n') + 4);
      return { status: Number(status), body: text === '' ? undefined : JSON.parse(text) };
    }

    function head(method: string, path: string): string {
      return `${method} /api/v1${path} HTTP/1.1\r\nHost: ${address.host}\r\nX-API-Token: ${server.running.ownerToken}\r\n`;
    }

    it('that never finish their headers are told so, and disconnected', async () => {
      match(await say(`GET /api/v1/apps HTTP/1.1\r\nHost: ${address.host}\r\nX-Slow:`), /^HTTP\/1\.1 408 [^]*Connection: close/);
    });

    it('that never finish the JSON they announced are told so, and nothing is made of it', async () => {
      const answer = await say(`${head('POST', '/apps')}Content-Length: 100\r\n\r\n{"name": "Slow", "os": "Android"}`);
      match(answer, /^HTTP\/1\.1 400 [^]*the body comes too slowly/);
      deepStrictEqual((await ask('GET', '/apps')).body, { apps: [] });
    });

    it('that stop in the middle of a part lose this part and no other', async () => {
      strictEqual((await ask('POST', '/apps', JSON.stringify({ name: 'Demo', os: 'Windows' }))).status, 201);
      const path = '/apps/olivia/Demo/uploads';
      const sizeBytes = 5 * 1024 * 1024;
      const made = await ask('POST', path, JSON.stringify({ fileName: 'a.zip', sizeBytes, shortVersion: '1.0' }));
      const { id }: Body = made.body;
      const part = randomBytes(1024 * 1024);
      const stalled = say(`${head('PUT', `${path}/${id}/chunks/1`)}Content-Length: 4194304\r\n\r\nonly the beginning`);
      strictEqual((await ask('PUT', `${path}/${id}/chunks/2`, part)).status, 204);
      ok(!(await stalled).startsWith('HTTP/1.1 2'));
      deepStrictEqual((await ask('GET', `${path}/${id}`)).body.missing, [1]);
    });

    it('that say nothing give way when there is no room for another one', async () => {
      const silent = Array.from({ length: 12 }, () => dial());
      await Promise.all(
        silent.map(async (socket) => await new Promise((resolve) => socket.once(isTls ? 'secureConnect' : 'connect', resolve))),
      );
      // A connection may be silent for a second.
      await until('someone gets an answer', async () => (await ask('GET', '/apps').catch(() => undefined))?.status === 200 || undefined);
    });

    // A proxy whose connection ends in the moment of its next request answers 502 to its client.
    it('are kept waiting for their next request for longer than proxies do, as long as there is room', async () => {
      const idle = Array.from({ length: 12 }, () => dial());
      const answers = idle.map(async (socket) => {
        socket.write(`${head('GET', '/apps')}\r\n`);
        return await new Promise<string>((resolve) => socket.once('data', (bytes: Buffer) => resolve(bytes.toString('latin1'))));
      });
      for (const answer of await Promise.all(answers)) match(answer, /^HTTP\/1\.1 200 [^]*\r\nKeep-Alive: timeout=125\r\n/i);
      await until('someone gets an answer', async () => (await ask('GET', '/apps').catch(() => undefined))?.status === 200 || undefined);
    });
  });
