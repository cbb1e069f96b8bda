/**
 * The unmodified command line of App Center where something fails while it uploads: parts that are refused, a part that is lost, and a server that is killed.
 * Between both is a proxy that makes the faults, at the public address of the server.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer as createHttpServer,
  request,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemClock } from '../../src/node/systemClock.ts';
import { systemRandom } from '../../src/node/systemRandom.ts';
import { issueCertificate, openAuthority } from '../../src/releases/server/certificateAuthority.ts';
import { freePort } from '../support/freePort.ts';
import { startTestServer, type TestServer } from '../support/runningServer.ts';
import { judge } from './support/judges.ts';

const world = { clock: systemClock, random: systemRandom };
const app = 'olivia-owner/Desktop';

/** What happens to a request in place of being passed on; `undefined` passes it on. */
type Fault = (path: string, response: ServerResponse) => Promise<'handled' | undefined>;

for (const { client, isTls } of [
  { client: 'appcenter-3.0.4', isTls: true },
  { client: 'appcenter-2.14.0', isTls: false },
] as const)
  describe(`${client} while uploads fail`, () => {
    let folder: string;
    let server: TestServer;
    let proxy: Server;
    let address: string;
    let token: string;
    let fault: Fault = async () => await Promise.resolve(undefined);
    /** Paths of chunks, in the order in which they came. */
    const chunks: string[] = [];

    before(async () => {
      judge(client);
      folder = mkdtempSync(join(tmpdir(), 'appcenter-faults-'));
      mkdirSync(join(folder, 'home'));
      const port = await freePort();
      address = `${isTls ? 'https' : 'http'}://127.0.0.1:${port}`;
      server = await startTestServer({ publicUrl: address });
      const made = await server.ask('/api/v1/tokens', { method: 'POST', body: { description: 'CI', scope: 'full' } });
      ({ token } = (await made.json()) as { readonly token: string });
      await server.ask('/v0.1/apps', { method: 'POST', body: { display_name: 'Desktop', os: 'Windows', platform: 'UWP' } });
      const listener: RequestListener = (message, response) => void pass(message, response);
      const { certificate: cert, privateKey: key } = await issueCertificate(await openAuthority(folder, world), ['127.0.0.1'], world);
      proxy = isTls ? createHttpsServer({ cert, key }, listener) : createHttpServer(listener);
      await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
    });
    after(async () => {
      proxy?.closeAllConnections();
      proxy?.close();
      await server?.stop();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });

    async function pass(message: IncomingMessage, response: ServerResponse): Promise<void> {
      const { url: path = '', method, headers } = message;
      if (path.includes('/upload_chunk/')) chunks.push(path);
      if ((await fault(path, response)) === 'handled') return void message.resume();
      const sent = request(new URL(path, server.running.url), { method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      sent.on('error', () => response.destroy());
      message.pipe(sent);
    }

    /** Releases 30 MB in eight parts and gives what the group gets. */
    async function release(version: string): Promise<void> {
      chunks.length = 0;
      const content = randomBytes(30_000_000);
      const file = join(folder, `${version}.zip`);
      writeFileSync(file, content);
      const run = async (...args: readonly string[]): Promise<void> => {
        await promisify(execFile)(judge(client), [...args, '--app', app, '--env', 'local', '--token', token, '--disable-telemetry'], {
          cwd: folder,
          timeout: 300_000,
          env: {
            PATH: process.env['PATH'],
            HOME: join(folder, 'home'),
            APPCENTER_ENDPOINT: address,
            MOBILE_CENTER_TELEMETRY: 'off',
            ...(isTls && { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') }),
          },
        });
      };
      await run('distribute', 'release', '--file', file, '--group', 'Collaborators', '--build-version', version);
      await run('distribute', 'groups', 'download', '--group', 'Collaborators', '--filename', `${version}.back`, '--dest', folder);
      const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
      strictEqual(sha256(join(folder, `${version}.back`)), sha256(file));
    }

    const blockOf = (path: string): string => new URL(path, address).searchParams.get('block_number') ?? '';

    it('sends parts again that were refused three times', async () => {
      let left = 3;
      fault = async (path, response) => {
        if (!path.includes('/upload_chunk/') || left === 0) return await Promise.resolve(undefined);
        left -= 1;
        response.writeHead(500).end();
        return 'handled';
      };
      await release('1.0');
      deepStrictEqual([left, chunks.length], [0, 11]);
    });

    it('sends a part again that the server misses at the end', async () => {
      let isLost = false;
      fault = async (path, response) => {
        if (isLost || !path.includes('/upload_chunk/') || blockOf(path) !== '2') return await Promise.resolve(undefined);
        isLost = true;
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"error":false,"chunk_num":2,"error_code":"None"}');
        return 'handled';
      };
      await release('2.0');
      deepStrictEqual([isLost, chunks.filter((path) => blockOf(path) === '2').length], [true, 2]);
    });

    it('goes on after the server was killed in the middle', async () => {
      let isKilled = false;
      fault = async (path, response) => {
        if (isKilled || !path.includes('/upload_chunk/') || chunks.length < 4) return undefined;
        isKilled = true;
        response.destroy();
        await server.killAndStartAgain();
        return 'handled';
      };
      await release('3.0');
      ok(isKilled);
      ok(chunks.length > 8, `${chunks.length} parts`);
    });
  });
