/**
 * Workload identity federation (google.aip.dev/auth/4117, RFC 8693): a file without a secret (`external_account`) says where the token of another
 * identity provider is, such as that of a CI service; Google's token service exchanges it, for itself or for a service account that the workload
 * may act as. Sources that are programs (`executable`) are never started, and requests that AWS signs are not made.
 *
 *   {"type":"external_account","audience":"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/gitlab",
 *    "subject_token_type":"urn:ietf:params:oauth:token-type:jwt","token_url":"https://sts.googleapis.com/v1/token",
 *    "credential_source":{"file":"/run/token"},"service_account_impersonation_url":"https://iamcredentials.googleapis.com/v1/…"}
 */

import { fromUtf8, utf8 } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { Secret } from '../../base/secret.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { numberField, objectField, parseJsonObject, textField, type JsonObject } from '../jsonObject.ts';
import { type TimedToken } from '../keptTokens.ts';

export interface ExternalAccount {
  /** The service account that the workload acts as, or the audience; for messages. */
  readonly clientEmail: string;
  readonly audience: string;
  readonly subjectTokenType: string;
  readonly source: SubjectTokenSource;
  /** Google's address of the token exchange. */
  readonly tokenUri: string;
  readonly impersonation: Impersonation | undefined;
}

interface Impersonation {
  readonly url: string;
  readonly lifetimeSeconds: number;
}

/** Where the token of the other provider is. It is read again for each exchange, as such tokens end within minutes. */
type SubjectTokenSource =
  | { readonly kind: 'given'; readonly token: Secret }
  | ({ readonly kind: 'file'; readonly path: string } & TokenFormat)
  | ({ readonly kind: 'url'; readonly url: string; readonly headers: Readonly<Record<string, Secret>> } & TokenFormat);

interface TokenFormat {
  /** Of a JSON object; the whole text otherwise. */
  readonly field: string | undefined;
}

/** The files of the person who runs the product. On a server there is at most the one that its operator named. */
export type TokenFiles = Pick<FileSystem, 'readFile'>;

const googleStsHost = /^sts(?:\.[a-z0-9-]+)?\.googleapis\.com$/;
const googleIamHost = /^iamcredentials(?:\.[a-z0-9-]+)?\.googleapis\.com$/;
const impersonationPath = /^\/v1\/projects\/-\/serviceAccounts\/([^/]+):generateAccessToken$/;
const absolutePath = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;
const usualLifetimeSeconds = 3600;
const longestLifetimeSeconds = 43_200;
const largestToken = 64 * 1024;

/**
 * `endpoint`: of a stand-in or proxy, which takes the place of Google's addresses. Fails with `store-key-unusable`, also for addresses that are not
 * Google's: they would get the token of the other provider.
 */
export function parseExternalAccount(content: JsonObject, endpoint: string | undefined): ExternalAccount {
  const audience = textField(content, 'audience');
  const subjectTokenType = textField(content, 'subject_token_type');
  if (audience === undefined || subjectTokenType === undefined)
    throw unusable(phrase('it is not complete (audience and subject_token_type of an external account)'));
  const tokenUri = googleAddress(textField(content, 'token_url'), googleStsHost, endpoint);
  if (tokenUri === undefined) throw unusable(phrase('its token_url is not the address of Google’s token exchange'));
  const impersonation = readImpersonation(content, endpoint);
  const account = impersonation && impersonationPath.exec(new URL(impersonation.url).pathname)?.[1];
  return {
    clientEmail: account === undefined ? audience : decodeURIComponent(account),
    audience,
    subjectTokenType,
    source: readSource(objectField(content, 'credential_source')),
    tokenUri,
    impersonation,
  };
}

function googleAddress(address: string | undefined, host: RegExp, endpoint: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || !host.test(url.hostname)) return undefined;
  return endpoint === undefined ? url.href : `${endpoint}${url.pathname}${url.search}`;
}

function readImpersonation(content: JsonObject, endpoint: string | undefined): Impersonation | undefined {
  const address = textField(content, 'service_account_impersonation_url');
  if (address === undefined) return undefined;
  const url = googleAddress(address, googleIamHost, endpoint);
  if (url === undefined || !impersonationPath.test(new URL(address).pathname))
    throw unusable(phrase('its service_account_impersonation_url is not an address of Google’s'));
  const lifetime = numberField(objectField(content, 'service_account_impersonation'), 'token_lifetime_seconds') ?? usualLifetimeSeconds;
  return { url, lifetimeSeconds: Math.min(Math.max(1, Math.trunc(lifetime)), longestLifetimeSeconds) };
}

function readSource(source: JsonObject | undefined): SubjectTokenSource {
  const given = textField(source, 'subject_token');
  if (given !== undefined) return { kind: 'given', token: new Secret(given) };
  if (objectField(source, 'executable'))
    throw unusable(
      phrase('it wants a program to be started, which is never done; give the token on the command line with --subject-token'),
    );
  if (textField(source, 'environment_id') !== undefined)
    throw unusable(
      phrase('requests that AWS signs are not supported; give a token of OpenID Connect on the command line with --subject-token'),
    );
  const format = objectField(source, 'format');
  const isJson = textField(format, 'type') === 'json';
  const field = isJson ? textField(format, 'subject_token_field_name') : undefined;
  if (isJson && field === undefined) throw unusable(phrase('its format has no subject_token_field_name'));
  const path = textField(source, 'file');
  if (path !== undefined) {
    if (!absolutePath.test(path)) throw unusable(phrase('the path of its credential_source is not absolute'));
    return { kind: 'file', path, field };
  }
  const url = textField(source, 'url');
  if (url === undefined) throw unusable(phrase('its credential_source has no file and no url'));
  if (!isTokenAddress(url)) throw unusable(phrase('the url of its credential_source is not an https address'));
  const headers = Object.entries(objectField(source, 'headers') ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, new Secret(value)] as const] : [],
  );
  return { kind: 'url', url, headers: Object.fromEntries(headers), field };
}

/** https; or http to this computer, or to the address at which a cloud tells its machines about themselves. */
function isTokenAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\]|169\.254\.169\.254)$/.test(url.hostname))
  );
}

/** The file of the account with this token instead of the source it names. Fails with `store-key-unusable` for another kind of key. */
export function withSubjectToken(key: Secret, token: Secret): Secret {
  return withSource(key, { subject_token: token.reveal().trim() });
}

/** The same with a file (absolute), which is read for each exchange. */
export function withSubjectTokenFile(key: Secret, file: string): Secret {
  return withSource(key, { file });
}

export function isExternalAccount(key: Secret): boolean {
  return textField(contentOf(key), 'type') === 'external_account';
}

function withSource(key: Secret, source: JsonObject): Secret {
  if (!isExternalAccount(key))
    throw unusable(
      phrase('it is not the file of an external account, which --subject-token and --store-token on the command line are for'),
    );
  return new Secret(JSON.stringify({ ...contentOf(key), credential_source: source }));
}

function contentOf(key: Secret): JsonObject | undefined {
  return parseJsonObject(key.reveal().replace(/^\uFEFF/, ''));
}

export interface SubjectTokenWorld {
  readonly http: HttpClient;
  readonly tokenFiles?: TokenFiles | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Fails with `store-subject-token-missing`; nothing of the token, and no answer of the provider, is in the reason. */
export async function readSubjectToken({ http, tokenFiles, signal }: SubjectTokenWorld, { source }: ExternalAccount): Promise<Secret> {
  if (source.kind === 'given') return source.token;
  // What the key names may come from a project: on a server it neither reads files nor reaches the network.
  if (!tokenFiles) throw unusable(phrase('a release server reads the token of a workload only from the file that its operator names'));
  if (source.kind === 'file') {
    const bytes = await tokenFiles.readFile(source.path, { maxBytes: largestToken, ...(signal && { mayBePipe: { signal } }) });
    return tokenWithin(fromUtf8(bytes), source.field, source.path);
  }
  const { url } = source;
  const { status, body } = await http.request({
    url,
    headers: { accept: source.field === undefined ? 'text/plain' : 'application/json' },
    credentials: source.headers,
    maxBytes: largestToken,
    redirect: 'manual',
    retry: { attempts: 4 },
    ...(signal && { signal }),
  });
  const place = new URL(url).host;
  if (status !== 200) throw Failure.of('store-subject-token-missing', { place, reason: `HTTP ${status}` });
  return tokenWithin(fromUtf8(body), source.field, place);
}

function tokenWithin(text: string, field: string | undefined, place: string): Secret {
  const token = (field === undefined ? text : textField(parseJsonObject(text), field))?.trim() ?? '';
  if (token !== '') return new Secret(token);
  const reason = field === undefined ? phrase('it is empty') : phrase('it has no text in the field that the key names');
  throw Failure.of('store-subject-token-missing', { place, reason });
}

/** What the exchange is asked with. A token that acts as a service account is exchanged for one of every Google Cloud service. */
export function exchangeOf({ audience, subjectTokenType, impersonation }: ExternalAccount, scope: string, token: Secret) {
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    audience,
    scope: impersonation ? 'https://www.googleapis.com/auth/cloud-platform' : scope,
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    subject_token: token.reveal(),
    subject_token_type: subjectTokenType,
  };
}

const largestAnswer = 64 * 1024;

/** A token of the service account, for one of the workload. `refused` says what an answer without a token means. */
export async function actAsServiceAccount(
  { http, signal }: SubjectTokenWorld,
  { url, lifetimeSeconds }: Impersonation,
  { token, scope, refused }: { readonly token: Secret; readonly scope: string; readonly refused: (reason: string) => Failure },
): Promise<TimedToken> {
  const { status, body } = await http.request({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    credentials: { authorization: new Secret(`Bearer ${token.reveal()}`) },
    body: utf8(JSON.stringify({ scope: [scope], lifetime: `${lifetimeSeconds}s` })),
    maxBytes: largestAnswer,
    redirect: 'manual',
    retry: { attempts: 4, isRepeatable: true },
    ...(signal && { signal }),
  });
  const answer = parseJsonObject(body);
  const given = textField(answer, 'accessToken');
  const ends = Date.parse(textField(answer, 'expireTime') ?? '');
  if (status === 200 && given !== undefined && !Number.isNaN(ends)) return { value: new Secret(given), endsAtMs: ends };
  throw refused(textField(objectField(answer, 'error'), 'message') ?? `HTTP ${status}`);
}

function unusable(reason: string): Failure {
  return Failure.of('store-key-unusable', { reason });
}
