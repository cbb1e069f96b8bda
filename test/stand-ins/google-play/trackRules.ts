/** What Google Play demands of the releases of a track, from the texts of the description and of public reports. */

import { badRequest } from '../support/googleRefusal.ts';
import { type PublishedState, standardTracks, type TrackRelease } from './playState.ts';

const longestNotes = 500;
const longestName = 50;

/** Throws what is refused. Version codes are strings afterwards, as Google gives them back. */
export function checkReleases(track: string, releases: readonly TrackRelease[], state: PublishedState): TrackRelease[] {
  const checked = releases.map((release) => checkRelease(track, release, state));
  for (const status of ['inProgress', 'completed', 'draft'] as const) {
    if (checked.filter((release) => release.status === status).length > 1) {
      throw badRequest(`A track can have at most one release with status ${status}.`);
    }
  }
  return checked;
}

function checkRelease(track: string, release: TrackRelease, state: PublishedState): TrackRelease {
  const { status, userFraction, versionCodes = [], releaseNotes = [], inAppUpdatePriority, countryTargeting, name } = release;
  if (status === undefined) throw badRequest('Release status must be specified.');
  const isPartial = status === 'inProgress' || status === 'halted';
  if (status === 'inProgress' && userFraction === undefined) throw badRequest('Rollout fraction must be set for a release in progress.');
  if (userFraction !== undefined && !isPartial) throw badRequest('userFraction can only be set when the status is inProgress or halted.');
  if (userFraction !== undefined && !(userFraction > 0 && userFraction < 1)) {
    throw badRequest('Rollout fraction must be greater than 0 and less than 1.');
  }
  if (countryTargeting !== undefined && !(status === 'inProgress' && track === 'production')) {
    throw badRequest('Country targeting is only allowed for inProgress releases in the production track.');
  }
  for (const country of countryTargeting?.countries ?? [])
    if (!/^[A-Z]{2}$/u.test(country)) throw badRequest(`Invalid country code: ${country}`);
  if (inAppUpdatePriority !== undefined && (inAppUpdatePriority < 0 || inAppUpdatePriority > 5)) {
    throw badRequest('inAppUpdatePriority must be in the range [0, 5].');
  }
  if (name !== undefined && name.length > longestName)
    throw badRequest(`The release name must not be longer than ${longestName} characters.`);
  checkNotes(releaseNotes);
  const codes = versionCodes.map(String);
  if (codes.length === 0 && status !== 'draft') throw badRequest('A release must have at least one version code.');
  if (new Set(codes).size !== codes.length) throw badRequest('A release names a version code twice.');
  for (const code of codes) {
    const artifact = state.artifacts.find(({ versionCode }) => String(versionCode) === code);
    if (artifact === undefined) throw badRequest(`APK/bundle with version code ${code} is not found.`);
  }
  return { ...release, ...(versionCodes.length > 0 && { versionCodes: codes }), name: name ?? codes.join(', ') };
}

function checkNotes(notes: NonNullable<TrackRelease['releaseNotes']>): void {
  const languages = new Set<string>();
  for (const { language = '', text = '' } of notes) {
    if (!isLanguage(language)) throw badRequest(`Invalid language: ${language}`);
    if (languages.has(language)) throw badRequest(`Release notes are given twice for ${language}.`);
    languages.add(language);
    // Characters of Unicode, not units of UTF-16.
    if (Array.from(text).length > longestNotes)
      throw badRequest(`Release notes for language ${language} are too long (max: ${longestNotes}).`);
  }
}

export function isLanguage(text: string): boolean {
  return /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/u.test(text);
}

/** Which tracks can have testers of their own: closed ones and the internal one. */
export function hasTesters(track: string): boolean {
  return track === 'internal' || track === 'alpha' || !standardTracks.includes(track);
}
