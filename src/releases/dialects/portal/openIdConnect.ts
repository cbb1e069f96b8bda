/**
 * Signing in with a provider of OpenID Connect: authorization code with PKCE, state and nonce, which only the browser that began it can end. The
 * library is loaded with the first sign-in.
 */

import { type Configuration } from 'openid-client';
import * as z from 'zod/mini';
import { cookieHeader, cookieOf } from '../../http/cookies.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { type VouchedUser } from '../../use-cases/credentials.ts';
import { beginSession, sessionSeconds, takeSession } from '../../use-cases/sessions.ts';
import { type DialectWorld, type OpenIdSettings } from '../dialect.ts';
import { rootOf } from './portalSessions.ts';

const cookieName = 'mdist-oidc';
const begun = z.object({ verifier: z.string(), state: z.string(), nonce: z.string() });

/** What the provider says about itself; asked again when it did not answer. */
const configurations = new WeakMap<OpenIdSettings, Promise<Configuration>>();

const loadLibrary = async () => await import('openid-client');

async function configurationOf(settings: OpenIdSettings): Promise<Configuration> {
  const known = configurations.get(settings);
  if (known) return await known;
  const { issuer, clientId, clientSecret } = settings;
  const asked = loadLibrary().then(
    async ({ discovery, allowInsecureRequests, None }) =>
      await discovery(issuer, clientId, clientSecret?.reveal(), clientSecret ? undefined : None(), {
        timeout: answerSeconds,
        // The settings allow http for this machine alone.
        ...(issuer.protocol === 'http:' && { execute: [allowInsecureRequests] }),
      }),
  );
  configurations.set(settings, asked);
  asked.catch(() => configurations.delete(settings));
  return await asked;
}

const answerSeconds = 10;

/** Registered with the provider. */
function callbackAddress({ baseUrl }: ServerRequest): string {
  return `${baseUrl}/portal/oidc/callback`;
}

function cookiePath(request: ServerRequest): string {
  return `${rootOf(request)}/oidc`;
}

export interface Beginning {
  /** Of the provider's page. */
  readonly address: string;
  readonly cookie: string;
}

/** Rejects when the provider does not answer. */
export async function beginOpenId(world: DialectWorld, request: ServerRequest, settings: OpenIdSettings): Promise<Beginning> {
  const library = await loadLibrary();
  const configuration = await configurationOf(settings);
  const verifier = library.randomPKCECodeVerifier();
  const [state, nonce] = [library.randomState(), library.randomNonce()];
  const url = library.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackAddress(request),
    scope: 'openid email',
    code_challenge: await library.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const secret = await beginSession(world, 'oidc', { data: { verifier, state, nonce } });
  const cookie = { name: cookieName, value: secret.reveal(), path: cookiePath(request), seconds: sessionSeconds('oidc') };
  return { address: url.href, cookie: cookieHeader(request, cookie) };
}

/** `undefined` where this browser did not begin it, or did so too long ago. Rejects when the provider says no, or its answer is not right. */
export async function endOpenId(world: DialectWorld, request: ServerRequest, settings: OpenIdSettings): Promise<VouchedUser | undefined> {
  const cookie = cookieOf(request, cookieName);
  const session = cookie && (await takeSession(world, 'oidc', cookie));
  if (!session) return undefined;
  const { verifier, state, nonce } = z.parse(begun, session.data);
  const library = await loadLibrary();
  const configuration = await configurationOf(settings);
  const address = new URL(callbackAddress(request));
  for (const name of ['code', 'state', 'iss', 'error', 'error_description']) {
    const value = request.query(name);
    if (value !== undefined) address.searchParams.set(name, value);
  }
  const tokens = await library.authorizationCodeGrant(configuration, address, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('the provider gave no ID token');
  // Many providers say the address only there.
  const said = 'email' in claims ? claims : await library.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  const { email, email_verified: isVerified } = said;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: typeof email === 'string' ? email : undefined,
    isEmailVerified: isVerified === true,
  };
}

export function endedOpenIdCookie(request: ServerRequest): string {
  return cookieHeader(request, { name: cookieName, value: '', path: cookiePath(request), seconds: 0 });
}
