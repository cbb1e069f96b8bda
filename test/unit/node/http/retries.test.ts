import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { type HttpRequest } from '../../../../src/core/ports/httpClient.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { waitBefore } from '../../../../src/node/http/retries.ts';

/** `cut` closes the connection without an answer. */
type Answer = number | 'cut' | { readonly status: number; readonly headers: Readonly<Record<string, string>> };

describe('NodeHttpClient again and elsewhere', () => {
  let server: Server;
  let base: string;
  let answers: Answer[];
  let seen: IncomingMessage[];
  const waits: number[] = [];
  const client = new NodeHttpClient({ wait: async (milliseconds) => void waits.push(milliseconds) });

  before(async () => {
    server = createServer((request, response) => {
      seen.push(request);
      request.resume();
      const answer = answers.shift() ?? 200;
      if (answer === 'cut') response.destroy();
      else if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(answer.status, answer.headers).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    client.dispose();
    server.closeAllConnections();
    server.close();
  });

  async function check(
    request: Partial<HttpRequest>,
    given: readonly Answer[],
    expected: { status: number | 'unreachable'; requests: number },
  ) {
    answers = [...given];
    seen = [];
    waits.length = 0;
    const running = client.request({ url: base, maxBytes: 100, ...request });
    if (expected.status === 'unreachable') await rejects(running, { code: 'address-unreachable' });
    else strictEqual((await running).status, expected.status);
    strictEqual(seen.length, expected.requests);
  }

  it('tries again what may pass, as often as it is allowed to', async () => {
    const retry = { attempts: 3 };
    await check({ retry }, [503, 429, 200], { status: 200, requests: 3 });
    await check({ retry }, ['cut', 500, 200], { status: 200, requests: 3 });
    await check({ retry }, [503, 503, 503, 200], { status: 503, requests: 3 });
    await check({ retry }, ['cut', 'cut', 'cut', 200], { status: 'unreachable', requests: 3 });
    await check({ retry }, [404, 200], { status: 404, requests: 1 });
    await check({}, [503, 200], { status: 503, requests: 1 });
  });

  it('sends a POST twice only when the caller says that it is harmless', async () => {
    const post = { method: 'POST', body: utf8('x') } as const;
    await check({ ...post, retry: { attempts: 3 } }, [503, 200], { status: 503, requests: 1 });
    await check({ ...post, retry: { attempts: 3 } }, ['cut', 200], { status: 'unreachable', requests: 1 });
    await check({ ...post, retry: { attempts: 3, isRepeatable: true } }, [503, 200], { status: 200, requests: 2 });
    await check({ method: 'PUT', body: utf8('x'), retry: { attempts: 3 } }, [503, 200], { status: 200, requests: 2 });
  });

  it('says what it waits for', async () => {
    const told: unknown[] = [];
    const retry = { attempts: 3, onRetry: (step: unknown) => told.push(step) };
    await check({ retry }, [{ status: 429, headers: { 'retry-after': '7' } }, 200], { status: 200, requests: 2 });
    deepStrictEqual(told, [{ attempt: 2, waitMs: 7000, reason: `${base}/: 429` }]);
    deepStrictEqual(waits, [7000]);
  });

  it('returns the answer of a server that asks to come back much later', async () => {
    const busy = { status: 429, headers: { 'retry-after': '3600' } };
    await check({ retry: { attempts: 3 } }, [busy, 200], { status: 429, requests: 1 });
    deepStrictEqual(waits, []);
  });

  it('waits longer each time, and not in step with others', () => {
    deepStrictEqual(
      [1, 2, 3].map((attempt) => waitBefore(attempt, undefined, 0, 1)),
      [500, 1000, 2000],
    );
    strictEqual(waitBefore(1, undefined, 0, 0), 250);
    strictEqual(waitBefore(40, undefined, 0, 1), 60_000);
    strictEqual(waitBefore(1, 'Sun, 29 Nov 2026 12:00:05 GMT', Date.UTC(2026, 10, 29, 12), 0), 5000);
    strictEqual(waitBefore(1, 'Sun, 29 Nov 2026 11:00:00 GMT', Date.UTC(2026, 10, 29, 12), 0), 0);
    strictEqual(waitBefore(1, 'soon', 0, 1), 500);
  });

  it('keeps credentials from where a redirect leads', async () => {
    const other = base.replace('127.0.0.1', 'localhost');
    const credentials = { authorization: new Secret('Bearer hush') };
    const redirect = (location: string): Answer => ({ status: 307, headers: { location } });
    await check({ credentials }, [redirect('/same'), redirect(`${other}/other`), redirect(`${base}/back`), 200], {
      status: 200,
      requests: 4,
    });
    deepStrictEqual(
      seen.map(({ headers }) => headers.authorization),
      ['Bearer hush', 'Bearer hush', undefined, undefined],
    );
  });

  it('keeps or drops method and body as the status says', async () => {
    const sent = async (status: number, method: 'POST' | 'PUT'): Promise<string> => {
      await check({ method, body: utf8('abc') }, [{ status, headers: { location: '/x' } }, 200], { status: 200, requests: 2 });
      return `${seen[1]?.method} ${seen[1]?.headers['content-length'] ?? ''}`;
    };
    deepStrictEqual(
      [await sent(301, 'POST'), await sent(303, 'PUT'), await sent(307, 'POST'), await sent(302, 'PUT')],
      ['GET ', 'GET ', 'POST 3', 'PUT 3'],
    );
  });

  it('gives a redirect itself when asked to, and one without an address always', async () => {
    await check({ redirect: 'manual' }, [{ status: 302, headers: { location: '/x' } }], { status: 302, requests: 1 });
    await check({ method: 'PUT' }, [308], { status: 308, requests: 1 });
  });

  it('ends a circle of redirects', async () => {
    const round = { status: 302, headers: { location: '/' } };
    await check(
      {},
      Array.from({ length: 30 }, () => round),
      { status: 'unreachable', requests: 21 },
    );
  });
});
