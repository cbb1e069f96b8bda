/** The methods of an edit that read or change its state: what each does, and its answer. Uploads are in `playUploads.ts`. */

import { badRequest, notFound } from '../support/googleRefusal.ts';
import { type Listing, type PlayEdit, type TrackRelease } from './playState.ts';
import { checkReleases, hasTesters, isLanguage } from './trackRules.ts';

/** Parameters of the path and the checked body. */
export interface EditCall {
  readonly edit: PlayEdit;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type EditMethod = (call: EditCall) => unknown;

const limits = { title: 30, shortDescription: 80, fullDescription: 4000 } as const;

export const editMethods: Readonly<Record<string, EditMethod>> = {
  'apks.list': ({ edit }) => ({
    apks: edit.state.artifacts
      .filter(({ kind }) => kind === 'apk')
      .map(({ versionCode, sha1, sha256 }) => ({ versionCode, binary: { sha1, sha256 } })),
  }),
  'bundles.list': ({ edit }) => ({
    bundles: edit.state.artifacts
      .filter(({ kind }) => kind === 'bundle')
      .map(({ versionCode, sha1, sha256 }) => ({ versionCode, sha1, sha256 })),
  }),
  'tracks.list': ({ edit }) => ({ tracks: Object.keys(edit.state.tracks).map((track) => trackOf(edit, track)) }),
  'tracks.get': ({ edit, parameters }) => trackOf(edit, parameters['track'] ?? ''),
  'tracks.update': ({ edit, parameters, body }) => setTrack(edit, parameters['track'] ?? '', body, []),
  'tracks.patch': ({ edit, parameters, body }) =>
    setTrack(edit, parameters['track'] ?? '', body, edit.state.tracks[parameters['track'] ?? ''] ?? []),
  'tracks.create': ({ edit, body }) => {
    const { track = '', type, formFactor } = body as { track?: string; type?: string; formFactor?: string };
    if (track === '') throw badRequest('Track name is missing.');
    if (type !== 'CLOSED_TESTING') throw badRequest('Track type must be CLOSED_TESTING.');
    const prefix = { WEAR: 'wear:', AUTOMOTIVE: 'automotive:' }[formFactor ?? ''] ?? '';
    if (!track.startsWith(prefix)) throw badRequest(`The track name must begin with ${prefix}.`);
    if (edit.state.tracks[track] !== undefined) throw badRequest(`Track ${track} already exists.`);
    edit.state.tracks[track] = [];
    return trackOf(edit, track);
  },
  'testers.get': ({ edit, parameters }) => testersOf(edit, parameters['track'] ?? ''),
  'testers.update': ({ edit, parameters, body }) => setTesters(edit, parameters['track'] ?? '', body),
  'testers.patch': ({ edit, parameters, body }) => setTesters(edit, parameters['track'] ?? '', body),
  'listings.list': ({ edit }) => ({ listings: Object.values(edit.state.listings) }),
  'listings.get': ({ edit, parameters }) => listingOf(edit, parameters['language'] ?? ''),
  'listings.update': ({ edit, parameters, body }) => setListing(edit, parameters['language'] ?? '', body, {}),
  'listings.patch': ({ edit, parameters, body }) =>
    setListing(edit, parameters['language'] ?? '', body, listingOf(edit, parameters['language'] ?? '')),
  'listings.delete': ({ edit, parameters }) => {
    const language = parameters['language'] ?? '';
    listingOf(edit, language);
    if (language === edit.state.details.defaultLanguage) throw badRequest('The listing of the default language cannot be deleted.');
    delete edit.state.listings[language];
    return undefined;
  },
  'listings.deleteall': ({ edit }) => {
    const { defaultLanguage } = edit.state.details;
    const kept = edit.state.listings[defaultLanguage];
    edit.state.listings = kept === undefined ? {} : { [defaultLanguage]: kept };
    return undefined;
  },
  'images.list': ({ edit, parameters }) => ({ images: edit.state.images[imagesKey(parameters)] ?? [] }),
  'images.delete': ({ edit, parameters }) => {
    const key = imagesKey(parameters);
    const images = edit.state.images[key] ?? [];
    if (!images.some(({ id }) => id === parameters['imageId'])) throw notFound('Image not found.');
    edit.state.images[key] = images.filter(({ id }) => id !== parameters['imageId']);
    return undefined;
  },
  'images.deleteall': ({ edit, parameters }) => {
    const key = imagesKey(parameters);
    const deleted = edit.state.images[key] ?? [];
    edit.state.images[key] = [];
    return { deleted };
  },
  'details.get': ({ edit }) => edit.state.details,
  'details.update': ({ edit, body }) => setDetails(edit, body as object),
  'details.patch': ({ edit, body }) => setDetails(edit, { ...edit.state.details, ...(body as object) }),
  'countryavailability.get': ({ edit, parameters }) => {
    const track = parameters['track'] ?? '';
    trackOf(edit, track);
    const { production } = edit.state.countries;
    return edit.state.countries[track] ?? { ...production, syncWithProduction: true };
  },
};

export function imagesKey(parameters: Readonly<Record<string, string>>): string {
  const { language = '', imageType = '' } = parameters;
  if (!isLanguage(language)) throw badRequest(`Invalid language: ${language}`);
  return `${language}/${imageType}`;
}

function trackOf(edit: PlayEdit, track: string): { track: string; releases?: TrackRelease[] } {
  const releases = edit.state.tracks[track];
  if (releases === undefined) throw notFound(`Track not found: ${track}`);
  return { track, ...(releases.length > 0 && { releases }) };
}

function setTrack(edit: PlayEdit, track: string, body: unknown, before: TrackRelease[]): unknown {
  const given = body as { track?: string; releases?: TrackRelease[] };
  trackOf(edit, track);
  if (given.track !== undefined && given.track !== track) throw badRequest('The track of the body is not that of the address.');
  edit.state.tracks[track] = checkReleases(track, given.releases ?? before, edit.state);
  return trackOf(edit, track);
}

function testersOf(edit: PlayEdit, track: string): { googleGroups?: string[] } {
  trackOf(edit, track);
  if (!hasTesters(track)) throw badRequest(`Track ${track} has no testers.`);
  const groups = edit.state.testers[track] ?? [];
  return groups.length === 0 ? {} : { googleGroups: groups };
}

function setTesters(edit: PlayEdit, track: string, body: unknown): unknown {
  testersOf(edit, track);
  const { googleGroups = [] } = body as { googleGroups?: string[] };
  for (const group of googleGroups) if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(group)) throw badRequest(`Invalid Google Group: ${group}`);
  edit.state.testers[track] = [...new Set(googleGroups)];
  return testersOf(edit, track);
}

function listingOf(edit: PlayEdit, language: string): Listing {
  const listing = edit.state.listings[language];
  if (listing === undefined) throw notFound(`Listing not found: ${language}`);
  return listing;
}

function setListing(edit: PlayEdit, language: string, body: unknown, before: Partial<Listing>): Listing {
  const given = body as Partial<Listing>;
  if (!isLanguage(language)) throw badRequest(`Invalid language: ${language}`);
  if (given.language !== undefined && given.language !== language) throw badRequest('The language of the body is not that of the address.');
  const listing = { ...before, ...given, language };
  for (const [field, longest] of Object.entries(limits)) {
    const length = Array.from(listing[field as keyof typeof limits] ?? '').length;
    if (length > longest) throw badRequest(`${field} is too long: ${length} of ${longest} characters.`);
  }
  edit.state.listings[language] = listing;
  return listing;
}

function setDetails(edit: PlayEdit, given: object): unknown {
  const details = given as PlayEdit['state']['details'];
  if (!isLanguage(details.defaultLanguage ?? '')) throw badRequest(`Invalid default language: ${details.defaultLanguage}`);
  if (edit.state.listings[details.defaultLanguage] === undefined) throw badRequest('The default language has no listing.');
  edit.state.details = details;
  return details;
}
