/**
 * Looks at a release server from outside, through whatever is between: whether it is one, whether its address serves phones, and whether a proxy
 * changes bodies, ranges, types or addresses. Each finding says what to do.
 */

import { connect } from 'node:tls';
import * as z from 'zod/mini';
import { fromUtf8, utf8, type Bytes } from '../../core/base/bytes.ts';
import { isFailure } from '../../core/base/failure.ts';
import { type Secret } from '../../core/base/secret.ts';
import { type HttpClient, type HttpRequest, type HttpResponse } from '../../core/ports/httpClient.ts';
import { type AppName, type ReleaseClient } from './releaseClient.ts';
import { uploadAnswer, type ServerRelease } from './serverAnswers.ts';

export interface ServerFinding {
  readonly what: 'answer' | 'scheme' | 'certificate' | 'redirect' | 'body size' | 'addresses' | 'ranges' | 'media type' | 'manifest';
  readonly state: 'right' | 'doubtful' | 'wrong' | 'not checked';
  readonly says: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export interface ServerToCheck {
  readonly http: HttpClient;
  readonly client: ReleaseClient;
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: Secret;
  readonly certificateAuthorities: readonly string[];
  readonly now: Date;
  readonly signal?: AbortSignal;
}

const largestAnswer = 1024 * 1024;
/** A part of an upload: what every proxy must let through. */
const partBytes = 4 * 1024 * 1024;
const dayMs = 24 * 60 * 60 * 1000;
const soonDays = 14;
const timeoutMs = 30_000;

export async function checkServer(server: ServerToCheck): Promise<readonly ServerFinding[]> {
  const answer = await checkAnswer(server);
  const scheme = checkScheme(server.url);
  const certificate = await checkCertificate(server);
  if (answer.state === 'wrong') return [answer, scheme, ...certificate];
  const found = await newestRelease(server);
  const deeper = found ? [await checkBodySize(server, found), ...(await checkRelease(server, found.release))] : [notChecked];
  return [answer, scheme, ...certificate, ...deeper];
}

const notChecked: ServerFinding = {
  what: 'addresses',
  state: 'not checked',
  says: 'No app on the server has a release with a package',
  remedy: 'Release a package, then check again: bodies, addresses, ranges, types and the manifest are checked with one',
};

async function ask({ http, signal }: ServerToCheck, request: HttpRequest): Promise<HttpResponse> {
  return await http.request({ redirect: 'manual', timeoutMs, maxBytes: largestAnswer, ...request, ...(signal && { signal }) });
}

async function checkAnswer(server: ServerToCheck): Promise<ServerFinding> {
  const { url } = server;
  try {
    const { status, headers, body } = await ask(server, { url: `${url}/api/v1/apps` });
    const { location } = headers;
    if (status >= 300 && status < 400 && location !== undefined)
      return {
        what: 'redirect',
        state: 'wrong',
        says: `${url} leads to ${new URL(location, url).origin}`,
        remedy: 'Use that address, and let clients and links use it too (--public-url)',
      };
    if (status === 401 && fromUtf8(body).includes('release-unauthorized'))
      return { what: 'answer', state: 'right', says: 'A release server answers' };
    return {
      what: 'answer',
      state: 'wrong',
      says: status === 421 ? 'The server refuses this host name' : `The answer is not that of a release server (status ${status})`,
      remedy:
        status === 421
          ? `Start the server with --public-url ${url}, or let the proxy pass on Host`
          : 'Check the address, and that the proxy passes on the whole path without changing it',
    };
  } catch (error) {
    if (!isFailure(error) || error.kind === 'cancelled') throw error;
    return { what: 'answer', state: 'wrong', says: error.message, remedy: 'Check that the server runs and that the address leads to it' };
  }
}

function checkScheme(url: string): ServerFinding {
  if (url.startsWith('https:')) return { what: 'scheme', state: 'right', says: 'The address uses https' };
  return {
    what: 'scheme',
    state: 'doubtful',
    says: 'The address uses http: iOS installs nothing from it, and anyone on the way can read tokens',
    remedy: 'Use a proxy with a certificate, or start the server with --https',
  };
}

async function checkCertificate({ url, certificateAuthorities, now }: ServerToCheck): Promise<readonly ServerFinding[]> {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'https:') return [];
  const host = hostname.replace(/^\[|\]$/g, '');
  const result = await new Promise<{ readonly error: string | undefined; readonly validTo: string; readonly version: string | null }>(
    (resolve) => {
      const socket = connect({
        host,
        port: port === '' ? 443 : Number(port),
        servername: /^[\d.:]+$/.test(host) ? '' : host,
        rejectUnauthorized: false,
      });
      const end = (error: string | undefined): void => {
        resolve({ error, validTo: socket.getPeerCertificate().valid_to ?? '', version: socket.getProtocol() });
        socket.destroy();
      };
      socket.setTimeout(timeoutMs, () => end('it does not answer'));
      socket.once('error', (error) => resolve({ error: error.message, validTo: '', version: null }));
      socket.once('secureConnect', () => end(socket.authorized ? undefined : String(socket.authorizationError)));
    },
  );
  const { error, validTo, version } = result;
  const found: ServerFinding[] = [];
  if (error !== undefined)
    found.push({
      what: 'certificate',
      state: certificateAuthorities.length > 0 ? 'doubtful' : 'wrong',
      says: `Devices do not trust the certificate by themselves: ${error}`,
      remedy: 'Use a certificate of a public authority, or install and trust the authority of the server on each device',
    });
  const days = Math.floor((Date.parse(validTo) - now.getTime()) / dayMs);
  if (days < soonDays)
    found.push({
      what: 'certificate',
      state: days < 0 ? 'wrong' : 'doubtful',
      says: days < 0 ? `The certificate ended on ${validTo}` : `The certificate ends in ${days} days`,
      remedy: 'Renew the certificate',
    });
  return found.length > 0
    ? found
    : [{ what: 'certificate', state: 'right', says: `The certificate is valid for ${days} days (${version ?? 'TLS'})` }];
}

/** A part of an upload that is begun for it and removed again: what the server refuses at once would say nothing about a proxy. */
async function checkBodySize(server: ServerToCheck, { name, release }: Found): Promise<ServerFinding> {
  const { url, token } = server;
  const uploads = `${url}/api/v1/apps/${encodeURIComponent(name.owner)}/${encodeURIComponent(name.app)}/uploads`;
  const credentials = { 'x-api-token': token };
  const fileName = decodeURIComponent(new URL(release.downloadUrl).pathname.split('/').at(-1) ?? '');
  const begun = await ask(server, {
    url: uploads,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials,
    body: utf8(JSON.stringify({ fileName, sizeBytes: partBytes })),
  });
  const upload = z.safeParse(uploadAnswer, parsed(begun.body)).data;
  if (!upload)
    return {
      what: 'body size',
      state: 'not checked',
      says: 'The token may not begin an upload',
      remedy: 'Use a token with the scope full',
    };
  const address = `${uploads}/${upload.id}`;
  const remedy =
    'Let the proxy pass on bodies of any size without storing them first (nginx: client_max_body_size 0; proxy_request_buffering off)';
  try {
    const { status } = await ask(server, { url: `${address}/chunks/1`, method: 'PUT', credentials, body: new Uint8Array(partBytes) });
    if (status === 204) return { what: 'body size', state: 'right', says: 'Parts of 4 MB pass' };
    return { what: 'body size', state: 'wrong', says: `A part of 4 MB is answered with ${status}`, remedy };
  } catch (error) {
    if (!isFailure(error) || error.kind === 'cancelled') throw error;
    return { what: 'body size', state: 'wrong', says: `A part of 4 MB does not arrive: ${error.message}`, remedy };
  } finally {
    await ask(server, { url: address, method: 'DELETE', credentials }).catch(() => undefined);
  }
}

function parsed(body: Bytes): unknown {
  try {
    return JSON.parse(fromUtf8(body));
  } catch {
    return undefined;
  }
}

interface Found {
  readonly name: AppName;
  readonly release: ServerRelease;
}

const appsLookedAt = 20;

async function newestRelease({ client }: ServerToCheck): Promise<Found | undefined> {
  for (const { owner, name: app } of (await client.listApps()).slice(0, appsLookedAt)) {
    const name = { owner, app };
    const [release] = await client.listReleases(name, 1);
    if (release && release.sizeBytes > 0) return { name, release };
  }
  return undefined;
}

async function checkRelease(server: ServerToCheck, release: ServerRelease): Promise<readonly ServerFinding[]> {
  const { url, token } = server;
  const { downloadUrl, installUrl } = release;
  if (!downloadUrl.startsWith(`${url}/`))
    return [
      {
        what: 'addresses',
        state: 'wrong',
        says: `Links lead to ${new URL(downloadUrl).origin}, not to ${url}`,
        remedy: `Start the server with --public-url ${url}, or with --trust-proxy and a proxy that sends X-Forwarded-Proto, -Host and -Prefix`,
      },
    ];
  const found: ServerFinding[] = [{ what: 'addresses', state: 'right', says: 'Links lead to this address' }];
  const credentials = { 'x-api-token': token };
  const part = await ask(server, {
    url: downloadUrl,
    headers: { range: 'bytes=1-4', 'accept-encoding': 'identity' },
    credentials,
    redirect: 'follow',
  });
  found.push(checkRange(part, release));
  const type = part.headers['content-type'] ?? '';
  if (downloadUrl.endsWith('.apk'))
    found.push(
      type === apkType
        ? { what: 'media type', state: 'right', says: 'Android opens its installer' }
        : {
            what: 'media type',
            state: 'wrong',
            says: `The package has the type ${type}: Android only saves it`,
            remedy: `Let the proxy keep Content-Type: ${apkType}`,
          },
    );
  if (downloadUrl.endsWith('.ipa')) found.push(checkManifest(await ask(server, { url: `${installUrl}/manifest.plist`, credentials }), url));
  return found;
}

const apkType = 'application/vnd.android.package-archive';

function checkRange({ status, headers, body }: HttpResponse, { sizeBytes }: ServerRelease): ServerFinding {
  const isRange = status === 206 && headers['content-range'] === `bytes 1-4/${sizeBytes}` && body.length === 4;
  if (isRange) return { what: 'ranges', state: 'right', says: 'Downloads that were cut off go on' };
  return {
    what: 'ranges',
    state: 'wrong',
    says: `A part of a package is answered with ${status}: downloads that were cut off begin again`,
    remedy: 'Let the proxy pass on Range and If-Range, and switch its cache and compression off for downloads',
  };
}

function checkManifest(
  { status, headers, body }: { readonly status: number; readonly headers: HttpResponse['headers']; readonly body: Bytes },
  url: string,
): ServerFinding {
  const isXml = headers['content-type']?.includes('xml') === true;
  const text = fromUtf8(body);
  if (status === 200 && isXml && text.includes(`<string>${url}/`) && url.startsWith('https:'))
    return { what: 'manifest', state: 'right', says: 'iOS finds the package' };
  return {
    what: 'manifest',
    state: 'wrong',
    says: url.startsWith('https:') ? `The manifest for iOS cannot be used (status ${status})` : 'iOS installs over https only',
    remedy: 'Use an https address in --public-url, and let the proxy pass on paths that begin with /i/ and /d/',
  };
}
