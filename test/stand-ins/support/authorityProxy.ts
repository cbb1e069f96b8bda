/**
 * A proxy as companies run it: it opens HTTPS with certificates of an authority of its own, and hands requests to the names of vendors to their
 * stand-ins. So other people's clients, which know no other address than the vendor's, reach a stand-in unchanged.
 */

import forge from 'node-forge';
import { request as startRequest, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';

export interface AuthorityProxy {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** The certificate of the authority, PEM. */
  readonly authority: string;
  /** The names for which a tunnel was asked, in order. */
  readonly tunnels: readonly string[];
  close(): Promise<void>;
}

/** `hosts`: which address answers for which name. */
export async function startAuthorityProxy(hosts: Readonly<Record<string, string>>): Promise<AuthorityProxy> {
  const { authority, certificate, key } = createCertificates(Object.keys(hosts));
  const tunnels: string[] = [];
  const secure = createSecureServer({ key, cert: certificate }, (message, response) => {
    const host = (message.headers.host ?? '').replace(/:\d+$/u, '');
    const target = hosts[host];
    if (target === undefined) {
      response.writeHead(502).end();
      return;
    }
    forward(message, response, target, `https://${host}`);
  });
  const securePort = await listen(secure);
  const proxy = createServer((_request, response) => response.writeHead(405).end());
  proxy.on('connect', (request, socket) => {
    const host = (request.url ?? '').replace(/:443$/u, '');
    tunnels.push(host);
    if (hosts[host] === undefined) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const tunnel = connect(securePort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(tunnel).pipe(socket);
    });
    for (const end of [socket, tunnel]) end.on('error', () => end.destroy());
    socket.on('close', () => tunnel.destroy());
  });
  const sockets = new Set<Socket>();
  for (const server of [proxy, secure])
    server.on('connection', (socket: Socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  const port = await listen(proxy);
  return {
    url: `http://127.0.0.1:${port}`,
    authority,
    tunnels,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      for (const server of [proxy, secure]) {
        await new Promise<void>((resolve) => {
          server.close(() => resolve());
        });
      }
    },
  };
}

function forward(message: IncomingMessage, response: ServerResponse, target: string, origin: string): void {
  const headers = { ...message.headers, 'x-stand-in-origin': origin };
  const onward = startRequest(new URL(message.url ?? '/', target), { method: message.method ?? 'GET', headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  // A cut behind the proxy is a cut for the client.
  onward.on('error', () => response.destroy());
  message.on('error', () => onward.destroy());
  message.pipe(onward);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

function createCertificates(names: readonly string[]): { authority: string; certificate: string; key: string } {
  const root = forge.pki.rsa.generateKeyPair(2048);
  const leaf = forge.pki.rsa.generateKeyPair(2048);
  const issuer = [{ name: 'commonName', value: 'Authority of a Company' }];
  const authority = certify(root.publicKey, issuer, issuer, root.privateKey, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
  ]);
  const altNames = names.map((value) => ({ type: 2, value }));
  const certificate = certify(leaf.publicKey, [{ name: 'commonName', value: 'Stand-in' }], issuer, root.privateKey, [
    { name: 'basicConstraints', cA: false },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames },
  ]);
  return { authority, certificate, key: forge.pki.privateKeyToPem(leaf.privateKey) };
}

function certify(
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  signingKey: forge.pki.rsa.PrivateKey,
  extensions: object[],
): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = `01${Math.floor(Math.random() * 0xffffff)
    .toString(16)
    .padStart(6, '0')}`;
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000);
  certificate.validity.notAfter = new Date(Date.now() + 30 * 86_400_000);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer);
  certificate.setExtensions(extensions);
  certificate.sign(signingKey, forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}
