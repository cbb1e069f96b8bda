import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { fromUtf8, utf8 } from '../../../../src/core/base/bytes.ts';
import { type HttpBodyStream } from '../../../../src/core/ports/httpClient.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { until } from '../../../support/until.ts';
import { useAnsweringServer } from '../support/answeringServer.ts';
import { rejectsWith } from '../support/rejectsWith.ts';

const piece = new Uint8Array(64 * 1024).fill(7);

function bodyOf(pieces: number, sizeBytes = pieces * piece.length): HttpBodyStream & { readonly opened: () => number } {
  let opened = 0;
  return {
    sizeBytes,
    opened: () => opened,
    async *open() {
      opened += 1;
      for (let count = 0; count < pieces; count++) yield piece;
    },
  };
}

describe('NodeHttpClient with large bodies', () => {
  const server = useAnsweringServer();

  it('sends a stream with its length and reports what was sent', async () => {
    let received = 0;
    server.answer = (request, response) => {
      request.on('data', (data: Buffer) => (received += data.length));
      request.on('end', () => response.end(`${request.method} ${request.headers['content-length']}`));
    };
    const sent: number[] = [];
    const body = bodyOf(40);
    const response = await new NodeHttpClient().request({
      url: server.base,
      method: 'PUT',
      body,
      onSent: (bytes) => sent.push(bytes),
      maxBytes: 100,
    });
    strictEqual(fromUtf8(response.body), `PUT ${body.sizeBytes}`);
    strictEqual(received, body.sizeBytes);
    deepStrictEqual([sent[0], sent.at(-1), sent.length], [0, body.sizeBytes, 41]);
  });

  it('takes the data only as fast as the server reads it', async () => {
    let proceed: () => void = () => undefined;
    server.answer = (request, response) => {
      proceed = () => request.resume();
      request.on('end', () => response.end());
    };
    let taken = 0;
    const body: HttpBodyStream = {
      sizeBytes: 1000 * piece.length,
      async *open() {
        for (; taken < 1000; taken++) yield piece;
      },
    };
    const answered = new NodeHttpClient().request({ url: server.base, method: 'POST', body, maxBytes: 100 });
    // Until the buffers of the system are full.
    for (let before = -1; before !== taken || before === 0;) {
      before = taken;
      await wait(200);
    }
    ok(taken < 900, `${taken} of 1000 pieces were taken by a server that reads nothing`);
    proceed();
    strictEqual((await answered).status, 200);
  });

  it('stops sending when the server answers early', async () => {
    server.answer = (_request, response) => response.writeHead(413).end('too large');
    const body = bodyOf(2000);
    const response = await new NodeHttpClient().request({ url: server.base, method: 'POST', body, maxBytes: 100 });
    deepStrictEqual([response.status, fromUtf8(response.body)], [413, 'too large']);
  });

  it('closes the connection of a request that was not sent to its end', async () => {
    const closed: string[] = [];
    server.answer = ({ socket }, response) => {
      socket.once('close', () => closed.push('connection'));
      response.writeHead(413, { 'content-length': '0' }).end();
    };
    const client = new NodeHttpClient();
    const body: HttpBodyStream = {
      sizeBytes: 2 * piece.length,
      async *open() {
        yield piece;
        await wait(200);
        yield piece;
      },
    };
    await client.request({ url: server.base, method: 'PUT', body, maxBytes: 100 });
    await until('the end of the connection', () => closed[0]);
    client.dispose();
  });

  it('does not end a request whose data became shorter or longer', async () => {
    let ended = 0;
    server.answer = (request, response) => {
      request.resume().on('end', () => {
        ended += 1;
        response.end();
      });
    };
    for (const wrong of [bodyOf(3, 4 * piece.length), bodyOf(3, 2 * piece.length)]) {
      const failing = new NodeHttpClient().request({ url: server.base, method: 'PUT', body: wrong, maxBytes: 100 });
      match(await rejectsWith('address-unreachable', failing), /data to send changed/);
    }
    strictEqual(ended, 0);
  });

  it('gives the answer as a stream, and closes the connection of one that is not read to its end', async () => {
    let isClosed = false;
    server.answer = (_request, response) => {
      response.on('close', () => (isClosed = true));
      const write = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', write);
      write();
    };
    const { status, body } = await new NodeHttpClient().open({ url: server.base });
    strictEqual(status, 200);
    for await (const part of body) if (part.length > 0) break;
    await until('the end of the connection', () => isClosed || undefined);
  });

  it('ends a connection on which nothing moves', async () => {
    server.answer = () => undefined;
    match(
      await rejectsWith('address-silent', new NodeHttpClient().open({ url: server.base, idleTimeoutMs: 100 })),
      /nothing was received for 1 s$/,
    );
  });

  it('keeps a connection for the next request', async () => {
    server.answer = (request, response) => request.resume().on('end', () => response.end('ok'));
    const client = new NodeHttpClient();
    server.connections.clear();
    for (let count = 0; count < 5; count++) await client.request({ url: server.base, method: 'POST', body: utf8('x'), maxBytes: 10 });
    client.dispose();
    strictEqual(server.connections.size, 1);
  });
});
