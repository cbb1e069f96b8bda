/**
 * Who is signed in to the portal: a browser has a cookie, the server its hash. Sessions are in memory and end with the server, after twelve hours,
 * and with the token they were opened by.
 */

import { Secret } from '../../../core/base/secret.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { type PortalSession } from '../../pages/portal/portalFrame.ts';
import { hashOfSecret, isSecretOf, newSecret } from '../../use-cases/identifiers.ts';
import { type Actor } from '../../use-cases/releaseWorld.ts';
import { actorOfToken } from '../../use-cases/tokens.ts';
import { pathBelow } from '../addresses.ts';
import { type DialectWorld } from '../dialect.ts';

interface Kept {
  /** The token itself: it may be deleted while the session lasts. */
  readonly token: Secret;
  readonly csrf: Secret;
  readonly endsAt: number;
}

export interface SignedIn {
  readonly actor: Actor;
  readonly session: PortalSession;
}

const cookieName = 'mdist-portal';
const sessionMs = 12 * 60 * 60 * 1000;
const ticketMs = 60 * 1000;
const mostKept = 1000;

export class PortalSessions {
  readonly #sessions = new Map<string, Kept>();
  readonly #tickets = new Map<string, { readonly token: Secret; readonly endsAt: number }>();

  /** The value of a `Set-Cookie` header; `undefined` for a token that the server does not know. */
  async signIn(world: DialectWorld, request: ServerRequest, token: Secret): Promise<string | undefined> {
    if (!(await actorOf(world, token))) return undefined;
    const cookie = newSecret(world.random);
    const endsAt = world.clock.now().getTime() + sessionMs;
    keep(this.#sessions, hashOfSecret(cookie), { token, csrf: newSecret(world.random), endsAt });
    return `${cookieName}=${cookie.reveal()}; ${attributes(request)}; Max-Age=${sessionMs / 1000}`;
  }

  /** For an address that is opened in a browser: it works once, within a minute. */
  ticket(world: DialectWorld, token: Secret): Secret {
    const ticket = newSecret(world.random);
    keep(this.#tickets, hashOfSecret(ticket), { token, endsAt: world.clock.now().getTime() + ticketMs });
    return ticket;
  }

  redeem(world: DialectWorld, ticket: Secret): Secret | undefined {
    const hash = hashOfSecret(ticket);
    const found = this.#tickets.get(hash);
    this.#tickets.delete(hash);
    return found && found.endsAt > world.clock.now().getTime() ? found.token : undefined;
  }

  async find(world: DialectWorld, request: ServerRequest): Promise<SignedIn | undefined> {
    const kept = this.#keptOf(request);
    if (!kept || kept.endsAt <= world.clock.now().getTime()) return undefined;
    const actor = await actorOf(world, kept.token);
    return actor && { actor, session: { root: rootOf(request), csrf: kept.csrf.reveal(), canWrite: actor.scope === 'full' } };
  }

  signOut(request: ServerRequest): void {
    const cookie = cookieOf(request);
    if (cookie) this.#sessions.delete(hashOfSecret(cookie));
  }

  #keptOf(request: ServerRequest): Kept | undefined {
    const cookie = cookieOf(request);
    return cookie && this.#sessions.get(hashOfSecret(cookie));
  }
}

export function isCsrf({ csrf }: PortalSession, given: string | null | undefined): boolean {
  return isSecretOf(hashOfSecret(new Secret(csrf)), new Secret(given ?? ''));
}

export function endedCookie(request: ServerRequest): string {
  return `${cookieName}=; ${attributes(request)}; Max-Age=0`;
}

function attributes(request: ServerRequest): string {
  return `Path=${rootOf(request)}; HttpOnly; SameSite=Lax${request.baseUrl.startsWith('https:') ? '; Secure' : ''}`;
}

/** Where the browser of this request has the portal. */
export function rootOf({ baseUrl }: ServerRequest): string {
  return pathBelow(baseUrl, '/portal');
}

function cookieOf(request: ServerRequest): Secret | undefined {
  const [, value] = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]{20,100})(?:;|$)`).exec(request.header('cookie') ?? '') ?? [];
  return value === undefined ? undefined : new Secret(value);
}

async function actorOf(world: DialectWorld, token: Secret): Promise<Actor | undefined> {
  return isSecretOf(world.owner.tokenHash, token) ? world.owner.actor : await actorOfToken(world, token);
}

/** The oldest go first. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  for (const oldest of map.keys()) {
    if (map.size < mostKept) break;
    map.delete(oldest);
  }
  map.set(key, value);
}
