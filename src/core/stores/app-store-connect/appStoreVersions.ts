/**
 * Versions in the App Store: made or found, with their build and notes, submitted for review, released at once, in phases, by hand or at a
 * date. Each step looks first at what is there, so that a killed run is repeated as a whole.
 */

import { Failure } from '../../base/failure.ts';
import { numberField, textField, type JsonObject } from '../jsonObject.ts';
import { type ReleaseNotes } from '../releaseNotes.ts';
import { findBuild } from './betaTesting.ts';
import { type ConnectApi, relatedId, type Resource } from './connectApi.ts';
import { connectName, ConnectRefusal, unlessThere } from './connectRefusal.ts';
import { writeWhatsNew } from './whatsNew.ts';

/** `manual`: someone releases it after the review; an ISO date: not before that. */
export type ReleaseTime = 'after-approval' | 'manual' | { readonly notBefore: string };

export interface AppStoreRelease {
  readonly version: string;
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
const inReview: ReadonlySet<string> = new Set(['WAITING_FOR_REVIEW', 'IN_REVIEW', 'COMPLETING', 'COMPLETE']);

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
  readonly state: 'in-review';
  /** Whether it was submitted before. */
  readonly isChanged: boolean;
}

/** Fails with `store-build-unknown` or `store-version-not-editable`. */
export async function submitToAppStore(api: ConnectApi, app: Resource, release: AppStoreRelease): Promise<SubmittedVersion> {
  const build = await findBuild(api, app.id, release.build, release.version);
  const version = await editableVersion(api, app.id, release);
  const state = stateOf(version);
  if (state !== undefined && inReview.has(state)) return { versionId: version.id, state: 'in-review', isChanged: false };
  await attachBuild(api, version.id, build.id);
  await writeNotes(api, app, version.id, release.notes);
  if (release.isPhased) await addPhases(api, version.id);
  await submit(api, app.id, version.id);
  return { versionId: version.id, state: 'in-review', isChanged: true };
}

/** One of this name, or one that was begun and gets this name, or a new one: Apple allows one at a time. */
async function editableVersion(api: ConnectApi, appId: string, release: AppStoreRelease): Promise<Resource> {
  const versions = await api.list(versionsPath(appId), { 'filter[platform]': 'IOS' });
  const named = versions.find(({ attributes }) => textField(attributes, 'versionString') === release.version);
  const found = named ?? versions.find((each) => editable.has(stateOf(each) ?? ''));
  const attributes = { versionString: release.version, ...releaseAttributes(release.releases) };
  if (!found)
    return await api.create(
      '/v1/appStoreVersions',
      { type: 'appStoreVersions', attributes: { platform: 'IOS', ...attributes }, relationships: { app: ['apps', appId] } },
      false,
    );
  const state = stateOf(found) ?? '';
  if (inReview.has(state)) return found;
  if (!editable.has(state)) throw Failure.of('store-version-not-editable', { store: connectName, version: release.version, state });
  await api.update('/v1/appStoreVersions', 'appStoreVersions', found.id, attributes);
  return found;
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

/** A submission that was begun is used: an app has one at a time. */
async function submit(api: ConnectApi, appId: string, versionId: string): Promise<void> {
  const query = { 'filter[app]': appId, 'filter[platform]': 'IOS', 'filter[state]': 'READY_FOR_REVIEW' };
  const begun = (await api.list('/v1/reviewSubmissions', query))[0];
  const type = 'reviewSubmissions';
  const submission =
    begun ?? (await api.create(`/v1/${type}`, { type, attributes: { platform: 'IOS' }, relationships: { app: ['apps', appId] } }, false));
  const relationships = { reviewSubmission: [type, submission.id], appStoreVersion: ['appStoreVersions', versionId] } as const;
  // A conflict that is none of repetition is said by the submission that follows.
  await unlessThere(api.create('/v1/reviewSubmissionItems', { type: 'reviewSubmissionItems', relationships }), async () => true);
  try {
    await api.update(`/v1/${type}`, type, submission.id, { submitted: true });
  } catch (error) {
    if (!(error instanceof ConnectRefusal && error.status === 409)) throw error;
    // The answer to an earlier request may have been lost.
    const now = await api.get(`/v1/${type}/${encodeURIComponent(submission.id)}`);
    if (!inReview.has(textField(now.attributes, 'state') ?? '')) throw error;
  }
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
