/**
 * What a remote VS Code forwards ports with: `/proxy/<port>/…` leads to that port of this machine. Such a proxy belongs to
 * the place where VS Code's server stands and not to the server itself; this one is what tests have in its stead. It passes
 * requests on as they are, with the `Host` that the client sent, as most of these do.
 */

import { once } from 'node:events';
import { createServer, request as requestTo, type IncomingMessage, type ServerResponse } from 'node:http';

const loopback = '127.0.0.1';

export class PortProxy {
  readonly #server = createServer(passOn);

  async start(): Promise<void> {
    this.#server.listen(0, loopback);
    await once(this.#server, 'listening');
  }

  /** The value of VSCODE_PROXY_URI that leads here. */
  get template(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || !address) throw new Error('The proxy is not started');
    return `http://${loopback}:${address.port}/proxy/{{port}}/`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function passOn(request: IncomingMessage, response: ServerResponse): void {
  const [, port, path = '/'] = /^\/proxy\/(\d{1,5})(\/.*)?$/.exec(request.url ?? '') ?? [];
  if (port === undefined) {
    response.writeHead(404).end();
    return;
  }
  const onward = requestTo({ host: loopback, port, path, method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  response.once('close', () => onward.destroy());
  request.pipe(onward);
}
