/** What a track becomes when a release is promoted to it, rolled out further, halted or resumed. Pure: tracks in, a track out. */

import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { type JsonObject, numberField, objectField, objectsField, textField } from '../jsonObject.ts';
import { type ReleaseNotes } from '../releaseNotes.ts';
import { countryTargeting, remainingReleases, versionCodesOf, type Countries, type PlayReleaseState } from './playRelease.ts';

/** Above 0, below 1; `complete` for everybody. */
export type Rollout = number | 'complete';

export type TrackChange =
  | {
      readonly kind: 'promote';
      readonly from: string;
      readonly to: string;
      /** The highest one of the track when absent. */
      readonly versionCode: number | undefined;
      readonly rollout: Rollout;
      readonly countries: Countries | undefined;
      /** Those of the release when empty. */
      readonly notes: ReleaseNotes;
    }
  | { readonly kind: 'rollout'; readonly track: string; readonly rollout: Rollout; readonly countries: Countries | undefined }
  | { readonly kind: 'halt'; readonly track: string }
  | { readonly kind: 'resume'; readonly track: string };

export interface ChangedTrack {
  readonly track: string;
  readonly versionCode: number;
  readonly state: PlayReleaseState;
  /** Absent for everybody and for no one. */
  readonly fraction: number | undefined;
  /** The whole track; `undefined` when it is so already. */
  readonly content: JsonObject | undefined;
}

const store = 'Google Play';

/** Fails with `store-track-unknown`, `store-release-missing` or `store-version-code-low`. */
export function changeTrack(change: TrackChange, tracks: readonly JsonObject[], defaultLanguage: string): ChangedTrack {
  if (change.kind === 'promote') return promoted(change, tracks, defaultLanguage);
  const track = trackOf(tracks, change.track);
  switch (change.kind) {
    case 'rollout':
      return rolledOut(track, change);
    case 'halt':
      return switched(track, { from: 'inProgress', to: 'halted' });
    case 'resume':
      return switched(track, { from: 'halted', to: 'inProgress' });
  }
}

function trackOf(tracks: readonly JsonObject[], name: string): JsonObject {
  const found = tracks.find((track) => textField(track, 'track') === name);
  if (found) return found;
  const known = tracks.flatMap((track) => textField(track, 'track') ?? []).toSorted();
  throw Failure.of('store-track-unknown', { store, track: name, known: known.join(', ') });
}

function promoted(
  { from, to, versionCode, rollout, countries, notes }: Extract<TrackChange, { readonly kind: 'promote' }>,
  tracks: readonly JsonObject[],
  defaultLanguage: string,
): ChangedTrack {
  const target = trackOf(tracks, to);
  const offered = objectsField(trackOf(tracks, from), 'releases').filter((each) => textField(each, 'status') !== 'draft');
  const release = offered
    .filter((each) => versionCode === undefined || codesOf(each).includes(versionCode))
    .toSorted((one, other) => highestOf(other) - highestOf(one))[0];
  if (!release || highestOf(release) === 0)
    throw Failure.of('store-release-missing', {
      store,
      track: from,
      what: versionCode === undefined ? phrase('nothing is released there') : phrase('no release with this version code'),
    });
  const code = highestOf(release);
  const status = rollout === 'complete' ? 'completed' : 'inProgress';
  const there = objectsField(target, 'releases').find((each) => codesOf(each).includes(code));
  const fraction = rollout === 'complete' ? undefined : rollout;
  const shown = { track: to, versionCode: code, state: stateOfStatus(status), fraction };
  if (there && textField(there, 'status') === status && numberField(there, 'userFraction') === fraction)
    return { ...shown, content: undefined };
  const highest = Math.max(0, ...versionCodesOf(target));
  if (!there && code <= highest) throw Failure.of('store-version-code-low', { store, versionCode: code, highest, next: highest + 1 });
  const releaseNotes = notes.size > 0 ? [...notes].map(([language, text]) => ({ language: language ?? defaultLanguage, text })) : undefined;
  const { name, versionCodes, inAppUpdatePriority, releaseNotes: kept } = release;
  const content = {
    ...(name !== undefined && { name }),
    versionCodes,
    status,
    ...(fraction !== undefined && { userFraction: fraction }),
    ...(inAppUpdatePriority !== undefined && { inAppUpdatePriority }),
    ...((releaseNotes ?? kept) !== undefined && { releaseNotes: releaseNotes ?? kept }),
    ...countryTargeting(countries),
  };
  const others = remainingReleases(shown.state, target).filter((each) => each !== there);
  return { ...shown, content: { track: to, releases: [content, ...others] } };
}

function rolledOut(track: JsonObject, { rollout, countries }: Extract<TrackChange, { readonly kind: 'rollout' }>): ChangedTrack {
  const name = textField(track, 'track') ?? '';
  const releases = objectsField(track, 'releases');
  const status = rollout === 'complete' ? 'completed' : 'inProgress';
  const fraction = rollout === 'complete' ? undefined : rollout;
  const current = ['inProgress', 'halted', 'draft'].flatMap((wanted) => releases.filter((each) => textField(each, 'status') === wanted))[0];
  if (!current) {
    const live = releases.find((each) => textField(each, 'status') === 'completed');
    if (!live || rollout !== 'complete') throw Failure.of('store-rollout-missing', { store, track: name });
    return { track: name, versionCode: highestOf(live), state: 'completed', fraction: undefined, content: undefined };
  }
  const shown = { track: name, versionCode: highestOf(current), state: stateOfStatus(status), fraction };
  const isSame = textField(current, 'status') === status && numberField(current, 'userFraction') === fraction && countries === undefined;
  if (isSame) return { ...shown, content: undefined };
  const { userFraction: _fraction, countryTargeting: targeted, ...rest } = current;
  const content = {
    ...rest,
    status,
    ...(fraction !== undefined && { userFraction: fraction }),
    // A release for everybody has no countries of its own.
    ...(fraction !== undefined && (countries ? countryTargeting(countries) : targeted !== undefined && { countryTargeting: targeted })),
  };
  const others = releases.filter((each) => each !== current && !(rollout === 'complete' && textField(each, 'status') === 'completed'));
  return { ...shown, content: { track: name, releases: [content, ...others] } };
}

function switched(track: JsonObject, { from, to }: { readonly from: string; readonly to: string }): ChangedTrack {
  const name = textField(track, 'track') ?? '';
  const releases = objectsField(track, 'releases');
  const current = releases.find((each) => textField(each, 'status') === from);
  const release = current ?? releases.find((each) => textField(each, 'status') === to);
  if (!release) throw Failure.of('store-rollout-missing', { store, track: name });
  const shown = {
    track: name,
    versionCode: highestOf(release),
    state: stateOfStatus(to),
    fraction: numberField(release, 'userFraction'),
  };
  if (!current) return { ...shown, content: undefined };
  const changed = releases.map((each) => (each === current ? { ...each, status: to } : each));
  return { ...shown, content: { track: name, releases: changed } };
}

/** One release of a track, as it is shown. */
export interface LiveRelease {
  readonly track: string;
  readonly name: string | null;
  readonly versionCodes: readonly number[];
  readonly state: PlayReleaseState | 'unknown';
  readonly fraction: number | null;
  readonly countries: readonly string[] | null;
  /** What Google Play says of its review; `null` when it does not. */
  readonly review: PlayReview | null;
}

export type PlayReview = 'draft' | 'not-sent-for-review' | 'in-review' | 'approved-not-published' | 'not-approved' | 'published';

const reviews: ReadonlySet<string> = new Set<PlayReview>([
  'draft',
  'not-sent-for-review',
  'in-review',
  'approved-not-published',
  'not-approved',
  'published',
]);

/** From `releaseLifecycleState`, such as `RELEASE_LIFECYCLE_STATE_IN_REVIEW`. */
export function reviewOf(said: string | undefined): PlayReview | null {
  const name =
    said
      ?.replace(/^RELEASE_LIFECYCLE_STATE_/, '')
      .replaceAll('_', '-')
      .toLowerCase() ?? '';
  return isReview(name) ? name : null;
}

function isReview(name: string): name is PlayReview {
  return reviews.has(name);
}

export function liveReleases(tracks: readonly JsonObject[]): readonly LiveRelease[] {
  return tracks.flatMap((track) =>
    objectsField(track, 'releases').map((release) => {
      const countries = objectField(release, 'countryTargeting')?.['countries'];
      return {
        track: textField(track, 'track') ?? '',
        name: textField(release, 'name') ?? null,
        versionCodes: codesOf(release),
        state: stateOfStatus(textField(release, 'status') ?? ''),
        fraction: numberField(release, 'userFraction') ?? null,
        countries: Array.isArray(countries) ? countries.filter((each) => typeof each === 'string') : null,
        review: null,
      };
    }),
  );
}

function stateOfStatus(status: 'completed' | 'inProgress'): PlayReleaseState;
function stateOfStatus(status: string): PlayReleaseState;
function stateOfStatus(status: string): PlayReleaseState | 'unknown' {
  const states: Readonly<Record<string, PlayReleaseState>> = {
    completed: 'completed',
    inProgress: 'in-progress',
    halted: 'halted',
    draft: 'draft',
  };
  return Object.hasOwn(states, status) ? (states[status] ?? 'unknown') : 'unknown';
}

function codesOf(release: JsonObject): readonly number[] {
  return versionCodesOf({ releases: [release] });
}

function highestOf(release: JsonObject): number {
  return Math.max(0, ...codesOf(release));
}
