/**
 * Who is signed in to the portal: a browser has a cookie, the records its hash, so that every process of the server knows it. A session ends after
 * twelve hours, with the token or the password that it was opened by, and with the user.
 */

import { Secret } from '../../../core/base/secret.ts';
import { cookieHeader, cookieOf } from '../../http/cookies.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { type PortalSession } from '../../pages/portal/portalFrame.ts';
import { hashOfSecret, isSecretOf } from '../../use-cases/identifiers.ts';
import { type Actor } from '../../use-cases/releaseWorld.ts';
import { beginSession, endSession, findSession, sessionSeconds, takeSession } from '../../use-cases/sessions.ts';
import { actorOfTokenHash } from '../../use-cases/tokens.ts';
import { pathBelow } from '../addresses.ts';
import { type DialectWorld } from '../dialect.ts';

export interface SignedIn {
  readonly actor: Actor;
  readonly session: PortalSession;
}

/** Who signs in: with a token, of which only the hash is needed, or as a user. */
export type Entering = { readonly tokenHash: string } | { readonly userId: string };

const cookieName = 'mdist-portal';

/** The value of a `Set-Cookie` header: always a new session, and the one that the browser had before ends. `undefined` for an unknown token. */
export async function signIn(world: DialectWorld, request: ServerRequest, entering: Entering): Promise<string | undefined> {
  if ('tokenHash' in entering && !(await actorOf(world, entering.tokenHash))) return undefined;
  await signOut(world, request);
  return portalCookie(request, (await beginSession(world, 'portal', entering)).reveal(), sessionSeconds('portal'));
}

/** For an address that is opened in a browser: it works once, within a minute. */
export async function ticketFor(world: DialectWorld, token: Secret): Promise<Secret> {
  return await beginSession(world, 'ticket', { tokenHash: hashOfSecret(token) });
}

export async function redeemTicket(world: DialectWorld, ticket: Secret): Promise<Entering | undefined> {
  const tokenHash = (await takeSession(world, 'ticket', ticket))?.tokenHash;
  return typeof tokenHash === 'string' ? { tokenHash } : undefined;
}

export async function findSignedIn(world: DialectWorld, request: ServerRequest): Promise<SignedIn | undefined> {
  const cookie = cookieOf(request, cookieName);
  const kept = cookie && (await findSession(world, 'portal', cookie));
  if (!kept) return undefined;
  const actor = kept.tokenHash === null ? userActor(kept.userId) : await actorOf(world, kept.tokenHash);
  const account = actor && (await world.records.one('account', { id: actor.userId }));
  if (!account) return undefined;
  const session = {
    root: rootOf(request),
    csrf: csrfOf(cookie),
    canWrite: actor.scope === 'full',
    isOwner: false,
    userName: account.displayName,
  };
  return { actor, session };
}

export async function signOut(world: DialectWorld, request: ServerRequest): Promise<void> {
  const cookie = cookieOf(request, cookieName);
  if (cookie) await endSession(world, 'portal', cookie);
}

/** Follows from the cookie, which no page and no other site can read. */
function csrfOf(cookie: Secret): string {
  return hashOfSecret(new Secret(`csrf ${cookie.reveal()}`));
}

export function isCsrf({ csrf }: PortalSession, given: string | null | undefined): boolean {
  return isSecretOf(hashOfSecret(new Secret(csrf)), new Secret(given ?? ''));
}

export function endedCookie(request: ServerRequest): string {
  return portalCookie(request, '', 0);
}

function portalCookie(request: ServerRequest, value: string, seconds: number): string {
  return cookieHeader(request, { name: cookieName, value, path: rootOf(request), seconds });
}

/** Where the browser of this request has the portal. */
export function rootOf({ baseUrl }: ServerRequest): string {
  return pathBelow(baseUrl, '/portal');
}

function userActor(userId: string | null): Actor | undefined {
  return userId === null ? undefined : { userId, scope: 'full', appId: null };
}

async function actorOf(world: DialectWorld, tokenHash: string): Promise<Actor | undefined> {
  return world.owner.tokenHash === tokenHash ? world.owner.actor : await actorOfTokenHash(world, tokenHash);
}
