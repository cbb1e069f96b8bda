/** Where clients reach a release server: a port that listens with HTTP or HTTPS, and what answers there. */

import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { Failure } from '../../core/base/failure.ts';
import { RequestAnswerer, type AnswererParts } from './answerRequest.ts';
import { type NamedCertificate } from './namedCertificate.ts';
import { guardConnections, serverOptions, type Patience } from './guardConnections.ts';
import { bracketed, hostHeaders, serverHosts } from './serverHosts.ts';

interface Identity {
  /** PEM. */
  readonly certificate: string;
  readonly privateKey: string;
}

export interface FrontOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Of the server, with TLS. */
  readonly identity: Identity | undefined;
  /** For clients that ask for one of its names. */
  readonly named?: NamedCertificate | undefined;
  readonly patience: Patience;
  readonly answers: Omit<AnswererParts, 'allowedHosts' | 'isTls'>;
}

export interface Front {
  readonly server: Server;
  /** Of the address it listens on. */
  readonly url: string;
  /** Whether who connects to that address gets the named certificate. */
  readonly showsNamed: boolean;
}

/** Node 24's own, without the older suites of TLS 1.2 that iOS 27 refuses for installation. */
const tls12Suites = ['ECDSA', 'RSA'].flatMap((key) =>
  ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'CHACHA20-POLY1305'].map((cipher) => `ECDHE-${key}-${cipher}`),
);

export const tlsOptions = {
  minVersion: 'TLSv1.2',
  ciphers: ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256', ...tls12Suites].join(':'),
} as const;

/** Fails with `address-unavailable`. */
export async function openFront({ host, port, identity, named, patience, answers }: FrontOptions): Promise<Front> {
  let answerer: RequestAnswerer | undefined;
  const listener: RequestListener = (message, response) => {
    onRequest(message, response);
    void answerer?.answer(message, response);
  };
  const server = identity
    ? createTlsServer(identity, { named, publicHost: answers.publicUrl?.hostname, patience, listener })
    : createHttpServer(serverOptions(patience), listener);
  const onRequest = guardConnections(server, patience, answers.trustedProxies);
  await listen(server, host, port);
  const hosts = serverHosts(host);
  const isTls = identity !== undefined;
  const actualPort = portOf(server);
  const url = `${isTls ? 'https' : 'http'}://${bracketed(hosts[0] ?? host)}:${actualPort}`;
  const publicUrl = answers.publicUrl ?? (answers.isOnlyPublic === true ? new URL(url) : undefined);
  const allowedHosts = new Set([
    ...hostHeaders([...hosts, ...(named?.names ?? [])], actualPort, isTls),
    ...(publicUrl ? [publicUrl.host] : []),
  ]);
  answerer = new RequestAnswerer({ ...answers, publicUrl, allowedHosts, isTls });
  return { server, url, showsNamed: isNamedFor(named, hosts[0] ?? host, publicUrl?.hostname) };
}

/** Less than what the command line waits for before it ends by itself. */
const stopMs = 1500;

/** Answers what is under way for a moment, then ends everything. */
export async function closeFront({ server }: Front): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), stopMs);
  await closed;
  clearTimeout(timer);
}

/** By which programs of this machine reach the server: they trust its own authority. */
const ownAddresses: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Whether who connects to an address, directly or by the public one, gets the named certificate. */
function isNamedFor(named: NamedCertificate | undefined, address: string, publicHost = ''): boolean {
  return !ownAddresses.has(address) && [address, publicHost].some((each) => named?.isForAddress(each) === true);
}

interface TlsParts {
  readonly named: NamedCertificate | undefined;
  /** Of the public address. */
  readonly publicHost: string | undefined;
  readonly patience: Patience;
  readonly listener: RequestListener;
}

function createTlsServer(identity: Identity, { named, publicHost, patience, listener }: TlsParts): Server {
  const contextOf = ({ certificate, privateKey }: Identity) => ({ cert: certificate, key: privateKey, ...tlsOptions });
  const server = createHttpsServer(
    {
      ...serverOptions(patience),
      handshakeTimeout: patience.headersMs,
      ...contextOf(identity),
      ...(named && { SNICallback: (name, answer) => answer(null, named.contextFor(name)) }),
    },
    listener,
  );
  if (!named) return server;
  let shown = identity;
  // Clients that connect to an address do not say which: it is that of the connection, or the public one, which a router leads here.
  server.prependListener('connection', ({ localAddress = '' }: Socket) => {
    const wanted = isNamedFor(named, localAddress, publicHost) ? named.identity : identity;
    if (wanted === shown) return;
    shown = wanted;
    // For this connection and those after it: the handshake begins right after the listeners.
    server.setSecureContext(contextOf(wanted));
  });
  return server;
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(Failure.of('address-unavailable', { address: `${host}:${port}`, reason: error.message }, { cause: error }));
    });
    server.listen({ host, port, exclusive: true }, resolve);
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  return address.port;
}
