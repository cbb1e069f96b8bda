/** What the stand-in of AppGallery Connect keeps, and its result codes. */

import { type PackageFacts } from '../support/packageFacts.ts';
import { type StandInAnswer } from '../support/standInServer.ts';
import { type StoredFile } from '../support/storedFile.ts';

/** As `releaseState` of the reference; `updating` is a review of an app that is on sale. */
export const releaseStates = {
  released: 0,
  rejected: 1,
  removed: 2,
  releasing: 3,
  reviewing: 4,
  updating: 5,
  draft: 7,
  updateRejected: 8,
} as const;

export interface GalleryAppOptions {
  readonly appId: string;
  readonly packageName: string;
  readonly name?: string;
  /** Version code and version of what is on sale. */
  readonly live?: { readonly versionCode: number; readonly version: string };
}

export interface GalleryPackage {
  readonly pkgVersion: string;
  readonly fileName: string;
  readonly file: StoredFile;
  readonly facts: PackageFacts | undefined;
  /** So often it is still asked about, or submitted, before it is compiled. */
  polls: number;
  failed: boolean;
}

export interface GallerySubmission {
  readonly pkgVersion: string;
  readonly releaseType: number;
  readonly releaseTime: string | undefined;
  readonly remark: string | undefined;
  readonly phase: Readonly<Record<string, unknown>> | undefined;
}

export interface GalleryApp {
  readonly appId: string;
  readonly packageName: string;
  readonly name: string;
  live: GalleryAppOptions['live'];
  state: number;
  /** Of a rejection. */
  opinion: string | undefined;
  /** The package of the draft. */
  draft: GalleryPackage | undefined;
  readonly notes: Map<string, string>;
  readonly submissions: GallerySubmission[];
  /** A version that only a share of people gets. */
  phase: GalleryPhase | undefined;
  /** Says the phase only where someone asks for the version that goes by phases. */
  hidesPhase: boolean;
}

export interface GalleryPhase {
  readonly state: string;
  readonly facts: PackageFacts;
  readonly details: Readonly<Record<string, unknown>>;
}

export function createGalleryApp({ appId, packageName, name = packageName, live }: GalleryAppOptions): GalleryApp {
  const state = live === undefined ? releaseStates.draft : releaseStates.released;
  return {
    appId,
    packageName,
    name,
    live,
    state,
    opinion: undefined,
    draft: undefined,
    notes: new Map(),
    submissions: [],
    phase: undefined,
    hidesPhase: false,
  };
}

export function describeGalleryApp({ name, live, state, opinion, draft, notes, phase, hidesPhase }: GalleryApp, byPhases = false): object {
  const { versionCode, version } = draft?.facts ?? phase?.facts ?? {};
  const isSaid = phase !== undefined && (byPhases || !hidesPhase);
  return {
    appInfo: {
      releaseState: state,
      defaultLang: 'en-US',
      updateTime: new Date().toISOString().slice(0, 19).replace('T', ' '),
      // A draft without a package has neither.
      ...(versionCode !== undefined && { versionCode, versionNumber: version }),
      ...(live !== undefined && { onShelfVersionCode: live.versionCode, onShelfVersionNumber: live.version }),
    },
    auditInfo: { auditOpinion: opinion ?? '' },
    languages: [...notes].map(([lang, newFeatures]) => ({ lang, appName: name, newFeatures })),
    ...(isSaid && { phasedReleaseInfo: { ...phase.details, state: phase.state } }),
  };
}

/** `ret` decides: the status is 200 all the same. */
export function result(code: number, msg: string, more: object = {}): StandInAnswer {
  return { status: 200, json: { ret: { code, msg }, ...more } };
}

export function success(more: object = {}): StandInAnswer {
  return result(0, 'success', more);
}

/** A refusal, thrown by the rules and answered by the server. */
export class GalleryRefusal extends Error {
  readonly answer: StandInAnswer;

  constructor(code: number, message: string) {
    super(message);
    this.answer = result(code, message);
  }
}
