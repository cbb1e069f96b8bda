/**
 * How Microsoft Entra hands out tokens for Graph to an application that signs in with a secret (OAuth 2.0 client credentials, v2.0 endpoint), written from
 * Microsoft's pages about that flow and its error codes. A token is a JWT whose `roles` are the permissions of the application, as Graph's are; its
 * signature is none.
 */

import { randomBytes, randomUUID } from 'node:crypto';
import { type StandInClock } from '../support/standInClock.ts';
import { readWhole, type StandInAnswer, type StandInRequest } from '../support/standInServer.ts';

export interface EntraApplication {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Application permissions with the consent of an administrator. */
  readonly roles: Set<string>;
}

export class EntraTokens {
  readonly #clock: StandInClock;
  readonly #applications: EntraApplication[] = [];
  readonly #grants = new Map<string, { readonly application: EntraApplication; readonly expires: number }>();
  readonly #note: (message: string) => void;
  /** Seconds for which a token is good. */
  lifetime = 3599;
  issued = 0;
  /** Graph of the cloud, for which tokens are: countries have their own. */
  resource = 'https://graph.microsoft.com';

  constructor(clock: StandInClock, note: (message: string) => void) {
    this.#clock = clock;
    this.#note = note;
  }

  createApplication(roles: readonly string[]): EntraApplication {
    const clientSecret = `secret~${randomBytes(18).toString('base64url')}`;
    const application = { tenantId: randomUUID(), clientId: randomUUID(), clientSecret, roles: new Set(roles) };
    this.#applications.push(application);
    return application;
  }

  /** All tokens that were handed out are refused from now on. */
  expireAll(): void {
    this.#grants.clear();
  }

  applicationOf({ seen }: StandInRequest): EntraApplication | undefined {
    const token = /^Bearer (.+)$/u.exec(seen.headers['authorization'] ?? '')?.[1] ?? '';
    const grant = this.#grants.get(token);
    return grant !== undefined && grant.expires > this.#clock.now() ? grant.application : undefined;
  }

  /** Answers what the sign-in service answers; undefined for another path. */
  async answer(request: StandInRequest): Promise<StandInAnswer | undefined> {
    const { method, path } = request.seen;
    const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/u.exec(path)?.[1];
    if (method === 'POST' && tenant !== undefined) return this.#answerToken(request, tenant);
    if (method !== 'GET') return undefined;
    const configured = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/u.exec(path)?.[1];
    if (configured !== undefined) return { status: 200, json: openIdConfiguration(request.origin, configured) };
    if (path !== '/common/discovery/instance') return undefined;
    const host = new URL(request.origin).host;
    const metadata = [{ preferred_network: host, preferred_cache: host, aliases: [host] }];
    return { status: 200, json: { tenant_discovery_endpoint: `${request.origin}/common/v2.0/.well-known/openid-configuration`, metadata } };
  }

  async #answerToken(request: StandInRequest, tenant: string): Promise<StandInAnswer> {
    const type = request.seen.headers['content-type'] ?? '';
    if (!type.startsWith('application/x-www-form-urlencoded')) this.#note(`the form of a token request is sent as ${type}`);
    const form = new URLSearchParams((await readWhole(request.body, 100_000)).toString('utf8'));
    if (form.get('grant_type') !== 'client_credentials') {
      return refused(
        400,
        'unsupported_grant_type',
        70003,
        `The app requested an unsupported grant type '${form.get('grant_type') ?? ''}'.`,
      );
    }
    if (form.get('scope') !== `${this.resource}/.default` && form.get('scope')?.includes(`${this.resource}/.default `) !== true) {
      this.#note(`scope ${form.get('scope') ?? 'is missing'}`);
      return refused(400, 'invalid_scope', 70011, "The provided request must include a 'scope' input parameter that is valid.");
    }
    if (!this.#applications.some(({ tenantId }) => tenantId === tenant)) {
      return refused(400, 'invalid_request', 90002, `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`);
    }
    const application = this.#applications.find(({ clientId, tenantId }) => clientId === form.get('client_id') && tenantId === tenant);
    if (application === undefined) {
      return refused(
        400,
        'unauthorized_client',
        700016,
        `Application with identifier '${form.get('client_id') ?? ''}' was not found in the directory.`,
      );
    }
    if (form.get('client_secret') !== application.clientSecret) {
      const message =
        'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.';
      return refused(401, 'invalid_client', 7000215, message);
    }
    const now = Math.floor(this.#clock.now() / 1000);
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = {
      aud: this.resource,
      iat: now,
      nbf: now,
      exp: now + this.lifetime,
      appid: application.clientId,
      tid: tenant,
    };
    const roles = [...application.roles];
    const token = [
      part({ typ: 'JWT', alg: 'RS256', kid: 'stand-in' }),
      part({ ...claims, roles }),
      randomBytes(32).toString('base64url'),
    ].join('.');
    this.#grants.set(token, { application, expires: (now + this.lifetime) * 1000 });
    this.issued += 1;
    return { status: 200, json: { token_type: 'Bearer', expires_in: this.lifetime, ext_expires_in: this.lifetime, access_token: token } };
  }
}

function refused(status: number, error: string, code: number, message: string): StandInAnswer {
  const trace = { timestamp: new Date().toISOString(), trace_id: randomUUID(), correlation_id: randomUUID() };
  return { status, json: { error, error_description: `AADSTS${code}: ${message}`, error_codes: [code], ...trace } };
}

function openIdConfiguration(origin: string, tenant: string): object {
  const base = `${origin}/${tenant}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    issuer: `${base}/v2.0`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}
