/** A server on loopback for the tests of one `describe`, which answers each request as the test says. */

import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface AnsweringServer {
  /** `http://127.0.0.1:PORT`, once the tests run. */
  readonly base: string;
  /** Each connection that was opened. */
  readonly connections: Set<unknown>;
  /** Every request gets this. */
  answer: RequestListener;
}

/** Called within a `describe`. */
export function useAnsweringServer(): AnsweringServer {
  const used = { base: '', connections: new Set<unknown>(), answer: ((_, response) => response.end()) as RequestListener };
  let server: Server;
  before(async () => {
    server = createServer((request, response) => used.answer(request, response));
    server.on('connection', (socket) => used.connections.add(socket));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    used.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return used;
}
