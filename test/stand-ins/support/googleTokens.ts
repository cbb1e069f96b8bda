/**
 * How Google hands out access tokens: to a service account for a JWT that it signed (RFC 7523), and to an external workload for a token of its
 * identity provider (RFC 8693), directly or for a service account that it may act as. Written from Google's published descriptions of
 * oauth2.googleapis.com, sts.googleapis.com and iamcredentials.googleapis.com.
 */

import { createPublicKey, generateKeyPairSync, randomBytes, verify, type KeyObject } from 'node:crypto';
import { type StandInClock } from './standInClock.ts';
import { readJson, readWhole, type StandInAnswer, type StandInRequest } from './standInServer.ts';

/** The file that Google's console offers for a service account. */
export interface ServiceAccountFile {
  readonly type: 'service_account';
  readonly project_id: string;
  readonly private_key_id: string;
  readonly private_key: string;
  readonly client_email: string;
  readonly client_id: string;
  readonly auth_uri: string;
  readonly token_uri: string;
}

interface Grant {
  readonly account: string;
  readonly expires: number;
  readonly scopes: readonly string[];
}

interface KnownKey {
  readonly account: string;
  readonly key: KeyObject;
}

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const publicTokenUri = 'https://oauth2.googleapis.com/token';

/** Made once a process: an RSA key takes a quarter of a second. */
let keyPair: ReturnType<typeof createKeyPair> | undefined;

function createKeyPair(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

export class GoogleTokens {
  readonly #clock: StandInClock;
  readonly #scopes: readonly string[];
  readonly #keys = new Map<string, KnownKey>();
  readonly #grants = new Map<string, Grant>();
  readonly #workloads = new Map<string, string>();
  /** Seconds for which a token is good. */
  lifetime = 3599;
  /** So many tokens were handed out. */
  issued = 0;

  constructor(clock: StandInClock, scopes: readonly string[]) {
    this.#clock = clock;
    this.#scopes = scopes;
  }

  createServiceAccount(name: string, tokenUri: string): ServiceAccountFile {
    keyPair ??= createKeyPair();
    const { privateKey, publicKey } = keyPair;
    const keyId = randomBytes(20).toString('hex');
    const email = `${name}@stand-in.iam.gserviceaccount.com`;
    this.#keys.set(keyId, { account: email, key: createPublicKey(publicKey) });
    return {
      type: 'service_account',
      project_id: 'stand-in',
      private_key_id: keyId,
      private_key: privateKey,
      client_email: email,
      client_id: '100000000000000000001',
      auth_uri: 'https://accounts.google.com/o/oauth2/auth',
      token_uri: tokenUri,
    };
  }

  /** A key that Google knows for the account. */
  trustKey(account: string, keyId: string, key: KeyObject): void {
    this.#keys.set(keyId, { account, key });
  }

  /** A token of an identity provider that Google trusts for this account. */
  trustWorkload(subjectToken: string, account: string): void {
    this.#workloads.set(subjectToken, account);
  }

  /** All tokens that were handed out are refused from now on. */
  expireAll(): void {
    this.#grants.clear();
  }

  /** The account of a request that may use one of the scopes; undefined if its token is not good. */
  accountOf({ seen }: StandInRequest): string | undefined {
    const token = /^Bearer (.+)$/u.exec(seen.headers['authorization'] ?? '')?.[1] ?? seen.query.get('access_token') ?? '';
    const grant = this.#grants.get(token);
    return grant !== undefined && grant.expires > this.#clock.now() && this.#isWithin(grant.scopes) ? grant.account : undefined;
  }

  /** Answers what the token services answer; undefined for another path. */
  async answer(request: StandInRequest): Promise<StandInAnswer | undefined> {
    const { method, path } = request.seen;
    if (method !== 'POST') return undefined;
    if (path === '/token' || path === '/o/oauth2/token' || path === '/oauth2/v4/token') return this.#answerJwt(request);
    if (path === '/v1/token') return this.#answerExchange(request);
    const impersonated = /^\/v1\/projects\/-\/serviceAccounts\/([^/]+):generateAccessToken$/u.exec(path)?.[1];
    return impersonated === undefined ? undefined : this.#answerImpersonation(request, decodeURIComponent(impersonated));
  }

  async #answerJwt(request: StandInRequest): Promise<StandInAnswer> {
    const form = await readForm(request);
    if (form.get('grant_type') !== jwtBearer)
      return refused('unsupported_grant_type', 'Invalid grant_type: ' + (form.get('grant_type') ?? ''));
    const assertion = form.get('assertion') ?? '';
    const [head = '', claims = '', signature = ''] = assertion.split('.');
    const header = decodePart(head);
    const payload = decodePart(claims);
    if (header === undefined || payload === undefined) return refused('invalid_grant', 'Bad Request');
    // The key may be named; otherwise it is looked for among those of the account, as Google's own library for Node leaves it out.
    const ofAccount = [...this.#keys.values()].find(({ account }) => account === payload['iss']);
    const known = header['kid'] === undefined ? ofAccount : this.#keys.get(String(header['kid']));
    const good =
      header['alg'] === 'RS256' &&
      known !== undefined &&
      verify('sha256', Buffer.from(`${head}.${claims}`), known.key, Buffer.from(signature, 'base64url'));
    if (!good) return refused('invalid_grant', 'Invalid JWT Signature.');
    if (payload['iss'] !== known.account) return refused('invalid_grant', 'Invalid grant: account not found');
    const audiences = [publicTokenUri, 'https://www.googleapis.com/oauth2/v4/token', `${request.origin}${request.seen.path}`];
    if (!audiences.includes(String(payload['aud']))) return refused('invalid_grant', 'Invalid JWT: Failed audience check.');
    const issued = Number(payload['iat']);
    const expires = Number(payload['exp']);
    const now = this.#clock.now() / 1000;
    const shortLived = expires - issued <= 3600 && expires > now && issued < now + 300;
    if (!shortLived) {
      const message =
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';
      return refused('invalid_grant', message);
    }
    const scopes = String(payload['scope'] ?? '')
      .split(' ')
      .filter((scope) => scope !== '');
    if (scopes.length === 0) return refused('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
    return { status: 200, json: { access_token: this.#grant(known.account, scopes), expires_in: this.lifetime, token_type: 'Bearer' } };
  }

  async #answerExchange(request: StandInRequest): Promise<StandInAnswer> {
    const form = await readForm(request);
    if (form.get('grant_type') !== tokenExchange) return refused('unsupported_grant_type', 'Invalid grant_type');
    if (!/^\/\/iam\.googleapis\.com\/.+\/providers\/.+/u.test(form.get('audience') ?? '')) {
      return refused('invalid_request', 'Invalid value for "audience".');
    }
    if (form.get('requested_token_type') !== 'urn:ietf:params:oauth:token-type:access_token') {
      return refused('invalid_request', 'Invalid value for "requested_token_type".');
    }
    if (
      !/^urn:ietf:params:(?:oauth:token-type:(?:jwt|id_token|saml2)|aws:token-type:aws4_request)$/u.test(
        form.get('subject_token_type') ?? '',
      )
    ) {
      return refused('invalid_request', 'Invalid value for "subject_token_type".');
    }
    const account = this.#workloads.get(form.get('subject_token') ?? '');
    if (account === undefined) return refused('invalid_grant', 'The given credential is rejected by the attribute condition.');
    const token = this.#grant(account, (form.get('scope') ?? '').split(' '));
    const type = 'urn:ietf:params:oauth:token-type:access_token';
    return { status: 200, json: { access_token: token, issued_token_type: type, token_type: 'Bearer', expires_in: this.lifetime } };
  }

  async #answerImpersonation(request: StandInRequest, account: string): Promise<StandInAnswer> {
    const token = /^Bearer (.+)$/u.exec(request.seen.headers['authorization'] ?? '')?.[1] ?? '';
    const body = ((await readJson(request)) ?? {}) as { scope?: unknown; lifetime?: unknown };
    const grant = this.#grants.get(token);
    if (grant === undefined || grant.expires <= this.#clock.now())
      return { status: 401, json: googleError(401, 'Request had invalid authentication credentials.') };
    if (!Array.isArray(body.scope) || !/^\d+s$/u.test(String(body.lifetime ?? '3600s')))
      return { status: 400, json: googleError(400, 'Invalid value.') };
    if (grant.account !== account) {
      return {
        status: 403,
        json: googleError(403, "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist)."),
      };
    }
    const expireTime = new Date(this.#clock.now() + this.lifetime * 1000).toISOString();
    return { status: 200, json: { accessToken: this.#grant(account, body.scope.map(String)), expireTime } };
  }

  #grant(account: string, scopes: readonly string[]): string {
    const token = `ya29.${randomBytes(24).toString('base64url')}`;
    this.#grants.set(token, { account, scopes, expires: this.#clock.now() + this.lifetime * 1000 });
    this.issued += 1;
    return token;
  }

  #isWithin(scopes: readonly string[]): boolean {
    return scopes.some((scope) => this.#scopes.includes(scope));
  }
}

const statusNames: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

const reasons: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'authError',
  403: 'forbidden',
  404: 'notFound',
  409: 'aborted',
  429: 'rateLimitExceeded',
  500: 'backendError',
  503: 'backendError',
};

/** An error as Google's front end writes it. */
export function googleError(
  status: number,
  message: string,
  more: { domain?: string; reason?: string; status?: string; details?: unknown } = {},
): unknown {
  const { domain = 'global', reason = reasons[status] ?? 'backendError', details } = more;
  const errors = [{ message, domain, reason }];
  return {
    error: {
      code: status,
      message,
      errors,
      status: more.status ?? statusNames[status] ?? 'UNKNOWN',
      ...(details !== undefined && { details }),
    },
  };
}

async function readForm(request: StandInRequest): Promise<URLSearchParams> {
  return new URLSearchParams((await readWhole(request.body, 100_000)).toString('utf8'));
}

function refused(error: string, description: string): StandInAnswer {
  return { status: 400, json: { error, error_description: description } };
}

function decodePart(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
