import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { fromUtf8 } from '../../../../src/core/base/bytes.ts';
import { type HttpRequest } from '../../../../src/core/ports/httpClient.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { useAnsweringServer } from '../support/answeringServer.ts';
import { rejectsWith } from '../support/rejectsWith.ts';

describe('NodeHttpClient', () => {
  const server = useAnsweringServer();

  function get(path: string, more: Partial<HttpRequest> = {}) {
    return new NodeHttpClient().request({ url: server.base + path, maxBytes: 1000, timeoutMs: 5000, ...more });
  }

  it('gives status, headers, body and the address after redirects', async () => {
    server.answer = (request, response) => {
      if (request.url === '/from') response.writeHead(302, { location: '/to' }).end();
      else response.writeHead(404, { 'X-Mark': request.headers['x-ask'] }).end('absent');
    };
    const response = await get('/from', { headers: { 'X-Ask': 'yes' } });
    deepStrictEqual(
      [response.status, response.url, response.headers['x-mark'], fromUtf8(response.body)],
      [404, `${server.base}/to`, 'yes', 'absent'],
    );
  });

  it('bounds the body by what it is when decompressed', async () => {
    server.answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(new Uint8Array(1_000_000)));
    match(await rejectsWith('address-answer-too-large', get('/')), /1000 bytes/);
  });

  it('reads an answer without a body that names a coding', async () => {
    server.answer = ({ url }, response) => {
      const length = url === '/none' ? { 'content-length': '0' } : {};
      response.writeHead(url === '/unchanged' ? 304 : 200, { 'content-encoding': 'gzip', ...length }).end();
    };
    const answers = [await get('/', { method: 'HEAD' }), await get('/unchanged'), await get('/none')];
    deepStrictEqual(
      answers.map(({ status, body }) => [status, body.length]),
      [
        [200, 0],
        [304, 0],
        [200, 0],
      ],
    );
  });

  it('gives up after the time limit, also in the middle of a body', async () => {
    server.answer = (_request, response) => response.writeHead(200).write('begin');
    match(await rejectsWith('address-too-slow', get('/', { timeoutMs: 200 })), /longer than 1 s$/);
  });

  it('is cancelled', async () => {
    server.answer = () => undefined;
    await rejectsWith('cancelled', get('/', { signal: AbortSignal.timeout(50) }));
    await rejectsWith('cancelled', get('/', { signal: AbortSignal.abort() }));
  });

  it('says why no answer came', async () => {
    match(await rejectsWith('address-unreachable', get('', { url: 'http://127.0.0.1:1/' })), /http:\/\/127\.0\.0\.1:1\/ failed: \S/);
    server.answer = (_request, response) => response.destroy();
    match(await rejectsWith('address-unreachable', get('/')), /the connection was closed/);
  });

  it('takes http and https addresses alone, and shows no password', async () => {
    for (const url of ['file:///etc/passwd', 'data:,x', 'no address', '']) await rejectsWith('address-invalid', get('', { url }));
    const message = await rejectsWith('address-invalid', get('', { url: 'http://user:hush@localhost/' }));
    ok(!message.includes('hush') && !message.includes('user'));
  });

  it('does not follow a redirect to another scheme', async () => {
    server.answer = (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    await rejectsWith('address-unreachable', get('/'));
  });

  it('asks for headers alone', async () => {
    server.answer = (request, response) => response.writeHead(200, { 'x-method': request.method }).end();
    const response = await get('/', { method: 'HEAD' });
    strictEqual(response.headers['x-method'], 'HEAD');
    strictEqual(response.body.length, 0);
  });
});
