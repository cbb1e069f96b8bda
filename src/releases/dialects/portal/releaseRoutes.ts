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
  renderReleasePage,
  renderReleasesPage,
  renderReviewPage,
  type PortalRelease,
  type PortalUpload,
} from '../../pages/portal/portalPages.ts';
import { requireWrite } from '../../use-cases/access.ts';
import { trashReleases } from '../../use-cases/deletedReleases.ts';
import { addDestinations, destinationsOf, removeDestination, requireInstallable, type Destination } from '../../use-cases/destinations.ts';
import { countDownloads } from '../../use-cases/downloads.ts';
import { updateRelease } from '../../use-cases/editRelease.ts';
import { listGroups } from '../../use-cases/groups.ts';
import { publishUpload } from '../../use-cases/publishUpload.ts';
import { findRelease, listReleases, type Release } from '../../use-cases/releases.ts';
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
    destinations: destinations.map(({ id, displayName, isMandatory }) => ({ id, name: displayName, isMandatory })),
  };
}

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
  return shownPage(renderReleasePage(session, shown, { ...shownRelease(asked, release, destinations), otherGroups, downloads }));
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
  return shownPage(renderReviewPage(session, shown, { ...shownUpload(upload), groups }));
}

async function openUploadOf(world: DialectWorld, app: PortalInApp['app'], id: string): Promise<Upload> {
  const upload = await findUpload(world, app, id);
  if (upload.state !== 'finished') throw Failure.of('release-not-found', { what: phrase('Upload'), name: id });
  return upload;
}

function isForStores({ facts }: Upload): boolean {
  return readFacts(facts).profileKind === 'app-store';
}

function shownUpload({ id, fileName, sizeBytes, facts }: Upload): Omit<PortalUpload, 'groups'> {
  const { extension, name, identifier, version, shortVersion, minimumOs, signer } = readFacts(facts);
  const asked = packageKindOf(fileName ?? '')?.asksFor ?? 'nothing';
  const rows = [
    ['App', name],
    ['App identifier', identifier],
    ['Version', shortVersion],
    ['Version code', version],
    ['Minimum system', minimumOs],
    ['Signed by (SHA-256)', signer],
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
  const groups = form.getAll('group');
  if (groups.length > 0) requireInstallable(upload.facts);
  const published = await publishUpload(world, actor, app, upload);
  if (published.kind === 'refused') throw Failure.of('package-refused', { reason: published.problem });
  const release = await updateRelease(world, actor, published.release, { notes: (text('notes') ?? '').replaceAll('\r\n', '\n') });
  const targets = groups.map((group) => ({ kind: 'group', group }) as const);
  const marks = { isMandatory: form.has('mandatory'), notifiesTesters: form.has('notify') };
  await addDestinations(world, actor, app, release, targets, marks);
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
