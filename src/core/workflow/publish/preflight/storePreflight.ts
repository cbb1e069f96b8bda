/**
 * Everything that is known to stop a publication, in one summary before the first byte is sent: what the package says, and what the store says
 * of its tracks, groups and version codes. Nothing is changed at the store; the edit that Google Play wants for reading is deleted.
 */

import { isCancelled } from '../../../base/cancellation.ts';
import { Failure, isFailure } from '../../../base/failure.ts';
import { type FailureCode } from '../../../base/failureTable.ts';
import { createIssue } from '../../../base/issue.ts';
import { type Certificate } from '../../../formats/x509/certificate.ts';
import { type PackageDescription } from '../../../packages/describePackage.ts';
import { type ContentDigester } from '../../../ports/contentDigester.ts';
import { findConnectApp, withConnect } from '../../../stores/app-store-connect/connectAccess.ts';
import { listBuilds, listGroups } from '../../../stores/app-store-connect/betaTesting.ts';
import { readTestInformation } from '../../../stores/app-store-connect/testInformation.ts';
import { connectName } from '../../../stores/app-store-connect/connectRefusal.ts';
import { deleteEditQuietly, explainPlay, openPlay } from '../../../stores/google-play/inEdit.ts';
import { versionCodesOf } from '../../../stores/google-play/playRelease.ts';
import { type PlayWorld } from '../../../stores/google-play/publishToPlay.ts';
import { textField } from '../../../stores/jsonObject.ts';
import { hasOpenPublication } from '../../../stores/publishJournal.ts';
import { parseReleaseNotes } from '../../../stores/releaseNotes.ts';
import { storeTitles } from '../../../stores/storeAccount.ts';
import { openLedger } from '../../../versions/ledgerFile.ts';
import { productFolder } from '../../../versions/productFolder.ts';
import { connectAccountOf, playAppOf, type StoreSource } from '../../stores/openStore.ts';
import { type PublicationWorld } from '../../../stores/storePublication.ts';
import { withPackageForStore } from '../packageForStore.ts';
import { longestOtherNotes } from '../publishElsewhere.ts';
import { longestConnectNotes } from '../publishIpa.ts';
import { longestPlayNotes } from '../publishPackage.ts';
import { isDemandOf, isRefusedBy } from '../storeDemands.ts';
import { elsewhereRows } from './elsewhereRows.ts';
import { joinedRows, packageRows, passed, refused, unknown, warned, type PreflightRow } from './preflightRows.ts';

export interface PreflightWorld extends PlayWorld, PublicationWorld {
  readonly digester: ContentDigester;
  readonly trustedRoots?: readonly Certificate[];
}

export interface PreflightRequest {
  /** Absolute. */
  readonly path: string;
  readonly source: StoreSource;
  /** Google Play. */
  readonly track?: string;
  /** Names of groups; ids or aliases where the store has these. */
  readonly groups?: readonly string[];
  readonly notes: string;
  /** Absolute path of the app that the package was created from: its ledger knows what was uploaded before. */
  readonly appFolder?: string | undefined;
  /** Only what the package itself says: the store is not asked. */
  readonly isOffline?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Of Google Play from its own description; Apple's is for the app unpacked, Firebase's is documented. */
const largestFiles = {
  aab: 53_687_091_200,
  apk: 10_737_418_240,
  'app-store-connect': 4 * 1024 ** 3,
  firebase: 2 * 1024 ** 3,
} as const;

export async function storePreflight(world: PreflightWorld, request: PreflightRequest): Promise<readonly PreflightRow[]> {
  const { store } = request.source;
  const isStore = store === 'google-play' || store === 'appgallery';
  const checks = {
    trusted: world.trustedRoots ?? [],
    verify: { digester: world.digester },
    seal: {},
    ...(store !== 'app-store-connect' && { audience: isStore ? ('store' as const) : ('phone' as const) }),
  };
  return await withPackageForStore(world, request, checks, async ({ description, issues }) => {
    const platform = description.inspection?.format === 'ipa' ? 'ios' : 'android';
    const own = issues.filter((issue) => isDemandOf(store, issue));
    const ofPackage = packageRows(platform, own, (issue) => isRefusedBy(store, issue));
    const ofStore = request.isOffline === true ? [] : await storeRows(world, request, description);
    return joinedRows([...ofPackage, notesRow(request), sizeRow(request, description), ...ofStore]);
  });
}

function notesRow({ source: { store }, notes }: PreflightRequest): PreflightRow {
  const longest =
    store === 'google-play' ? longestPlayNotes : store === 'app-store-connect' ? longestConnectNotes : longestOtherNotes[store];
  try {
    parseReleaseNotes(notes, longest);
    return passed('notes');
  } catch (error) {
    if (!isFailure(error)) throw error;
    return refused('notes', error);
  }
}

function sizeRow({ source: { store } }: PreflightRequest, { sizeBytes, inspection }: PackageDescription): PreflightRow {
  const format = inspection?.format === 'aab' ? 'aab' : 'apk';
  const limit =
    store === 'google-play' ? largestFiles[format] : store === 'intune' || store === 'appgallery' ? undefined : largestFiles[store];
  if (limit === undefined) return unknown('size');
  if (sizeBytes <= limit) return passed('size');
  return refused('size', Failure.of('store-package-too-large', { store: storeTitles[store], sizeBytes, limitBytes: limit }));
}

/** What cannot be asked is unknown, with the reason: the publication itself fails with it where it matters. */
async function storeRows(
  world: PreflightWorld,
  request: PreflightRequest,
  description: PackageDescription,
): Promise<readonly PreflightRow[]> {
  const { inspection } = description;
  const appIdentifier = inspection?.appIdentifier;
  if (!inspection || appIdentifier === undefined || appIdentifier === '') return [];
  try {
    switch (request.source.store) {
      case 'google-play':
        return [passed('account'), passed('store'), ...(await playRows(world, request, description, appIdentifier))];
      case 'app-store-connect':
        return [passed('account'), passed('store'), ...(await connectRows(world, request, description, appIdentifier))];
      case 'intune':
      case 'appgallery':
      case 'firebase':
        return [passed('account'), ...(await elsewhereRows(world, request.source.store, request, inspection, appIdentifier))];
    }
  } catch (error) {
    if (!isFailure(error) || isCancelled(error)) throw error;
    if (hasCode(error, absentApp)) return [passed('account'), refused('store', error)];
    if (hasCode(error, refusedAccount)) return [refused('account', error), unknown('version-code')];
    return [unknown('version-code', error)];
  }
}

function hasCode({ code }: Failure, codes: readonly string[]): boolean {
  return codes.includes(code);
}

/** The publication fails with these, too. */
const absentApp: readonly FailureCode[] = ['store-app-unknown', 'store-app-record-missing', 'gallery-app-unknown', 'firebase-app-unknown'];
const refusedAccount: readonly FailureCode[] = [
  'store-key-refused',
  'store-permission-missing',
  'store-role-missing',
  'play-api-disabled',
  'firebase-api-disabled',
  'firebase-role-missing',
  'gallery-role-missing',
  'intune-permission-missing',
  'intune-sign-in-refused',
];

async function playRows(
  world: PreflightWorld,
  request: PreflightRequest,
  { inspection }: PackageDescription,
  packageName: string,
): Promise<readonly PreflightRow[]> {
  const { source, track = 'internal', signal } = request;
  const store = storeTitles['google-play'];
  // Another edit would end that of the publication, which has looked at the tracks already.
  if (await hasOpenPublication(world, 'google-play', packageName)) return [unknown('track'), unknown('version-code')];
  const app = playAppOf(source, packageName, signal);
  const { tracks, uploaded } = await explainPlay(app, async () => {
    const { api } = openPlay(world, app);
    const editId = await api.insertEdit();
    try {
      return { tracks: await api.tracks(editId), uploaded: await api.uploadedCodes(editId) };
    } finally {
      await deleteEditQuietly(api, editId);
    }
  });
  const codes = tracks.flatMap(versionCodesOf);
  const highest = Math.max(0, ...codes);
  const names = tracks.flatMap((each) => textField(each, 'track') ?? []);
  const versionCode = typeof inspection?.versionCode === 'number' ? inspection.versionCode : 0;
  return [
    names.length > 0 && !names.includes(track)
      ? refused('track', Failure.of('store-track-unknown', { store, track, known: names.toSorted().join(', ') }))
      : passed('track'),
    codeRow(versionCode, highest, uploaded),
    codes.length === 0 && inspection?.format === 'apk'
      ? refused('format', Failure.of('store-bundle-required', { store }))
      : passed('format'),
    await certificateRow(world, request, inspection, codes),
  ];
}

function codeRow(versionCode: number, highest: number, uploaded: readonly number[]): PreflightRow {
  const store = storeTitles['google-play'];
  if (versionCode <= highest)
    return refused('version-code', Failure.of('store-version-code-low', { store, versionCode, highest, next: highest + 1 }));
  const next = Math.max(highest, ...uploaded) + 1;
  return uploaded.includes(versionCode)
    ? refused('version-code', Failure.of('store-version-code-used', { store, versionCode, next }))
    : passed('version-code');
}

/**
 * Google's API does not say which upload certificate is registered. A version code that is live was uploaded with it, and where that package
 * is in the ledger, its certificate is known.
 */
async function certificateRow(
  world: PreflightWorld,
  { appFolder }: PreflightRequest,
  inspection: PackageDescription['inspection'],
  live: readonly number[],
): Promise<PreflightRow> {
  if (appFolder === undefined || !inspection || inspection.format === 'ipa') return unknown('upload-certificate');
  const { records } = await openLedger(world, productFolder(world.paths, appFolder).ledger);
  const accepted = records
    .filter(({ platform, appIdentifier, versionCode, signerSha256 }) => {
      return (
        platform === 'android' && appIdentifier === inspection.appIdentifier && live.includes(versionCode) && signerSha256 !== undefined
      );
    })
    .toSorted((one, other) => other.versionCode - one.versionCode)[0];
  const own = inspection.signing.signers[0]?.sha256;
  if (accepted?.signerSha256 === undefined || own === undefined) return unknown('upload-certificate');
  if (accepted.signerSha256 === own) return passed('upload-certificate');
  const { versionCode, signerSha256: registered } = accepted;
  const reason = Failure.of('store-upload-certificate-differs', { store: storeTitles['google-play'], versionCode, registered, own });
  return warned('upload-certificate', reason);
}

async function connectRows(
  world: PreflightWorld,
  { source, groups = [], signal }: PreflightRequest,
  { inspection }: PackageDescription,
  appIdentifier: string,
): Promise<readonly PreflightRow[]> {
  const { version = '', versionCode: build = '' } = inspection?.format === 'ipa' ? inspection : {};
  const kind = inspection?.format === 'ipa' ? inspection.profile?.kind : undefined;
  return await withConnect(world, connectAccountOf(source, signal), appIdentifier, async (api) => {
    const app = await findConnectApp(api, appIdentifier);
    const found = groups.length === 0 ? [] : await listGroups(api, app.id);
    const known = found.map(({ name }) => name);
    const complete = found.filter(({ name, getsEveryBuild }) => getsEveryBuild && groups.includes(name));
    const absent = groups.filter((name) => !known.includes(name));
    const used = await listBuilds(api, app.id, { 'filter[version]': build, 'filter[preReleaseVersion.version]': version });
    const isExternal = found.some(({ name, isInternal }) => !isInternal && groups.includes(name));
    const missing = isExternal ? (await readTestInformation(api, app)).missing.join(', ') : '';
    const isUsed = used.some((each) => each.build === build && each.version === version);
    return [
      kind === 'app-store' ? passed('profile') : refused('profile', Failure.of('store-profile-not-for-store', { store: connectName })),
      isUsed ? refused('version-code', Failure.of('store-build-used', { store: connectName, version, build })) : passed('version-code'),
      ...(isExternal ? [missing === '' ? passed('test-information') : warned('test-information', informationMissing(missing))] : []),
      ...absent.map((group) =>
        refused('groups', Failure.of('store-group-unknown', { store: connectName, group, known: known.toSorted().join(', ') })),
      ),
      ...(absent.length === 0 && groups.length > 0
        ? [passed('groups', ...complete.map(({ name }) => createIssue('store-group-has-every-build', { group: name })))]
        : []),
    ];
  });
}

function informationMissing(missing: string): Failure {
  return Failure.of('store-test-information-missing', { store: connectName, missing });
}
