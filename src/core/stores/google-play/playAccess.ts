/**
 * Which rights a service account really has for an app: it opens an edit, writes a track as it is, lets Google Play validate that, and deletes
 * the edit. Nothing changes for anyone.
 */

import { phrase } from '../../base/phrase.ts';
import { objectsField, textField, type JsonObject } from '../jsonObject.ts';
import { type StoreAccess, type StorePermission } from '../storeAccount.ts';
import { deleteEditQuietly, openPlay, type PlayApp, type PlayNetwork } from './inEdit.ts';
import { type PlayApi } from './playApi.ts';
import { PlayRefusal } from './playRefusal.ts';
import { liveReleases, type LiveRelease, reviewOf } from './trackChange.ts';

const usersPage = 'https://play.google.com/console/users-and-permissions';
const apiPage = 'https://console.cloud.google.com/apis/library/androidpublisher.googleapis.com';

/** Without an app only the key can be checked. Fails with `store-key-refused`. */
export async function checkPlayAccess(
  network: PlayNetwork,
  app: Omit<PlayApp, 'packageName'>,
  packageName: string | undefined,
): Promise<StoreAccess> {
  const who = app.account.clientEmail;
  const { api } = openPlay(network, { ...app, packageName: packageName ?? 'none' });
  await api.signIn();
  if (packageName === undefined) return { who, permissions: rights(null, null, null, null) };
  let editId: string;
  try {
    editId = await api.insertEdit();
  } catch (error) {
    if (!(error instanceof PlayRefusal) || error.status === 429 || error.status >= 500) throw error;
    if (error.isApiDisabled) return { who, permissions: rights(false, null, null, null) };
    return { who, permissions: rights(true, false, null, null) };
  }
  try {
    const tracks = await api.tracks(editId);
    const testing = await mayRelease(api, editId, tracks, 'internal');
    const production = await mayRelease(api, editId, tracks, 'production');
    return { who, permissions: rights(true, true, testing, production) };
  } finally {
    await deleteEditQuietly(api, editId);
  }
}

/** A track without releases says nothing. */
async function mayRelease(api: PlayApi, editId: string, tracks: readonly JsonObject[], name: string): Promise<boolean | null> {
  const track = tracks.find((each) => textField(each, 'track') === name);
  if (!track || objectsField(track, 'releases').length === 0) return null;
  try {
    await api.updateTrack(editId, name, track);
    await api.validate(editId);
    return true;
  } catch (error) {
    if (!(error instanceof PlayRefusal)) throw error;
    return error.status === 403 ? false : null;
  }
}

function rights(api: boolean | null, app: boolean | null, testing: boolean | null, production: boolean | null): readonly StorePermission[] {
  const right = (code: string, label: string, isGranted: boolean | null, page = usersPage): StorePermission => ({
    code,
    label,
    isGranted,
    page,
  });
  return [
    right('api-enabled', phrase('Google Play Android Developer API enabled'), api, apiPage),
    right('app-access', phrase('Access to the app'), app),
    right('release-testing', phrase('Release to testing tracks'), testing),
    right('release-production', phrase('Release to production'), production),
  ];
}

export interface PlayStatus {
  readonly releases: readonly LiveRelease[];
  /** Of everything on the tracks, and where an edit may be opened of everything that was uploaded; `null` when there is nothing. */
  readonly highest: number | null;
}

/** What is on the tracks. It opens an edit and deletes it, which ends another edit of the same account. */
export async function readPlayStatus(api: PlayApi): Promise<PlayStatus> {
  const editId = await api.insertEdit();
  try {
    const tracks = await api.tracks(editId);
    const uploaded = await api.uploadedCodes(editId);
    const reviewed = await readReleases(
      api,
      tracks.flatMap((track) => textField(track, 'track') ?? []),
    );
    const releases = liveReleases(tracks).map((release): LiveRelease => {
      const own = reviewed.find(({ track, versionCodes }) => track === release.track && isSame(versionCodes, release.versionCodes));
      return { ...release, review: own?.review ?? null };
    });
    return statusOf(releases, uploaded);
  } finally {
    await deleteEditQuietly(api, editId);
  }
}

/** The same without an edit, for when a publication has one open: Google Play then gives no shares of rollouts. */
export async function readPlayReleases(api: PlayApi, tracks: readonly string[]): Promise<PlayStatus> {
  return statusOf(await readReleases(api, tracks));
}

/**
 * The highest version code on the tracks, or of bundles above it that are on no track: a code is taken once its bundle is in the library. Google
 * Play lists that library in an edit only, and an edit would end the one of a publication; so it is asked for what it made of the codes that are next,
 * over gaps of up to 20: from the highest on a track or from `next.after`, and of the code that is wanted. `null` when there is nothing.
 */
export async function readHighestCode(api: PlayApi, tracks: readonly string[], next: NextCodes = {}): Promise<number | null> {
  const { highest: live } = await readPlayReleases(api, tracks);
  const { after = 0, wanted = 0 } = next;
  let highest = live ?? 0;
  if (wanted > highest && (await isInLibrary(api, wanted))) highest = wanted;
  let looked = Math.max(highest, Math.min(after, largestCode));
  for (let asked = 0; asked < mostAsked; asked += gap) {
    const codes = Array.from({ length: gap }, (_, index) => looked + 1 + index).filter((code) => code <= largestCode);
    const found = await inLibrary(api, codes);
    if (found === undefined) break;
    highest = found;
    looked = found;
  }
  return highest === 0 ? null : highest;
}

export interface NextCodes {
  /** Codes up to here are not free anyway. */
  readonly after?: number;
  /** Of the package that is going to be built. */
  readonly wanted?: number;
}

const gap = 20;
const mostAsked = 100;
const atOnce = 5;
/** Google Play takes none above. */
const largestCode = 2_100_000_000;

/** The highest of these that is there. */
async function inLibrary(api: PlayApi, codes: readonly number[]): Promise<number | undefined> {
  let highest: number | undefined;
  for (let first = 0; first < codes.length; first += atOnce) {
    const some = codes.slice(first, first + atOnce);
    const there = await Promise.all(some.map(async (code) => await isInLibrary(api, code)));
    highest = some.findLast((_, index) => there[index] === true) ?? highest;
  }
  return highest;
}

async function isInLibrary(api: PlayApi, versionCode: number): Promise<boolean> {
  try {
    return (await api.generatedApks(versionCode)).length > 0;
  } catch (error) {
    // A code that is free, or an account that may not see this.
    if (error instanceof PlayRefusal && [400, 403, 404].includes(error.status)) return false;
    throw error;
  }
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((code) => other.includes(code));
}

async function readReleases(api: PlayApi, tracks: readonly string[]): Promise<readonly LiveRelease[]> {
  const found = await Promise.all(
    tracks.map(async (track) => {
      try {
        return await api.releases(track);
      } catch (error) {
        if (error instanceof PlayRefusal && error.status === 404) return [];
        throw error;
      }
    }),
  );
  return found.flat().map((release): LiveRelease => {
    const codes = objectsField(release, 'activeArtifacts').flatMap(({ versionCode }) =>
      typeof versionCode === 'number' ? [versionCode] : [],
    );
    const [track, name] = [textField(release, 'track') ?? '', textField(release, 'releaseName') ?? null];
    const review = reviewOf(textField(release, 'releaseLifecycleState'));
    return { track, name, versionCodes: codes, state: 'unknown', fraction: null, countries: null, review };
  });
}

function statusOf(releases: readonly LiveRelease[], uploaded: readonly number[] = []): PlayStatus {
  const codes = [...releases.flatMap(({ versionCodes }) => versionCodes), ...uploaded];
  return { releases, highest: codes.length === 0 ? null : Math.max(...codes) };
}
