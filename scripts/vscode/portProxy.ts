/**
 * What a remote VS Code forwards ports with: `/proxy/<port>/…` leads to that port of this machine. Such a proxy belongs to the place where
 * VS Code's server runs and not to the server itself; this one is what tests have instead. It passes requests on as they are, with the
 * `Host` that the client sent, as most of these do.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, ServerResponse } from 'node:http';
import { createProxyServer } from 'httpxy';

const loopback = '127.0.0.1';

export class PortProxy {
  readonly #onward = createProxyServer({ changeOrigin: false });
  readonly #server = createServer((request, response) => void this.#passOn(request, response));

  async start(): Promise<void> {
    this.#onward.on('error', (_error, _request, response) => {
      if (response instanceof ServerResponse && !response.headersSent) response.writeHead(502).end();
    });
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

  async #passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, port, path = '/'] = /^\/proxy\/(\d{1,5})(\/.*)?$/.exec(request.url ?? '') ?? [];
    if (port === undefined) {
      response.writeHead(404).end();
      return;
    }
    request.url = path;
    await this.#onward.web(request, response, { target: `http://${loopback}:${port}` });
  }
}
