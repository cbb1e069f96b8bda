/** One API of the release server: its routes, and how it says that something failed. A dialect knows use cases and HTTP, and no storage. */

import { type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { type Secret } from '../../core/base/secret.ts';
import { type Answer } from '../http/answer.ts';
import { type Route } from '../http/router.ts';
import { tokenOf, type ServerRequest } from '../http/serverRequest.ts';
import { isSecretOf } from '../use-cases/identifiers.ts';
import { type Actor, type ReleaseWorld } from '../use-cases/releaseWorld.ts';
import { actorOfToken } from '../use-cases/tokens.ts';

export interface DialectWorld extends ReleaseWorld {
  /** Of the running server: the hash of its own token, and who has it. */
  readonly owner: { readonly tokenHash: string; readonly actor: Actor };
  /** Where people of the team sign in, beside this server. */
  readonly openId?: OpenIdSettings | undefined;
  /** Whether mails go out. */
  readonly sendsMail: boolean;
  /** Whether anyone looks at what people send: not while a server only hands out packages that a person shares. */
  readonly isAttended: boolean;
  /** Told of what the person who runs the server should know. */
  readonly report: (error: unknown) => void;
  /** CMS signature of a configuration profile, by the certificate of the server; absent without https. */
  readonly signProfile?: (profile: Bytes) => Bytes;
  /** That vouches for the server, with https. */
  readonly authority?: ServerAuthority;
  /** With keys of the server that stay the same. */
  readonly feeds?: FeedSigner;
}

/** The server's own certificate authority. */
export interface ServerAuthority {
  readonly name: string;
  /** DER. */
  readonly certificate: Bytes;
  /** Of the certificate, lower-case hexadecimal. */
  readonly sha256: string;
  readonly expiresAt: Date;
  /** For which it vouches, as they are in addresses. */
  readonly hosts: ReadonlySet<string>;
}

/** Signs what programs follow that install releases by themselves. */
export interface FeedSigner {
  /** SHA-256 of the certificate, in capital hexadecimal digits. */
  certificateFingerprint(): Promise<string>;
  /** Raw, base64. */
  edPublicKey(): Promise<string>;
  /** An archive with this one file, signed as a JAR. */
  signedArchive(name: string, content: Bytes): Promise<Bytes>;
  /** Ed25519 of a whole package, base64; `undefined` when it is gone or too large. */
  edSignature(sha256: string): Promise<string | undefined>;
}

/** A provider of OpenID Connect. */
export interface OpenIdSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: Secret | undefined;
}

export interface Dialect {
  /** First segments of its paths. */
  readonly prefixes: readonly string[];
  readonly routes: readonly Route<DialectWorld>[];
  /** For a failure of a handler, for an unknown path, and for a method that a path does not have. */
  failed(failure: Failure, request: ServerRequest): Answer;
  unknownPath(methods: readonly string[]): Answer;
  tooManyRequests(): Answer;
}

/** Fails with `release-unauthorized`. */
export async function requireActor(world: DialectWorld, request: ServerRequest): Promise<Actor> {
  const token = tokenOf(request);
  const actor = token && (isSecretOf(world.owner.tokenHash, token) ? world.owner.actor : await actorOfToken(world, token));
  if (!actor) throw Failure.of('release-unauthorized', {});
  return actor;
}

/** HTTP's word for each failure that use cases have. */
export function statusOf({ code, params }: Failure): number {
  switch (code) {
    case 'release-unauthorized':
      return 401;
    case 'release-forbidden':
      return 403;
    case 'release-not-found':
      return 404;
    case 'release-conflict':
      return 409;
    case 'release-refused':
    case 'upload-incomplete':
    case 'package-refused':
      return 400;
    case 'upload-part-too-large':
      return 413;
    case 'storage-unavailable':
      return 503;
    case 'storage-full':
      return 507;
    case 'file-unwritable':
      // The reason alone: the path is the user's, and may have any name.
      return String(params['reason']).startsWith('the disk') ? 507 : 500;
    default:
      return 500;
  }
}

/** What is said to the client: failures of the server itself name files of its machine, which are no one's business. */
export function publicMessage(failure: Failure): string {
  switch (statusOf(failure)) {
    case 500:
      return 'The server could not finish the request; its log says why';
    case 503:
      return 'The storage of the server does not answer; try again later';
    case 507:
      return 'The server has no space left on its disk';
    default:
      return failure.message;
  }
}
