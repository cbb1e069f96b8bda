/** A package on its way to a store that has no edits, tracks or reviews of its own kind: what goes there, and what came of it. */

import { type ByteSource } from '../base/byteSource.ts';
import { type HttpClient } from '../ports/httpClient.ts';
import { type Random } from '../ports/random.ts';
import { type TokenFiles } from './google/externalAccount.ts';
import { type JournalWorld } from './publishJournal.ts';
import { type ReleaseNotes } from './releaseNotes.ts';
import { type StoreRequest } from './storeApi.ts';

export interface PublicationWorld extends JournalWorld {
  readonly http: HttpClient;
  readonly tokenFiles?: TokenFiles;
  readonly random: Random;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** As it was read from the package. */
export interface PackageFacts {
  readonly format: 'apk' | 'aab' | 'ipa';
  readonly appIdentifier: string;
  readonly version: string;
  /** `CFBundleVersion` for iOS. */
  readonly versionCode: string;
  readonly fileName: string;
  /** API level, or version of iOS. */
  readonly minimumOs: string | undefined;
  /** When the provisioning profile of an iOS package ends. */
  readonly profileEnds: Date | undefined;
}

export interface StorePublication {
  readonly facts: PackageFacts;
  readonly source: ByteSource;
  /** Of the package, lower-case hexadecimal. */
  readonly sha256: string;
  readonly notes: ReleaseNotes;
  /** How much of the package was sent, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `uploaded`: it is there, and no one gets it yet. `processing`: the store works on it; the same publication goes on later. `in-review`: people
 * get it when the store has looked at it.
 */
export type PublicationState = 'uploaded' | 'processing' | 'in-review' | 'published';

export interface StorePublished {
  readonly state: PublicationState;
  /** Whether an earlier process had begun it. */
  readonly isContinued: boolean;
  readonly url: string | null;
  readonly requests: readonly StoreRequest[];
}

/** Of a dry run: what is known only later is in braces. */
export function planned(endpoint: string, lines: readonly string[]): readonly StoreRequest[] {
  return lines.map((line) => {
    const [method = '', path = ''] = line.split(' ');
    const known = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).find((each) => each === method) ?? 'GET';
    return { method: known, url: path.startsWith('/') ? `${endpoint}${path}` : path };
  });
}
