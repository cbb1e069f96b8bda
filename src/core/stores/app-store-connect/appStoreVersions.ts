/**
 * Versions in the App Store: made or found, with their build and notes, submitted for review, released at once, in phases, by hand or at a
 * date. Each step looks first at what is there, so that a killed run is repeated as a whole.
 */

import { Failure } from '../../base/failure.ts';
import { numberField, textField, type JsonObject } from '../jsonObject.ts';
import { type ReleaseNotes } from '../releaseNotes.ts';
import { findBuild, type BetaBuild } from './betaTesting.ts';
import { type ConnectApi, relatedId, type Resource } from './connectApi.ts';
import { connectName, unlessThere } from './connectRefusal.ts';
import { submitForReview } from './reviewSubmissions.ts';
import { writeWhatsNew } from './whatsNew.ts';

/** `manual`: someone releases it after the review; an ISO date: not before that. */
export type ReleaseTime = 'after-approval' | 'manual' | { readonly notBefore: string };

export interface AppStoreRelease {
  /** As people see it; that of the build when it is absent. */
  readonly version: string | undefined;
  readonly build: string;
  /** By language; `undefined` stands for the main language of the app. */
  readonly notes: ReleaseNotes;
  readonly releases: ReleaseTime;
  /** Over seven days. */
  readonly isPhased: boolean;
}

export interface AppStoreVersion {
  readonly id: string;
  readonly version: string;
  /** As Apple says it, such as `WAITING_FOR_REVIEW`. */
  readonly state: string | null;
  readonly build: string | null;
  /** `INACTIVE`, `ACTIVE`, `PAUSED` or `COMPLETE`; `null` without phases. */
  readonly phase: string | null;
  /** Of seven. */
  readonly phaseDay: number | null;
}

const editable: ReadonlySet<string> = new Set([
  'PREPARE_FOR_SUBMISSION',
  'DEVELOPER_REJECTED',
  'REJECTED',
  'METADATA_REJECTED',
  'INVALID_BINARY',
  'READY_FOR_REVIEW',
]);
const inReview: ReadonlySet<string> = new Set(['WAITING_FOR_REVIEW', 'IN_REVIEW']);
/** Apple has approved it, and it is not for sale yet. */
const unreleased: ReadonlySet<string> = new Set([
  'ACCEPTED',
  'PENDING_APPLE_RELEASE',
  'PENDING_DEVELOPER_RELEASE',
  'PROCESSING_FOR_DISTRIBUTION',
  'WAITING_FOR_EXPORT_COMPLIANCE',
]);

/** Whether texts, pictures and the build of a version can be changed. */
export function isEditable({ state }: AppStoreVersion): boolean {
  return editable.has(state ?? '');
}

/** Apple’s words for the state of a version. */
function stateOf({ attributes }: Resource): string | undefined {
  return textField(attributes, 'appVersionState') ?? textField(attributes, 'appStoreState');
}

/** The newest first, as Apple lists them. */
export async function listVersions(
  api: ConnectApi,
  appId: string,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly AppStoreVersion[]> {
  const { data, included } = await api.listWith(versionsPath(appId), {
    'filter[platform]': 'IOS',
    include: 'build,appStoreVersionPhasedRelease',
    ...query,
  });
  return data.map((version) => {
    const related = (name: string): JsonObject | undefined =>
      included.find(({ id, type }) => id === relatedId(version, name) && type.startsWith(name))?.attributes;
    const phased = related('appStoreVersionPhasedRelease');
    return {
      id: version.id,
      version: textField(version.attributes, 'versionString') ?? '',
      state: stateOf(version) ?? null,
      build: textField(related('build'), 'version') ?? null,
      phase: textField(phased, 'phasedReleaseState') ?? null,
      phaseDay: numberField(phased, 'currentDayNumber') ?? null,
    };
  });
}

function versionsPath(appId: string): string {
  return `/v1/apps/${encodeURIComponent(appId)}/appStoreVersions`;
}

export interface SubmittedVersion {
  readonly versionId: string;
  readonly version: string;
  readonly state: 'in-review';
  /** Whether it was submitted before. */
  readonly isChanged: boolean;
}

/** Fails with `store-build-unknown` and what else is wrong with the build, or with what keeps the version from being submitted. */
export async function submitToAppStore(api: ConnectApi, app: Resource, release: AppStoreRelease): Promise<SubmittedVersion> {
  const build = await findBuild(api, app.id, release.build, release.version);
  const version = release.version ?? build.version;
  if (version === null) throw Failure.of('store-answer-unexpected', { store: connectName, what: 'preReleaseVersion' });
  requireUsable(build, version);
  const found = await openVersion(api, app.id, version, build.build);
  if (found !== undefined && inReview.has(found.state ?? '')) return { versionId: found.id, version, state: 'in-review', isChanged: false };
  const versionId = await editableVersion(api, app.id, found?.id, { versionString: version, ...releaseAttributes(release.releases) });
  await attachBuild(api, versionId, build.id);
  await writeNotes(api, app, versionId, release.notes);
  if (release.isPhased) await addPhases(api, versionId);
  await submitForReview(api, app.id, versionId);
  return { versionId, version, state: 'in-review', isChanged: true };
}

/** Apple would refuse the version only when everything else is done. */
function requireUsable({ build, isExpired, processing }: BetaBuild, version: string): void {
  if (isExpired) throw Failure.of('store-build-expired', { store: connectName, version, build });
  if (processing !== null && processing !== 'VALID')
    throw Failure.of('store-build-not-ready', { store: connectName, version, build, state: processing });
}

/** The version that can get the build, or is in review with it; `undefined` when a new one can be made. Apple allows one at a time. */
async function openVersion(api: ConnectApi, appId: string, version: string, build: string): Promise<AppStoreVersion | undefined> {
  const versions = await listVersions(api, appId);
  const reviewed = versions.find(({ state }) => inReview.has(state ?? ''));
  if (reviewed) {
    const isSame = reviewed.version === version && (reviewed.build ?? build) === build;
    if (isSame) return reviewed;
    throw Failure.of('store-version-in-review', { store: connectName, version: reviewed.version, build: reviewed.build ?? '-' });
  }
  const named = versions.find((each) => each.version === version);
  if (named && !isEditable(named))
    throw Failure.of('store-version-not-editable', { store: connectName, version, state: named.state ?? '' });
  const found = named ?? versions.find(isEditable);
  const waiting = versions.find(({ state }) => unreleased.has(state ?? ''));
  if (!found && waiting)
    throw Failure.of('store-version-unreleased', { store: connectName, version: waiting.version, state: waiting.state ?? '' });
  return found;
}

async function editableVersion(api: ConnectApi, appId: string, id: string | undefined, attributes: JsonObject): Promise<string> {
  const type = 'appStoreVersions';
  if (id !== undefined) {
    await api.update(`/v1/${type}`, type, id, attributes);
    return id;
  }
  return await addVersion(api, appId, attributes);
}

/** The id of the new version. Apple copies the texts and pictures of the one before. */
export async function addVersion(api: ConnectApi, appId: string, attributes: JsonObject): Promise<string> {
  const type = 'appStoreVersions';
  const relationships = { app: ['apps', appId] } as const;
  return (await api.create(`/v1/${type}`, { type, attributes: { platform: 'IOS', ...attributes }, relationships }, false)).id;
}

function releaseAttributes(time: ReleaseTime): JsonObject {
  if (time === 'after-approval') return { releaseType: 'AFTER_APPROVAL' };
  if (time === 'manual') return { releaseType: 'MANUAL' };
  return { releaseType: 'SCHEDULED', earliestReleaseDate: time.notBefore };
}

async function attachBuild(api: ConnectApi, versionId: string, buildId: string): Promise<void> {
  await api.point(`/v1/appStoreVersions/${encodeURIComponent(versionId)}/relationships/build`, 'builds', buildId);
}

async function writeNotes(api: ConnectApi, app: Resource, versionId: string, notes: ReleaseNotes): Promise<void> {
  const type = 'appStoreVersionLocalizations';
  const list = async () => await api.list(`/v1/appStoreVersions/${encodeURIComponent(versionId)}/${type}`);
  const relationships = { appStoreVersion: ['appStoreVersions', versionId] } as const;
  await writeWhatsNew(api, { type, list, relationships }, notes, textField(app.attributes, 'primaryLocale'));
}

async function addPhases(api: ConnectApi, versionId: string): Promise<void> {
  const isThere = async (): Promise<boolean> => (await api.find(phasedPath(versionId))) !== undefined;
  if (await isThere()) return;
  const type = 'appStoreVersionPhasedReleases';
  const relationships = { appStoreVersion: ['appStoreVersions', versionId] } as const;
  await unlessThere(api.create(`/v1/${type}`, { type, attributes: { phasedReleaseState: 'INACTIVE' }, relationships }), isThere);
}

function phasedPath(versionId: string): string {
  return `/v1/appStoreVersions/${encodeURIComponent(versionId)}/appStoreVersionPhasedRelease`;
}

export type PhaseChange = 'pause' | 'resume' | 'complete';

const phases = { pause: 'PAUSED', resume: 'ACTIVE', complete: 'COMPLETE' } as const;

export interface ChangedPhase {
  readonly version: string;
  readonly phase: string;
  readonly isChanged: boolean;
}

/** Of the version that is released in phases now. Fails with `store-phases-missing`. */
export async function changePhase(api: ConnectApi, appId: string, change: PhaseChange): Promise<ChangedPhase> {
  const versions = await listVersions(api, appId);
  const wanted = phases[change];
  const running = versions.find(({ phase }) => phase === 'ACTIVE' || phase === 'PAUSED');
  if (!running) {
    const done = change === 'complete' ? versions.find(({ phase }) => phase === 'COMPLETE') : undefined;
    if (!done) throw Failure.of('store-phases-missing', { store: connectName });
    return { version: done.version, phase: wanted, isChanged: false };
  }
  if (running.phase === wanted) return { version: running.version, phase: wanted, isChanged: false };
  const phased = await api.get(phasedPath(running.id));
  const type = 'appStoreVersionPhasedReleases';
  await api.update(`/v1/${type}`, type, phased.id, { phasedReleaseState: wanted });
  return { version: running.version, phase: wanted, isChanged: true };
}

/** Releases the version that waits for it. Fails with `store-version-not-waiting`. */
export async function releaseByHand(api: ConnectApi, appId: string): Promise<{ readonly version: string; readonly isChanged: boolean }> {
  const versions = await listVersions(api, appId);
  const waiting = versions.find(({ state }) => state === 'PENDING_DEVELOPER_RELEASE');
  if (!waiting) {
    const released = versions.find(({ state }) => state === 'PROCESSING_FOR_DISTRIBUTION');
    if (!released) throw Failure.of('store-version-not-waiting', { store: connectName });
    return { version: released.version, isChanged: false };
  }
  const relationships = { appStoreVersion: ['appStoreVersions', waiting.id] } as const;
  const type = 'appStoreVersionReleaseRequests';
  await unlessThere(api.create(`/v1/${type}`, { type, relationships }), async () =>
    (await listVersions(api, appId)).every(({ id, state }) => id !== waiting.id || state !== waiting.state),
  );
  return { version: waiting.version, isChanged: true };
}
