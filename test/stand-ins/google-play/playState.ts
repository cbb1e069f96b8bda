/** What Google Play keeps: apps with their published state, and edits, which are copies of it until they are committed. */

import { type StoredFile } from '../support/storedFile.ts';

export type ReleaseStatus = 'draft' | 'inProgress' | 'halted' | 'completed';

export interface TrackRelease {
  name?: string;
  versionCodes?: (string | number)[];
  status?: ReleaseStatus;
  userFraction?: number;
  releaseNotes?: { language?: string; text?: string }[];
  inAppUpdatePriority?: number;
  countryTargeting?: { countries?: string[]; includeRestOfWorld?: boolean };
}

export interface Artifact {
  readonly kind: 'apk' | 'bundle';
  readonly versionCode: number;
  readonly sha1: string;
  readonly sha256: string;
}

export interface StoreImage {
  readonly id: string;
  readonly url: string;
  readonly sha1: string;
  readonly sha256: string;
}

export interface Listing {
  language: string;
  title?: string;
  shortDescription?: string;
  fullDescription?: string;
  video?: string;
}

/** What an edit changes. Plain data, so that it can be copied. */
export interface PublishedState {
  artifacts: Artifact[];
  /** In the order in which Google lists them. */
  tracks: Record<string, TrackRelease[]>;
  testers: Record<string, string[]>;
  listings: Record<string, Listing>;
  /** `language/type` → images. */
  images: Record<string, StoreImage[]>;
  details: { defaultLanguage: string; contactEmail?: string; contactPhone?: string; contactWebsite?: string };
  countries: Record<string, { countries: { countryCode: string }[]; restOfWorld: boolean; syncWithProduction: boolean }>;
  /** `versionCode/type` → SHA-256 of the file. */
  symbols: Record<string, string>;
}

export interface PlayAppOptions {
  readonly packageName: string;
  /** No release but drafts until the first one was sent for review by hand. */
  readonly draft?: boolean;
  /** The last review was a refusal: changes are not sent for review by a commit. */
  readonly reviewByHand?: boolean;
  /** Accounts that may do nothing here. */
  readonly deniedAccounts?: readonly string[];
  /** The app is new: APKs are refused. */
  readonly bundlesOnly?: boolean;
  readonly defaultLanguage?: string;
  /** Names of closed tracks beside those that every app has. */
  readonly closedTracks?: readonly string[];
  /** Version codes of packages that were published before, with the track where each is live. */
  readonly live?: readonly { readonly versionCode: number; readonly track: string }[];
}

export interface PlayApp {
  readonly packageName: string;
  draft: boolean;
  reviewByHand: boolean;
  bundlesOnly: boolean;
  /** Changes are in review at the moment. */
  inReview: boolean;
  readonly denied: Set<string>;
  /** Grows with each commit; an edit that began with another one cannot be committed. */
  revision: number;
  published: PublishedState;
  readonly usedCodes: Set<number>;
  /** Edits that were committed, in order. */
  readonly commits: string[];
  /** Files of committed packages by version code, for generated APKs. */
  readonly files: Map<number, StoredFile>;
}

export interface PlayEdit {
  readonly id: string;
  readonly packageName: string;
  readonly account: string;
  readonly revision: number;
  readonly expires: number;
  state: PublishedState;
  end: 'open' | 'committed' | 'deleted';
  readonly files: Map<number, StoredFile>;
}

export const standardTracks = ['production', 'beta', 'alpha', 'internal'];

export function createApp(options: PlayAppOptions): PlayApp {
  const { packageName, closedTracks = [], live = [], defaultLanguage = 'en-US' } = options;
  const tracks: Record<string, TrackRelease[]> = Object.fromEntries([...standardTracks, ...closedTracks].map((track) => [track, []]));
  for (const { versionCode, track } of live) {
    (tracks[track] ??= []).push({ name: String(versionCode), versionCodes: [String(versionCode)], status: 'completed' });
  }
  const hash = (versionCode: number): string => versionCode.toString(16).padStart(64, '0');
  return {
    packageName,
    draft: options.draft === true,
    reviewByHand: options.reviewByHand === true,
    bundlesOnly: options.bundlesOnly === true,
    inReview: false,
    denied: new Set(options.deniedAccounts),
    revision: 1,
    published: {
      artifacts: live.map(({ versionCode }) => ({
        kind: 'bundle',
        versionCode,
        sha1: hash(versionCode).slice(24),
        sha256: hash(versionCode),
      })),
      tracks,
      testers: {},
      listings: {
        [defaultLanguage]: {
          language: defaultLanguage,
          title: packageName.slice(0, 30),
          shortDescription: 'An app',
          fullDescription: 'An app for tests',
        },
      },
      images: {},
      details: { defaultLanguage, contactEmail: 'store@example.test' },
      countries: {
        production: { countries: [{ countryCode: 'DE' }, { countryCode: 'JP' }], restOfWorld: false, syncWithProduction: false },
      },
      symbols: {},
    },
    usedCodes: new Set(live.map(({ versionCode }) => versionCode)),
    commits: [],
    files: new Map(),
  };
}
