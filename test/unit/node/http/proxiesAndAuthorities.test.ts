import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { fromUtf8, utf8 } from '../../../../src/core/base/bytes.ts';
import { encodePem } from '../../../../src/core/formats/pem/pem.ts';
import { createCertificate } from '../../../../src/core/formats/x509/createCertificate.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { throwAwayKey } from '../../../support/throwAwayIdentity.ts';
import { rejectsWith } from '../support/rejectsWith.ts';

const hostName = 'store.test';
const authorityKey = throwAwayKey('ec-p256', 'authority');
const authorityName = [{ type: 'CN', value: 'Company Authority' }] as const;
const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };

function pemOf(subject: string, key = throwAwayKey('ec-p256', 'leaf')): string {
  const name = utf8(hostName);
  const certificate = createCertificate({
    ...validity,
    subject: [{ type: 'CN', value: subject }],
    publicKey: createPublicKey(key),
    issuer: { name: [...authorityName], privateKey: authorityKey },
    serialNumber: Uint8Array.of(key === authorityKey ? 1 : 2),
    isCa: key === authorityKey,
    // subjectAltName with one dNSName (RFC 5280, 4.2.1.6)
    extensions: key === authorityKey ? [] : [{ oid: '2.5.29.17', value: Uint8Array.of(0x30, name.length + 2, 0x82, name.length, ...name) }],
  });
  return encodePem('CERTIFICATE', certificate);
}

describe('NodeHttpClient behind proxies and authorities', () => {
  const authority = pemOf(authorityName[0].value, authorityKey);
  const key = throwAwayKey('ec-p256', 'leaf').export({ type: 'pkcs8', format: 'pem' });
  const servers: Server[] = [];
  let proxy: string;
  let asked: string[];
  let refusal: string | undefined;

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  before(async () => {
    const store = createSecureServer({ key, cert: pemOf(hostName) }, (_request, response) => response.end('the store'));
    const storePort = await listen(store);
    // Plain requests arrive with their whole address; for https the proxy is asked for a tunnel (RFC 9110, 9.3.6).
    const forward = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('through the proxy');
    });
    forward.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      const tunnel = connect(storePort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(tunnel).pipe(socket);
      });
      for (const end of [socket, tunnel]) end.on('error', () => end.destroy());
    });
    proxy = `http://127.0.0.1:${await listen(forward)}`;
  });
  beforeEach(() => {
    asked = [];
    refusal = undefined;
  });
  after(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function get(url: string, options: ConstructorParameters<typeof NodeHttpClient>[0]): Promise<string> {
    const client = new NodeHttpClient(options);
    try {
      return fromUtf8((await client.request({ url, maxBytes: 1000, timeoutMs: 20_000 })).body);
    } finally {
      client.dispose();
    }
  }

  it('reaches https through the proxy that the environment names, with an authority of the company', async () => {
    const proxies = { HTTPS_PROXY: proxy.replace('//', '//user:hush@') };
    strictEqual(await get(`https://${hostName}/`, { proxies, certificateAuthorities: [authority] }), 'the store');
    deepStrictEqual(asked, [`CONNECT ${hostName}:443 Basic ${Buffer.from('user:hush').toString('base64')}`]);
  });

  it('trusts no authority that neither the system nor the caller knows', async () => {
    match(await rejectsWith('address-unreachable', get(`https://${hostName}/`, { proxies: { HTTPS_PROXY: proxy } })), /unknown authority/);
  });

  it('reaches http through its proxy, except for names that the environment excludes', async () => {
    strictEqual(await get('http://plain.test/x', { proxies: { HTTP_PROXY: proxy } }), 'through the proxy');
    deepStrictEqual(asked, ['GET http://plain.test/x']);
    await rejectsWith('address-unreachable', get('http://plain.test/x', { proxies: { HTTP_PROXY: proxy, NO_PROXY: '.test' } }));
    strictEqual(asked.length, 1);
  });

  it('never asks a proxy for this computer', async () => {
    const here = createServer((_request, response) => response.end('here'));
    const port = await listen(here);
    for (const host of ['127.0.0.1', 'localhost']) {
      strictEqual(await get(`http://${host}:${port}/`, { proxies: { HTTP_PROXY: 'http://127.0.0.1:1' } }), 'here');
    }
  });

  it('says that the proxy refused, without its password', async () => {
    refusal = '407 Proxy Authentication Required';
    const proxies = { HTTPS_PROXY: proxy.replace('//', '//user:hush@') };
    const message = await rejectsWith('address-unreachable', get(`https://${hostName}/`, { proxies, certificateAuthorities: [authority] }));
    match(message, /the proxy refused the connection/);
    strictEqual(message.includes('hush'), false);
  });
});
