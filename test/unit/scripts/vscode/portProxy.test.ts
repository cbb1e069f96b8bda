import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { PortProxy } from '../../../../scripts/vscode/portProxy.ts';

describe('PortProxy', () => {
  const proxy = new PortProxy();
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/plain');
    response.writeHead(request.url === '/absent' ? 404 : 200);
    response.end(`${request.method} ${request.url} for ${request.headers.host}`);
  });
  let port = 0;

  before(async () => {
    await proxy.start();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });

  after(() => {
    server.close();
    proxy.stop();
  });

  const at = (path: string): string => proxy.template.replace('{{port}}/', `${port}${path}`);

  it('leads to the port that the path names, with the host that the client asked for', async () => {
    const response = await fetch(at('/p/token?x=1'));
    deepStrictEqual(await response.text(), `GET /p/token?x=1 for ${new URL(proxy.template.replace('{{port}}', '1')).host}`);
    strictEqual(response.headers.get('content-type'), 'text/plain');
  });

  it('passes on what the server answers', async () => strictEqual((await fetch(at('/absent'))).status, 404));
  it('says when nothing listens', async () => strictEqual((await fetch(proxy.template.replace('{{port}}', '1'))).status, 502));
  it('leads nowhere else', async () => strictEqual((await fetch(new URL('/other', proxy.template))).status, 404));
});
