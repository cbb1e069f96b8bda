/** Releases in the portal: list, one of them, and a new one from the file on. */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type Answer } from '../../http/answer.ts';
import { openMultipartFile } from '../../http/multipartFile.ts';
import { type Route } from '../../http/router.ts';
import { packageKindOf } from '../../model/releaseKinds.ts';
import { readFacts } from '../../model/storedJson.ts';
import {
  renderDeletePage,
  renderNewReleasePage,
  renderReleasesPage,
  renderReviewPage,
  type PortalRelease,
  type PortalDestination,
  type PortalUpload,
} from '../../pages/portal/portalPages.ts';
import { renderReleasePage } from '../../pages/portal/releasePage.ts';
import { type StoreDestination } from '../../ports/storeDestinations.ts';
import { requireWrite } from '../../use-cases/access.ts';
import { trashReleases } from '../../use-cases/deletedReleases.ts';
import { addDestinations, destinationsOf, removeDestination, requireInstallable, type Destination } from '../../use-cases/destinations.ts';
import { countDownloads } from '../../use-cases/downloads.ts';
import { updateRelease } from '../../use-cases/editRelease.ts';
import { listGroups } from '../../use-cases/groups.ts';
import { storePackageOf } from '../../use-cases/installablePackage.ts';
import { publishUpload } from '../../use-cases/publishUpload.ts';
import { findRelease, listReleases, type Release } from '../../use-cases/releases.ts';
import { formatsOf, publishToStore, requireStore } from '../../use-cases/storeReleases.ts';
import { deleteSymbols, listSymbols, openSymbols, putSymbols } from '../../use-cases/symbols.ts';
import { createUpload, findUpload, finishUpload, nameVersions, writeWhole, type Upload } from '../../use-cases/uploads.ts';
import { pageAddress } from '../addresses.ts';
import { type DialectWorld } from '../dialect.ts';
import { action, csrfOfQuery, inApp, page, readToEnd, redirect, shownPage, versionText, type PortalInApp } from './portalRoute.ts';

const pageLength = 30;

function shownRelease({ request }: PortalInApp, release: Release, destinations: readonly Destination[] = []): PortalRelease {
  const { number, fileName, sizeBytes, sha256, bundleSha256, uploadedAt, isEnabled, notes } = release;
  return {
    number,
    version: versionText(release),
    fileName,
    sizeBytes,
    sha256,
    bundleSha256,
    uploadedAt,
    isEnabled,
    notes,
    installPath: pageAddress(request.baseUrl, release),
    destinations: destinations.map(shownDestination),
  };
}

function shownDestination({ id, kind, displayName, isMandatory, storeState, order }: Destination): PortalDestination {
  const state = [storeState ?? order?.state, order?.problem].filter((text) => text !== null && text !== undefined).join(': ');
  return { id, name: displayName, isMandatory, ...(kind === 'store' && { state: state === '' ? 'store' : state }) };
}

/** Those that take a package which ends so. */
function storesFor({ stores }: Pick<DialectWorld, 'stores'>, extension: string): PortalUpload['stores'] {
  const fitting = (stores?.list() ?? []).filter((store) => formatsOf(store).includes(extension));
  return fitting.map(({ name, type, track }) => ({ name, label: `${name} (${[storeTitles[type], track].filter(Boolean).join(', ')})` }));
}

const storeTitles: Readonly<Record<StoreDestination['type'], string>> = {
  googleplay: 'Google Play',
  apple: 'TestFlight',
  intune: 'Intune',
  appgallery: 'AppGallery',
  firebase: 'Firebase',
};

async function showReleases(asked: PortalInApp): Promise<Answer> {
  const { world, request, app, session, shown } = asked;
  const before = Number(request.query('before') ?? Number.NaN);
  const found = await listReleases(world, app, { limit: pageLength + 1, ...(Number.isSafeInteger(before) && { before }) });
  const releases = found.slice(0, pageLength);
  const destinations = await destinationsOf(world, releases);
  return shownPage(
    renderReleasesPage(session, shown, {
      releases: releases.map((release) => shownRelease(asked, release, destinations.get(release.id))),
      older: found.length > pageLength ? releases.at(-1)?.number : undefined,
    }),
  );
}

async function releaseOf({ world, app, parameter }: PortalInApp): Promise<Release> {
  return await findRelease(world, app, parameter('release'));
}

async function showRelease(asked: PortalInApp): Promise<Answer> {
  const { world, app, session, shown } = asked;
  const release = await releaseOf(asked);
  const destinations = (await destinationsOf(world, [release])).get(release.id) ?? [];
  const has = new Set(destinations.map(({ id }) => id));
  const otherGroups = (await listGroups(world, app)).filter(({ id }) => !has.has(id)).map(({ name }) => name);
  const downloads = await countDownloads(world, app, release);
  const stores = release.externalUrl === null ? storesFor(world, storePackageOf(release).extension) : [];
  const symbols = await listSymbols(world, release);
  const content = { ...shownRelease(asked, release, destinations), otherGroups, stores, symbols, downloads };
  return shownPage(renderReleasePage(session, shown, content));
}

/** Does something with a release and shows it. */
function change(
  name: string,
  work: (asked: PortalInApp, release: Release, form: URLSearchParams) => Promise<unknown>,
): Route<DialectWorld> {
  return action(
    `/apps/:owner/:app/releases/:release/${name}`,
    inApp(async (asked) => {
      const release = await releaseOf(asked);
      await work(asked, release, await asked.request.form());
      return redirect(`${asked.path}/releases/${release.number}`);
    }),
  );
}

async function takeSymbols(asked: PortalInApp): Promise<Answer> {
  const { world, actor, request, path } = asked;
  requireWrite(actor);
  const release = await releaseOf(asked);
  const file = await openMultipartFile(request.header('content-type'), request.pieces());
  if (!file || file.fileName === '') throw Failure.of('release-refused', { reason: phrase('no file was chosen') });
  await putSymbols(world, actor, release, file.fileName, file.pieces);
  return redirect(`${path}/releases/${release.number}#symbols`);
}

async function giveSymbols(asked: PortalInApp): Promise<Answer> {
  const { symbols, blob } = await openSymbols(asked.world, await releaseOf(asked), asked.parameter('file'));
  const { sha256, fileName } = symbols;
  return { kind: 'blob', blob, sha256, fileName, mediaType: 'application/octet-stream', onSent: async () => {} };
}

/** The package goes to the disk while it arrives. */
async function takeUpload({ world, actor, app, request, path }: PortalInApp): Promise<Answer> {
  requireWrite(actor);
  const file = await openMultipartFile(request.header('content-type'), request.pieces());
  if (!file || file.fileName === '') throw Failure.of('release-refused', { reason: phrase('no file was chosen') });
  const { upload } = await createUpload(world, actor, app, {});
  await writeWhole(world, upload, file.fileName, file.pieces);
  const { problem } = await finishUpload(world, upload);
  if (problem !== null) throw Failure.of('package-refused', { reason: problem });
  return redirect(`${path}/uploads/${upload.id}`);
}

async function showReview({ world, app, parameter, session, shown }: PortalInApp): Promise<Answer> {
  const upload = await openUploadOf(world, app, parameter('upload'));
  const groups = isForStores(upload) ? [] : (await listGroups(world, app)).map(({ name }) => name);
  const stores = storesFor(world, readFacts(upload.facts).extension);
  return shownPage(renderReviewPage(session, shown, { ...shownUpload(upload), groups, stores }));
}

async function openUploadOf(world: DialectWorld, app: PortalInApp['app'], id: string): Promise<Upload> {
  const upload = await findUpload(world, app, id);
  if (upload.state !== 'finished') throw Failure.of('release-not-found', { what: phrase('Upload'), name: id });
  return upload;
}

function isForStores({ facts }: Upload): boolean {
  return readFacts(facts).profileKind === 'app-store';
}

function shownUpload({ id, fileName, sizeBytes, facts }: Upload): Omit<PortalUpload, 'groups' | 'stores'> {
  const { extension, name, identifier, version, shortVersion, minimumOs, signer, signingKey } = readFacts(facts);
  const asked = packageKindOf(fileName ?? '')?.asksFor ?? 'nothing';
  const rows = [
    ['App', name],
    ['App identifier', identifier],
    ['Version', shortVersion],
    ['Version code', version],
    ['Minimum system', minimumOs],
    ['Signed by (SHA-256)', signer],
    ['Signed by OpenPGP key', signingKey],
  ] as const;
  return {
    id,
    fileName: fileName ?? '',
    sizeBytes: sizeBytes ?? 0,
    facts: rows.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const])),
    isBundle: extension === 'aab',
    asksFor: shortVersion === null ? (asked === 'nothing' ? 'version' : asked) : 'nothing',
  };
}

async function publish({ world, actor, app, request, parameter, path }: PortalInApp): Promise<Answer> {
  const form = await request.form();
  const found = await openUploadOf(world, app, parameter('upload'));
  const text = (name: string): string | undefined => form.get(name)?.trim() || undefined;
  const upload = await nameVersions(world, actor, found, { version: text('version'), shortVersion: text('shortVersion') });
  const [groups, stores] = [form.getAll('group'), form.getAll('store')];
  for (const store of stores) requireStore(world, store, readFacts(upload.facts).extension);
  if (groups.length > 0) requireInstallable(upload.facts);
  const published = await publishUpload(world, actor, app, upload);
  if (published.kind === 'refused') throw Failure.of('package-refused', { reason: published.problem });
  const release = await updateRelease(world, actor, published.release, { notes: (text('notes') ?? '').replaceAll('\r\n', '\n') });
  const targets = groups.map((group) => ({ kind: 'group', group }) as const);
  const marks = { isMandatory: form.has('mandatory'), notifiesTesters: form.has('notify') };
  await addDestinations(world, actor, app, release, targets, marks);
  const current = await findRelease(world, app, String(release.number));
  for (const store of stores) await publishToStore(world, actor, current, store);
  return redirect(`${path}/releases/${release.number}`);
}

export const releaseRoutes: readonly Route<DialectWorld>[] = [
  page('/apps/:owner/:app', inApp(showReleases)),
  page('/apps/:owner/:app/releases/:release', inApp(showRelease)),
  page(
    '/apps/:owner/:app/releases/:release/delete',
    inApp(async (asked) => shownPage(renderDeletePage(asked.session, asked.shown, shownRelease(asked, await releaseOf(asked))))),
  ),
  page(
    '/apps/:owner/:app/new',
    inApp(async ({ session, shown }) => await Promise.resolve(shownPage(renderNewReleasePage(session, shown)))),
  ),
  { ...readToEnd(action('/apps/:owner/:app/upload', inApp(takeUpload), csrfOfQuery)), isUncounted: true },
  page('/apps/:owner/:app/uploads/:upload', inApp(showReview)),
  action('/apps/:owner/:app/uploads/:upload', inApp(publish)),
  change('state', async ({ world, actor }, release, form) => {
    await updateRelease(world, actor, release, { isEnabled: form.get('enabled') === 'yes' });
  }),
  change('notes', async ({ world, actor }, release, form) => {
    await updateRelease(world, actor, release, { notes: (form.get('notes') ?? '').replaceAll('\r\n', '\n') });
  }),
  change('give', async ({ world, actor, app }, release, form) => {
    const targets = [{ kind: 'group', group: form.get('group') ?? '' }] as const;
    await addDestinations(world, actor, app, release, targets, { isMandatory: form.has('mandatory'), notifiesTesters: true });
  }),
  change('publish', async ({ world, actor }, release, form) => {
    await publishToStore(world, actor, release, form.get('store') ?? '');
  }),
  { ...readToEnd(action('/apps/:owner/:app/releases/:release/symbols', inApp(takeSymbols), csrfOfQuery)), isUncounted: true },
  page('/apps/:owner/:app/releases/:release/symbols/:file', inApp(giveSymbols)),
  change('symbols-delete', async ({ world, actor }, release, form) => {
    await deleteSymbols(world, actor, release, form.get('file') ?? '');
  }),
  change('withdraw', async ({ world, actor }, release, form) => {
    await removeDestination(world, actor, release, form.get('destination') ?? '');
  }),
  action(
    '/apps/:owner/:app/releases/:release/delete',
    inApp(async (asked) => {
      const { world, actor, app, path } = asked;
      await trashReleases(world, actor, app, [(await releaseOf(asked)).number]);
      return redirect(path);
    }),
  ),
];
