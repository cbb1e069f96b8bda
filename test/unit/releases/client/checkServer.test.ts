import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { checkServer, type ServerFinding } from '../../../../src/releases/client/checkServer.ts';
import { ReleaseClient } from '../../../../src/releases/client/releaseClient.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';

type Fault = 'none' | 'small-bodies' | 'no-ranges' | 'no-types' | 'no-forwarding' | 'redirect' | 'other-server' | 'foreign-host';

describe('the look at a release server from outside', () => {
  let server: TestServer;
  let proxy: Server;
  let address: string;
  let fault: Fault = 'none';

  before(async () => {
    proxy = createServer((message, response) => pass(message, response));
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const own: AddressInfo | string | null = proxy.address();
    ok(typeof own === 'object' && own !== null);
    address = `http://127.0.0.1:${own.port}`;
    server = await startTestServer({ trustedProxies: ['127.0.0.1'], publicUrl: address });
  });
  after(async () => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
    await server.stop();
  });

  function pass(message: IncomingMessage, response: ServerResponse): void {
    const end = (status: number, headers: Record<string, string> = {}): void => {
      message.resume();
      response.writeHead(status, headers).end('no');
    };
    if (fault === 'small-bodies' && Number(message.headers['content-length'] ?? 0) > 1024 * 1024) return end(413);
    if (fault === 'redirect') return end(301, { location: `https://other.example.com${message.url}` });
    if (fault === 'other-server') return end(200);
    const { range, host = '', ...headers } = message.headers;
    const target = new URL(server.running.url);
    const sent = request(
      {
        host: target.hostname,
        port: target.port,
        path: message.url,
        method: message.method,
        headers: {
          ...headers,
          host: fault === 'foreign-host' ? 'other.example.com' : target.host,
          'x-forwarded-for': '127.0.0.1',
          ...(fault !== 'no-forwarding' && fault !== 'foreign-host' && { 'x-forwarded-host': host }),
          ...(fault !== 'no-ranges' && range !== undefined && { range }),
        },
      },
      (answer) => {
        const type = fault === 'no-types' && answer.headers['content-type'] ? { 'content-type': 'text/plain' } : {};
        response.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...type });
        answer.pipe(response);
      },
    );
    // A server that refuses a body answers before it has read it, and proxies pass that answer on.
    sent.on('error', () => {
      if (!response.headersSent) response.destroy();
    });
    sent.on('close', () => {
      message.unpipe(sent);
      message.resume();
    });
    message.pipe(sent);
  }

  async function check(with_: Fault, url = address): Promise<readonly ServerFinding[]> {
    fault = with_;
    const http = new NodeHttpClient({ proxies: {} });
    const token = new Secret(server.running.ownerToken);
    const client = new ReleaseClient({ http, server: url, token });
    return await checkServer({ http, client, url, token, certificateAuthorities: [], now: new Date() });
  }

  function states(findings: readonly ServerFinding[]): readonly string[] {
    return findings.map(({ what, state }) => `${what} ${state}`);
  }

  it('says that a release is needed for the rest', async () => {
    deepStrictEqual(states(await check('none', server.running.url)), ['answer right', 'scheme doubtful', 'addresses not checked']);
  });

  describe('with a release', () => {
    before(async () => {
      const { url, ownerToken } = server.running;
      const client = new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: url, token: new Secret(ownerToken) });
      const name = { owner: 'acme', app: 'Hello' };
      await client.ensureApp(name, 'hello.apk');
      const file = bytesSource(await smallArchive(smallApkEntries()));
      const targets = { groups: ['Collaborators'], testers: [], isMandatory: false, notifiesTesters: false };
      await client.createRelease(name, { fileName: 'hello.apk', file, ...targets });
    });

    const right = ['answer right', 'scheme doubtful', 'body size right', 'addresses right', 'ranges right', 'media type right'];

    it('finds nothing wrong with a server, nor through a proxy that passes everything on', async () => {
      deepStrictEqual(states(await check('none', server.running.url)), right);
      deepStrictEqual(states(await check('none')), right);
    });

    const faults: readonly (readonly [Fault, string])[] = [
      ['small-bodies', 'body size wrong'],
      ['no-ranges', 'ranges wrong'],
      ['no-types', 'media type wrong'],
      ['no-forwarding', 'addresses wrong'],
      ['redirect', 'redirect wrong'],
      ['other-server', 'answer wrong'],
      ['foreign-host', 'answer wrong'],
    ];
    for (const [kind, wanted] of faults)
      it(`finds a proxy with the fault “${kind}”, and says what to do`, async () => {
        const wrong = (await check(kind)).filter(({ state }) => state === 'wrong');
        deepStrictEqual(states(wrong), [wanted]);
        ok(wrong.every(({ remedy }) => remedy !== undefined));
      });

    it('finds that nothing answers', async () => {
      strictEqual((await check('none', 'http://127.0.0.1:1'))[0]?.state, 'wrong');
    });
  });

  it('finds a certificate that devices do not trust', async () => {
    const secure = await startTestServer({ isTls: true });
    try {
      const http = new NodeHttpClient({ proxies: {}, certificateAuthorities: [] });
      const token = new Secret(secure.running.ownerToken);
      const { url } = secure.running;
      const client = new ReleaseClient({ http, server: url, token });
      const found = await checkServer({ http, client, url, token, certificateAuthorities: [], now: new Date() });
      deepStrictEqual(states(found), ['answer wrong', 'scheme right', 'certificate wrong']);
      const later = new Date(Date.now() + 100 * 365 * 24 * 60 * 60 * 1000);
      const ended = await checkServer({ http, client, url, token, certificateAuthorities: [], now: later });
      ok(ended.some(({ says }) => says.startsWith('The certificate ended on')));
    } finally {
      await secure.stop();
    }
  });

  it('stops when it is cancelled', async () => {
    const http = new NodeHttpClient({ proxies: {} });
    const token = new Secret('x');
    const { url } = server.running;
    const client = new ReleaseClient({ http, server: url, token });
    const signal = AbortSignal.abort();
    await rejects(checkServer({ http, client, url, token, certificateAuthorities: [], now: new Date(), signal }), /cancel/i);
  });
});
