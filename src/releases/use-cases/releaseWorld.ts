/** What the use cases of a release server ask of the world. */

import { type Clock } from '../../core/ports/clock.ts';
import { type Random } from '../../core/ports/random.ts';
import { type BlobStore } from '../ports/blobs.ts';
import { type PackageReader } from '../ports/packageReader.ts';
import { type StoreDestinations } from '../ports/storeDestinations.ts';
import { type Records } from '../ports/records.ts';

export interface ReleaseWorld {
  readonly records: Records;
  readonly blobs: BlobStore;
  readonly packages: PackageReader;
  /** Absent when the server was started without accounts at stores. */
  readonly stores?: StoreDestinations | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

/** Who asks. The scope is that of the token. */
export interface Actor {
  readonly userId: string;
  readonly scope: TokenScope;
  /** Of a token that is valid for one app. */
  readonly appId: string | null;
  /** In the app that is asked about; absent before one is, and for the server itself. */
  readonly role?: Role;
}

/** An owner does everything, a developer everything but settings of the app and its webhooks, a viewer reads. */
export type Role = 'owner' | 'developer' | 'viewer';

export const tokenScopes = ['full', 'read-only'] as const;
export type TokenScope = (typeof tokenScopes)[number];
