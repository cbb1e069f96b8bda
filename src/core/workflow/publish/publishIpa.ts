/**
 * Brings an iOS package to App Store Connect and to groups of TestFlight. Its seal and its profile are checked before anything is sent; with
 * `isDryRun` nothing is sent at all.
 */

import { Failure } from '../../base/failure.ts';
import { type Issue } from '../../base/issue.ts';
import { phrase } from '../../base/phrase.ts';
import { progressPart, type ProgressReporter } from '../../base/progress.ts';
import { type Secret } from '../../base/secret.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type PackageDescription } from '../../packages/describePackage.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { connectEndpoint } from '../../stores/app-store-connect/connectApi.ts';
import { parseConnectKey } from '../../stores/app-store-connect/connectKey.ts';
import { connectName } from '../../stores/app-store-connect/connectRefusal.ts';
import { type EncryptionAnswer } from '../../stores/app-store-connect/exportCompliance.ts';
import { plannedUpload } from '../../stores/app-store-connect/plannedUpload.ts';
import {
  publishToTestFlight,
  type TestFlightRelease,
  type TestFlightState,
  type TestFlightWorld,
} from '../../stores/app-store-connect/publishToTestFlight.ts';
import { parseReleaseNotes } from '../../stores/releaseNotes.ts';
import { endpointOf, readNotesFile, withPackageForStore } from './packageForStore.ts';
import { isRefusedBy } from './storeDemands.ts';

export interface PublishIpaWorld extends TestFlightWorld {
  readonly digester: ContentDigester;
  readonly trustedRoots?: readonly Certificate[];
}

export interface PublishIpaRequest {
  /** Absolute. */
  readonly path: string;
  /** The content of the .p8 file. */
  readonly key: Secret;
  readonly keyId: string;
  /** Absent for the key of an individual. */
  readonly issuer: string | undefined;
  readonly groups: readonly string[];
  /** About encryption, where the package says nothing. */
  readonly encryption?: EncryptionAnswer | undefined;
  readonly notesPath: string | undefined;
  /** Instead of a file. */
  readonly notes?: string | undefined;
  readonly endpoint: string | undefined;
  readonly isDryRun: boolean;
  readonly skipsChecks: boolean;
  readonly report?: ProgressReporter | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PublishIpaOutcome {
  readonly version: string;
  /** `CFBundleVersion`. */
  readonly build: string;
  readonly state: 'planned' | TestFlightState;
  readonly isContinued: boolean;
  /** Known once Apple has named the app. */
  readonly url: string | null;
  readonly requests: readonly { readonly method: string; readonly url: string }[];
  readonly issues: readonly Issue[];
  readonly isRefused: boolean;
}

/** Characters of TestFlight, for each language. */
export const longestConnectNotes = 4000;

export async function publishIpa(world: PublishIpaWorld, request: PublishIpaRequest): Promise<PublishIpaOutcome> {
  const { path, report, signal, isDryRun, groups, encryption } = request;
  const key = parseConnectKey(request.key, request);
  const notes = parseReleaseNotes(request.notes ?? (await readNotesFile(world.files, request.notesPath)), longestConnectNotes);
  const checks = { trusted: world.trustedRoots ?? [], seal: {} };
  return await withPackageForStore(world, request, checks, async ({ source, description, sha256, issues }) => {
    const facts = factsOf(description);
    const problems = [
      ...issues.filter((issue) => isRefusedBy('app-store-connect', issue)).map(({ message }) => message),
      ...profileProblems(description),
    ];
    const isRefused = problems.length > 0 && !request.skipsChecks;
    const endpoint = endpointOf(request.endpoint, connectEndpoint);
    const release: TestFlightRelease = { ...facts, fileName: world.paths.basename(path), groups, notes, encryption };
    const common = { version: facts.version, build: facts.build, issues };
    if (isDryRun) {
      const requests = plannedUpload(release, endpoint);
      return { ...common, state: 'planned', isContinued: false, url: null, requests, isRefused };
    }
    if (isRefused) throw Failure.of('store-package-refused', { store: connectName, summary: problems.join('; ') }, { issues });
    const uploading = progressPart(report, 0.1, 0.9);
    const published = await publishToTestFlight(world, {
      key,
      endpoint,
      release,
      source,
      sha256,
      onProgress: (fraction) => uploading({ step: 'uploading', fraction }),
      signal,
    });
    report?.({ step: 'done', fraction: 1 });
    return { ...common, ...published, issues: [...issues, ...published.issues], isRefused: false };
  });
}

/** Fails with `store-package-refused` when it is not an iOS package with what Apple asks for first. */
function factsOf({ inspection, isSound, issues }: PackageDescription): Pick<TestFlightRelease, 'appIdentifier' | 'version' | 'build'> {
  const { appIdentifier, version, versionCode: build } = inspection?.format === 'ipa' && isSound ? inspection : {};
  if (appIdentifier === undefined || appIdentifier === '' || version === undefined || build === undefined)
    throw Failure.of('store-package-refused', { store: connectName, summary: phrase('it is not a complete iOS package') }, { issues });
  return { appIdentifier, version, build };
}

/** The store takes what is signed for the store. */
function profileProblems({ inspection }: PackageDescription): readonly string[] {
  const kind = inspection?.format === 'ipa' ? inspection.profile?.kind : undefined;
  return kind === 'app-store' ? [] : [phrase('its provisioning profile is not one for the App Store')];
}
