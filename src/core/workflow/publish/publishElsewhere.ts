/**
 * Brings a package to Microsoft Intune, AppGallery or Firebase App Distribution. What is known to be refused is found in the package before
 * anything is sent; with `isDryRun` nothing is sent at all.
 */

import { Failure } from '../../base/failure.ts';
import { type Issue } from '../../base/issue.ts';
import { phrase } from '../../base/phrase.ts';
import { progressPart, type ProgressReporter } from '../../base/progress.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type PackageDescription } from '../../packages/describePackage.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { plannedForGallery, publishToGallery, type GalleryPhase } from '../../stores/appgallery/publishToGallery.ts';
import { plannedForFirebase, publishToFirebase, type FirebaseAudience } from '../../stores/firebase/publishToFirebase.ts';
import { type IntuneAssignment } from '../../stores/intune/assignApp.ts';
import { type IntuneTexts } from '../../stores/intune/lobApp.ts';
import { plannedForIntune } from '../../stores/intune/plannedForIntune.ts';
import { publishToIntune } from '../../stores/intune/publishToIntune.ts';
import { parseReleaseNotes, type ReleaseNotes } from '../../stores/releaseNotes.ts';
import { storeTitles } from '../../stores/storeAccount.ts';
import { type StoreRequest } from '../../stores/storeApi.ts';
import {
  type PackageFacts,
  type PublicationState,
  type PublicationWorld,
  type StorePublication,
  type StorePublished,
} from '../../stores/storePublication.ts';
import { firebaseAppOf, galleryAccountOf, intuneAccountOf, type StoreSource } from '../stores/openStore.ts';
import { readNotesFile, withPackageForStore } from './packageForStore.ts';
import { isDemandOf, isRefusedBy } from './storeDemands.ts';

export const otherStores = ['intune', 'appgallery', 'firebase'] as const;

export type OtherStore = (typeof otherStores)[number];

/** What differs from store to store. */
export type ElsewhereTarget =
  | { readonly store: 'firebase'; readonly audience: FirebaseAudience }
  | { readonly store: 'appgallery'; readonly isDraft: boolean; readonly phase?: GalleryPhase | undefined }
  | {
      readonly store: 'intune';
      readonly assignments: readonly IntuneAssignment[];
      /** For an app that is not there yet; its name otherwise comes from the package. */
      readonly texts: (Pick<IntuneTexts, 'publisher'> & Partial<IntuneTexts>) | undefined;
    };

export interface ElsewhereRequest {
  /** Absolute. */
  readonly path: string;
  readonly source: StoreSource;
  readonly target: ElsewhereTarget;
  readonly notesPath: string | undefined;
  /** Instead of a file. */
  readonly notes?: string | undefined;
  readonly isDryRun: boolean;
  readonly skipsChecks: boolean;
  readonly report?: ProgressReporter | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ElsewhereWorld extends PublicationWorld {
  readonly digester: ContentDigester;
  readonly trustedRoots?: readonly Certificate[];
}

export interface ElsewhereOutcome {
  readonly appIdentifier: string;
  readonly version: string;
  readonly versionCode: string;
  readonly state: 'planned' | PublicationState;
  readonly isContinued: boolean;
  readonly url: string | null;
  readonly requests: readonly StoreRequest[];
  readonly issues: readonly Issue[];
  readonly isRefused: boolean;
}

/** Characters, for each language. Firebase has one text, of which its console shows this much. */
export const longestOtherNotes: Readonly<Record<OtherStore, number>> = { firebase: 16_384, appgallery: 500, intune: 0 };

const formats: Readonly<Record<OtherStore, readonly PackageFacts['format'][]>> = {
  firebase: ['apk', 'aab', 'ipa'],
  appgallery: ['apk', 'aab'],
  intune: ['apk', 'ipa'],
};

export async function publishElsewhere(world: ElsewhereWorld, request: ElsewhereRequest): Promise<ElsewhereOutcome> {
  const { path, target, isDryRun, report, signal } = request;
  const { store } = target;
  const notes = parseReleaseNotes(request.notes ?? (await readNotesFile(world.files, request.notesPath)), longestOtherNotes[store]);
  // AppGallery is a store; the others hand the package to devices as it is.
  const audience = store === 'appgallery' ? 'store' : 'phone';
  const checks = { trusted: world.trustedRoots ?? [], verify: { digester: world.digester }, seal: {}, audience } as const;
  return await withPackageForStore(world, request, checks, async ({ source, description, sha256, issues: found }) => {
    const issues = found.filter((issue) => isDemandOf(store, issue));
    const facts = factsOf(store, description, world.paths.basename(path));
    const problems = [
      ...issues.filter((issue) => isRefusedBy(store, issue)).map(({ message }) => message),
      ...profileProblems(description),
    ];
    const isRefused = problems.length > 0 && !request.skipsChecks;
    const { appIdentifier, version, versionCode } = facts;
    const common = { appIdentifier, version, versionCode, issues, isRefused };
    const texts = textsOf(target, description, facts);
    if (isDryRun)
      return { ...common, state: 'planned', isContinued: false, url: null, requests: plannedFor(request, { facts, notes }, texts) };
    if (isRefused) throw Failure.of('store-package-refused', { store: storeTitles[store], summary: problems.join('; ') }, { issues });
    const uploading = progressPart(report, 0.1, 0.9);
    const onProgress = (fraction: number): void => uploading({ step: 'uploading', fraction });
    const published = await publishTo(world, request, { facts, source, sha256, notes, onProgress, signal }, texts);
    report?.({ step: 'done', fraction: 1 });
    return { ...common, ...published };
  });
}

function publishTo(
  world: ElsewhereWorld,
  { source, target, signal }: ElsewhereRequest,
  publication: StorePublication,
  texts: IntuneTexts | undefined,
): Promise<StorePublished> {
  switch (target.store) {
    case 'firebase':
      return publishToFirebase(world, { ...publication, app: firebaseAppOf(source, signal), audience: target.audience });
    case 'appgallery':
      return publishToGallery(world, {
        ...publication,
        account: galleryAccountOf(source, signal),
        isDraft: target.isDraft,
        phase: target.phase,
      });
    case 'intune':
      return publishToIntune(world, { ...publication, account: intuneAccountOf(source, signal), texts, assignments: target.assignments });
  }
}

function plannedFor(
  { source, target }: ElsewhereRequest,
  known: { readonly facts: PackageFacts; readonly notes: ReleaseNotes },
  texts: IntuneTexts | undefined,
): readonly StoreRequest[] {
  switch (target.store) {
    case 'firebase':
      return plannedForFirebase(known, firebaseAppOf(source), target.audience);
    case 'appgallery':
      return plannedForGallery({ ...known, account: galleryAccountOf(source), isDraft: target.isDraft, phase: target.phase });
    case 'intune':
      return plannedForIntune({ ...known, account: intuneAccountOf(source), texts, assignments: target.assignments });
  }
}

/** Fails with `store-package-refused` or `store-format-refused`. */
function factsOf(store: OtherStore, { inspection, isSound, issues }: PackageDescription, fileName: string): PackageFacts {
  const { appIdentifier, version, versionCode } = isSound && inspection ? inspection : {};
  if (!inspection || appIdentifier === undefined || appIdentifier === '' || version === undefined || versionCode === undefined)
    throw Failure.of('store-package-refused', { store: storeTitles[store], summary: phrase('it is not a complete package') }, { issues });
  const { format } = inspection;
  if (!formats[store].includes(format))
    throw Failure.of('store-format-refused', { store: storeTitles[store], format, wanted: formats[store].join(', ') });
  const ends = inspection.format === 'ipa' ? inspection.profile?.expiresAt : undefined;
  return {
    format,
    appIdentifier,
    version,
    versionCode: String(versionCode),
    fileName,
    minimumOs: inspection.format === 'ipa' ? inspection.minimumOs : inspection.minSdk?.toString(),
    profileEnds: ends === undefined ? undefined : new Date(ends),
  };
}

/** These stores install the package as it is, so devices must accept it. */
function profileProblems({ inspection }: PackageDescription): readonly string[] {
  if (inspection?.format !== 'ipa') return [];
  return inspection.profile?.kind === 'app-store' ? [phrase('its provisioning profile is for the App Store, so devices refuse it')] : [];
}

function textsOf(target: ElsewhereTarget, { inspection }: PackageDescription, { appIdentifier }: PackageFacts): IntuneTexts | undefined {
  if (target.store !== 'intune' || !target.texts) return undefined;
  const displayName = target.texts.displayName ?? inspection?.label ?? appIdentifier;
  return { displayName, description: target.texts.description ?? displayName, publisher: target.texts.publisher };
}

/** The usual target of a store, for names that may be groups, mail addresses or assignments. */
export function targetNamed(store: OtherStore, names: readonly string[]): ElsewhereTarget {
  switch (store) {
    case 'firebase':
      return {
        store,
        audience: { testers: names.filter((each) => each.includes('@')), groups: names.filter((each) => !each.includes('@')) },
      };
    case 'appgallery':
      return { store, isDraft: false };
    case 'intune':
      return { store, assignments: names, texts: undefined };
  }
}
