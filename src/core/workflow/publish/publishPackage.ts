/**
 * Brings an Android package to Google Play. What the store is known to refuse is found in the package itself before anything is sent; with `isDryRun`
 * nothing is sent at all.
 */

import { type Issue } from '../../base/issue.ts';
import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { progressPart, type ProgressReporter } from '../../base/progress.ts';
import { type Secret } from '../../base/secret.ts';
import { type PackageDescription } from '../../packages/describePackage.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { googlePlayEndpoint } from '../../stores/google-play/playApi.ts';
import { addressOf, plannedRequests, type Countries, type PlannedRequest, type PlayRelease } from '../../stores/google-play/playRelease.ts';
import { publishToPlay, type PlayWorld } from '../../stores/google-play/publishToPlay.ts';
import { parseReleaseNotes } from '../../stores/releaseNotes.ts';
import { openGoogleAccount, tokenAddresses } from '../../stores/google/googleAccount.ts';
import { withSymbols } from './openSymbols.ts';
import { endpointOf, readNotesFile, withPackageForStore } from './packageForStore.ts';
import { isRefusedBy } from './storeDemands.ts';

export interface PublishWorld extends PlayWorld {
  readonly digester: ContentDigester;
}

export interface PublishRequest {
  /** Absolute. */
  readonly path: string;
  /** The content of the key file. */
  readonly key: Secret;
  readonly track: string;
  readonly rollout: number | undefined;
  readonly isDraft: boolean;
  readonly priority: number | undefined;
  /** Where a rollout in production begins; everywhere when absent. */
  readonly countries: Countries | undefined;
  /** Absolute path of the mapping file of R8, and of a ZIP with the symbols of native code. */
  readonly mappingPath: string | undefined;
  readonly nativeSymbolsPath: string | undefined;
  readonly notesPath: string | undefined;
  /** Instead of a file. */
  readonly notes?: string | undefined;
  readonly endpoint: string | undefined;
  readonly isDryRun: boolean;
  /** Whether a package is published of which the store is known to refuse something. */
  readonly skipsChecks: boolean;
  readonly report?: ProgressReporter | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PublishOutcome {
  readonly store: 'google-play';
  readonly track: string;
  readonly versionCode: number;
  readonly state: 'planned' | 'draft' | 'in-progress' | 'completed';
  readonly isSentForReview: boolean;
  readonly isContinued: boolean;
  readonly url: string;
  readonly requests: readonly PlannedRequest[];
  readonly issues: readonly Issue[];
  /** Whether the store is known to refuse the package. */
  readonly isRefused: boolean;
}

/** Characters of Google Play, for each language. */
export const longestPlayNotes = 500;

export async function publishPackage(world: PublishWorld, request: PublishRequest): Promise<PublishOutcome> {
  const { signal, report, isDryRun } = request;
  const endpoint = endpointOf(request.endpoint, googlePlayEndpoint);
  const opened = openGoogleAccount(request.key, endpoint, googlePlayEndpoint);
  const notes = request.notes ?? (await readNotesFile(world.files, request.notesPath));
  const checks = { trusted: [], audience: 'store', verify: { digester: world.digester } } as const;
  return await withPackageForStore(world, request, checks, async ({ source, description, sha256, issues }) => {
    const refused = issues.filter((issue) => isRefusedBy('google-play', issue));
    const release = releaseOf(request, description, notes);
    const common = {
      store: 'google-play',
      track: release.track,
      versionCode: release.versionCode,
      url: addressOf(release),
      issues,
    } as const;
    const isRefused = refused.length > 0 && !request.skipsChecks;
    if (isDryRun) {
      const symbols = [
        ...(request.mappingPath === undefined ? [] : ['proguard']),
        ...(request.nativeSymbolsPath === undefined ? [] : ['nativeCode']),
      ];
      const requests = plannedRequests(release, endpoint, tokenAddresses(opened), symbols);
      return { ...common, state: 'planned', isSentForReview: false, isContinued: false, requests, isRefused };
    }
    if (isRefused) {
      const summary = refused.map(({ message }) => message).join('; ');
      throw Failure.of('store-package-refused', { store: 'Google Play', summary }, { issues });
    }
    const uploading = progressPart(report, 0.1, 0.95);
    const published = await withSymbols(world, request, async (symbols) =>
      publishToPlay(world, {
        endpoint,
        ...opened,
        release,
        source,
        sha256,
        symbols,
        onProgress: (fraction) => uploading({ step: 'uploading', fraction }),
        signal,
      }),
    );
    report?.({ step: 'done', fraction: 1 });
    return { ...common, ...published, isRefused: false };
  });
}

/** Fails with `store-package-refused` when the package has not what a release needs. */
function releaseOf(request: PublishRequest, { inspection, isSound, issues }: PackageDescription, notes: string): PlayRelease {
  const { track, rollout, isDraft, priority, countries } = request;
  if (inspection === undefined || inspection.format === 'ipa' || !isSound)
    throw Failure.of(
      'store-package-refused',
      { store: 'Google Play', summary: phrase('it is not a complete Android package') },
      { issues },
    );
  const { format, appIdentifier: packageName, versionCode, version: versionName } = inspection;
  if (packageName === undefined || versionCode === undefined)
    throw Failure.of(
      'store-package-refused',
      { store: 'Google Play', summary: phrase('it has no app identifier or version code') },
      { issues },
    );
  return {
    packageName,
    format,
    versionCode,
    versionName,
    track,
    rollout,
    isDraft,
    priority,
    countries,
    notes: parseReleaseNotes(notes, longestPlayNotes),
  };
}
