/** A release as it is put on a track, and what of the track stays next to it. */

import { objectsField, textField, type JsonObject } from '../jsonObject.ts';
import { collections, folderOf, type PlayFormat } from './playApi.ts';
import { type ReleaseNotes } from '../releaseNotes.ts';

export interface PlayRelease {
  readonly packageName: string;
  readonly format: PlayFormat;
  readonly versionCode: number;
  readonly versionName: string | undefined;
  readonly track: string;
  /** Above 0, below 1; absent for everybody. */
  readonly rollout: number | undefined;
  /** Nothing reaches anyone until someone finishes it in the Play Console. */
  readonly isDraft: boolean;
  /** In-app update priority, 0 to 5. */
  readonly priority: number | undefined;
  readonly notes: ReleaseNotes;
  /** Where a rollout in production begins; everywhere when absent. */
  readonly countries: Countries | undefined;
}

export interface Countries {
  /** Two letters each, as CLDR has them. */
  readonly codes: readonly string[];
  readonly includesRestOfWorld: boolean;
}

export type PlayReleaseState = 'draft' | 'in-progress' | 'halted' | 'completed';
/** What publishing leads to: no release begins halted. */
export type PublishedState = Exclude<PlayReleaseState, 'halted'>;

const statuses = { draft: 'draft', 'in-progress': 'inProgress', completed: 'completed' } as const;

export function stateOf({ isDraft, rollout }: PlayRelease): PublishedState {
  if (isDraft) return 'draft';
  return rollout === undefined ? 'completed' : 'in-progress';
}

/** The whole track: what is not in it is removed from it. */
export function trackContent(release: PlayRelease, current: JsonObject | undefined, defaultLanguage: string): JsonObject {
  return { track: release.track, releases: [releaseContent(release, defaultLanguage), ...remainingReleases(stateOf(release), current)] };
}

function releaseContent(release: PlayRelease, defaultLanguage: string): JsonObject {
  const { versionCode, versionName, rollout, isDraft, priority, notes, countries } = release;
  return {
    ...(versionName !== undefined && { name: `${versionName} (${versionCode})`.slice(0, 50) }),
    versionCodes: [String(versionCode)],
    status: statuses[stateOf(release)],
    ...(rollout !== undefined && !isDraft && { userFraction: rollout, ...countryTargeting(countries) }),
    ...(priority !== undefined && { inAppUpdatePriority: priority }),
    ...(notes.size > 0 && {
      releaseNotes: [...notes].map(([language, text]) => ({ language: language ?? defaultLanguage, text })),
    }),
  };
}

export function countryTargeting(countries: Countries | undefined): JsonObject {
  if (!countries) return {};
  return { countryTargeting: { countries: countries.codes, includeRestOfWorld: countries.includesRestOfWorld } };
}

/** A rollout needs the release that everybody else keeps; a draft leaves what people have. A complete release replaces all. */
export function remainingReleases(state: PlayReleaseState, current: JsonObject | undefined): readonly JsonObject[] {
  const releases = objectsField(current, 'releases');
  switch (state) {
    case 'completed':
      return [];
    case 'in-progress':
    case 'halted':
      return releases.filter((each) => textField(each, 'status') === 'completed');
    case 'draft':
      return releases.filter((each) => textField(each, 'status') !== 'draft');
  }
}

/** Version codes are strings on the wire. */
export function versionCodesOf(track: JsonObject): readonly number[] {
  return objectsField(track, 'releases').flatMap(({ versionCodes }) =>
    Array.isArray(versionCodes) ? versionCodes.map(Number).filter((code) => Number.isSafeInteger(code)) : [],
  );
}

/** Where people get it: the page of the store, or of a test that they join. */
export function addressOf({ packageName, track }: PlayRelease): string {
  const id = encodeURIComponent(packageName);
  const isOnPage = track === 'production' || track === 'internal';
  return isOnPage ? `https://play.google.com/store/apps/details?id=${id}` : `https://play.google.com/apps/testing/${id}`;
}

/** A request that publishing would send. */
export interface PlannedRequest {
  readonly method: string;
  /** What is known only later is in braces. */
  readonly url: string;
  readonly body?: JsonObject;
}

/** All requests of a publication without trouble, in their order. */
export function plannedRequests(
  release: PlayRelease,
  endpoint: string,
  tokenUrls: readonly string[],
  symbols: readonly string[] = [],
): readonly PlannedRequest[] {
  const app = `${endpoint}${folderOf(release.packageName)}`;
  const edit = `${app}/edits/{editId}`;
  const track = `${edit}/tracks/${encodeURIComponent(release.track)}`;
  const usesDefault = release.notes.has(undefined);
  return [
    ...tokenUrls.map((url) => ({ method: 'POST' as const, url })),
    { method: 'POST', url: `${app}/edits`, body: {} },
    { method: 'GET', url: `${edit}/tracks` },
    { method: 'GET', url: `${edit}/bundles` },
    { method: 'GET', url: `${edit}/apks` },
    ...(usesDefault ? [{ method: 'GET', url: `${edit}/details` }] : []),
    {
      method: 'POST',
      url: `${endpoint}/upload${folderOf(release.packageName)}/edits/{editId}/${collections[release.format]}?uploadType=resumable`,
      body: {},
    },
    { method: 'PUT', url: '{uploadAddress}' },
    ...symbols.flatMap((kind) => [
      {
        method: 'POST',
        url: `${endpoint}/upload${folderOf(release.packageName)}/edits/{editId}/apks/${release.versionCode}/deobfuscationFiles/${kind}?uploadType=resumable`,
        body: {},
      },
      { method: 'PUT', url: '{uploadAddress}' },
    ]),
    { method: 'PUT', url: track, body: trackContent(release, undefined, '{defaultLanguage}') },
    { method: 'POST', url: `${edit}:validate` },
    { method: 'POST', url: `${edit}:commit` },
  ];
}
