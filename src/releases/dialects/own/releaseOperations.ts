/** Uploads, releases, their destinations, and what is kept with them. */

import { Failure, isFailure } from '../../../core/base/failure.ts';
import { json } from '../../http/answer.ts';
import { unknownFacts } from '../../model/packageFacts.ts';
import { packageKindOf } from '../../model/releaseKinds.ts';
import { requireWrite } from '../../use-cases/access.ts';
import { listDeleted, restoreReleases, trashReleases } from '../../use-cases/deletedReleases.ts';
import { addDestinations, destinationsOf, removeDestination, requireInstallable } from '../../use-cases/destinations.ts';
import { updateRelease } from '../../use-cases/editRelease.ts';
import { findGroup, requireTesterAddress } from '../../use-cases/groups.ts';
import { storePackageOf } from '../../use-cases/installablePackage.ts';
import { cancelUpload, publishUpload } from '../../use-cases/publishUpload.ts';
import { createExternalRelease, deleteRelease, findRelease, listReleases, type Release } from '../../use-cases/releases.ts';
import { formatsOf, publishToStore, requireStore } from '../../use-cases/storeReleases.ts';
import { deleteSymbols, listSymbols, openSymbols, putSymbols } from '../../use-cases/symbols.ts';
import { createUpload, describeUpload, findUpload, finishUpload, missingChunks, writeChunk, type Upload } from '../../use-cases/uploads.ts';
import { releaseAnswer, releasesAnswer, storesAnswer, symbolsAnswer, symbolsListAnswer, uploadAnswer } from './answers.ts';
import { inApp, limitOf, numberOf, ofRelease, operation, sent, type Asked, type AskedInApp, type Operation } from './operation.ts';
import { releaseShape, symbolsShape } from './ownShapes.ts';
import { destinationsBody, externalBody, numbersBody, publishBody, releaseBody, uploadBody } from './schemas.ts';

interface Targets {
  readonly groups?: readonly string[] | undefined;
  readonly testers?: readonly string[] | undefined;
  readonly stores?: readonly string[] | undefined;
}

/** More than anyone looks through. */
const mostDeleted = 1000;

/** A group or store that is missing and an address that is none are said before the package is sent. `extension`: of the file, for stores. */
async function requireTargets(
  { world, app }: AskedInApp<unknown>,
  { groups = [], testers = [], stores = [] }: Targets,
  extension: string,
): Promise<void> {
  for (const group of groups) await findGroup(world.records, app, group);
  for (const email of testers) requireTesterAddress(email);
  for (const store of stores) requireStore(world, store, extension);
}

function targetsOf({ groups = [], testers = [] }: Targets) {
  return [...groups.map((group) => ({ kind: 'group', group }) as const), ...testers.map((email) => ({ kind: 'tester', email }) as const)];
}

async function uploadShape({ world }: Asked<unknown>, upload: Upload, missing?: readonly number[]) {
  const { id, state, chunkBytes, sizeBytes } = upload;
  return { id, state, chunkBytes, sizeBytes, missing: [...(missing ?? (await missingChunks(world, upload)))] };
}

async function shown(asked: Asked<unknown>, releases: readonly Release[]) {
  const destinations = await destinationsOf(asked.world, releases);
  return releases.map((release) => releaseShape(release, destinations.get(release.id) ?? [], asked.request.baseUrl));
}

async function shownRelease({ world, request }: Asked<unknown>, release: Release) {
  const destinations = (await destinationsOf(world, [release])).get(release.id) ?? [];
  return releaseShape(release, destinations, request.baseUrl);
}

const uploads: readonly Operation[] = [
  inApp(
    { method: 'POST', path: '/uploads', summary: 'Begin to upload a package', body: uploadBody, answer: uploadAnswer, status: 201 },
    async (asked) => {
      const { world, actor, app, body } = asked;
      const { fileName, sizeBytes, version, shortVersion, replaces } = body;
      const extension = packageKindOf(fileName)?.extension ?? '';
      await requireTargets(asked, body, extension);
      if (targetsOf(body).length > 0) requireInstallable(unknownFacts(extension));
      const { upload: made } = await createUpload(world, actor, app, { version, shortVersion, replacesNumber: replaces });
      // An upload that cannot be used must not count as one that is unfinished.
      const { upload, missing } = await describeUpload(world, made, { fileName, sizeBytes }).catch(async (error: unknown) => {
        await cancelUpload(world, actor, made);
        throw error;
      });
      return await uploadShape(asked, upload, missing);
    },
  ),
  inApp(
    { method: 'GET', path: '/uploads/:id', summary: 'Show which parts of an upload are missing', answer: uploadAnswer },
    async (asked) => await uploadShape(asked, await findUpload(asked.world, asked.app, asked.parameter('id'))),
  ),
  inApp({ method: 'DELETE', path: '/uploads/:id', summary: 'Cancel an upload' }, async ({ world, actor, app, parameter }) => {
    await cancelUpload(world, actor, await findUpload(world, app, parameter('id')));
    return undefined;
  }),
  inApp(
    { method: 'PUT', path: '/uploads/:id/chunks/:number', summary: 'Send one part of a package', takesBytes: true, isUncounted: true },
    async ({ world, request, actor, app, parameter }) => {
      requireWrite(actor);
      const upload = await findUpload(world, app, parameter('id'));
      await writeChunk(world, upload, Number(parameter('number')), request.pieces());
      return undefined;
    },
  ),
  inApp(
    {
      method: 'POST',
      path: '/uploads/:id/publish',
      summary: 'Make a release of a complete upload; 200 instead of 201 for one that exists already',
      body: publishBody,
      answer: releaseAnswer,
      status: 201,
    },
    async (asked) => {
      const { world, actor, app, parameter, body } = asked;
      const { notes, isMandatory = false, notifiesTesters = true, build, labels, fields } = body;
      const upload = await findUpload(world, app, parameter('id'));
      await requireTargets(asked, body, packageKindOf(upload.fileName ?? '')?.extension ?? '');
      requireWrite(actor);
      // No release is left behind that does not go where it was meant to go.
      if (targetsOf(body).length > 0) requireInstallable((await finishUpload(world, upload)).facts);
      const published = await publishUpload(world, actor, app, upload);
      if (published.kind === 'refused') throw Failure.of('package-refused', { reason: published.problem });
      const release = await updateRelease(world, actor, published.release, { notes, build, labels, fields });
      const marks = { isMandatory, notifiesTesters };
      await addDestinations(world, actor, app, release, targetsOf(body), marks).catch(async (error: unknown) => {
        // Of an app bundle it shows now that no device can install it.
        if (published.isNew && isFailure(error, 'release-refused')) await deleteRelease(world, actor, release);
        throw error;
      });
      for (const store of body.stores ?? []) await publishToStore(world, actor, release, store);
      const answer = await shownRelease(asked, await findRelease(world, app, String(release.number)));
      return published.isNew ? answer : sent(json(answer));
    },
  ),
];

const pageLength = 100;

const releases: readonly Operation[] = [
  inApp(
    {
      method: 'GET',
      path: '/releases',
      summary: 'List releases, newest first',
      query: { limit: 'Releases of a page, at most 100', before: 'Only releases with lower numbers' },
      answer: releasesAnswer,
    },
    async (asked) => {
      const { world, request, app } = asked;
      const found = await listReleases(world, app, { limit: limitOf(request, pageLength), before: numberOf(request, 'before') });
      return { releases: await shown(asked, found) };
    },
  ),
  inApp(
    {
      method: 'POST',
      path: '/releases',
      summary: 'Create a release of a package that is hosted elsewhere',
      body: externalBody,
      answer: releaseAnswer,
      status: 201,
    },
    async (asked) => {
      const { world, actor, app, body } = asked;
      const { notes, ...input } = body;
      const made = await createExternalRelease(world, actor, app, input);
      return await shownRelease(asked, notes === undefined ? made : await updateRelease(world, actor, made, { notes }));
    },
  ),
  ofRelease(
    { method: 'GET', path: '', summary: 'Show a release', answer: releaseAnswer },
    async (asked) => await shownRelease(asked, asked.release),
  ),
  ofRelease({ method: 'PATCH', path: '', summary: 'Edit a release', body: releaseBody, answer: releaseAnswer }, async (asked) => {
    const { world, actor, release, body } = asked;
    return await shownRelease(asked, await updateRelease(world, actor, release, body));
  }),
  ofRelease({ method: 'DELETE', path: '', summary: 'Delete a release for good' }, async ({ world, actor, release }) => {
    await deleteRelease(world, actor, release);
    return undefined;
  }),
  inApp(
    {
      method: 'POST',
      path: '/releases/delete',
      summary: 'Delete releases; they can be restored for a while',
      body: numbersBody,
      answer: releasesAnswer,
    },
    async (asked) => ({ releases: await shown(asked, await trashReleases(asked.world, asked.actor, asked.app, asked.body.releases)) }),
  ),
  inApp(
    { method: 'POST', path: '/releases/restore', summary: 'Restore deleted releases', body: numbersBody, answer: releasesAnswer },
    async (asked) => ({ releases: await shown(asked, await restoreReleases(asked.world, asked.actor, asked.app, asked.body.releases)) }),
  ),
  inApp(
    { method: 'GET', path: '/deleted-releases', summary: 'List releases that can be restored', answer: releasesAnswer },
    async (asked) => ({
      releases: await shown(asked, await listDeleted(asked.world, asked.app, mostDeleted)),
    }),
  ),
  ofRelease(
    {
      method: 'POST',
      path: '/destinations',
      summary: 'Release to more groups, testers and stores; ordering for a store again repeats what failed',
      body: destinationsBody,
      answer: releaseAnswer,
    },
    async (asked) => {
      const { world, actor, app, release, body } = asked;
      const { isMandatory = false, notifiesTesters = true } = body;
      await requireTargets(asked, body, storePackageOf(release).extension);
      await addDestinations(world, actor, app, release, targetsOf(body), { isMandatory, notifiesTesters });
      const current = await findRelease(world, app, String(release.number));
      for (const store of body.stores ?? []) await publishToStore(world, actor, current, store);
      return await shownRelease(asked, current);
    },
  ),
  ofRelease(
    {
      method: 'DELETE',
      path: '/destinations/:target',
      summary: 'Take a release back from a group or tester, by identifier; of a store only the record goes',
    },
    async ({ world, actor, release, parameter }) => {
      const target = parameter('target');
      if (!(await removeDestination(world, actor, release, target)))
        throw Failure.of('release-not-found', { what: 'Destination', name: target });
      return undefined;
    },
  ),
];

const stores: readonly Operation[] = [
  operation(
    { method: 'GET', path: '/stores', summary: 'List the stores that this server has an account at', answer: storesAnswer },
    async ({ world }) =>
      await Promise.resolve({
        stores: (world.stores?.list() ?? []).map((store) => {
          const { id, name, type, track } = store;
          return { id, name, type, track, formats: [...formatsOf(store)] };
        }),
      }),
  ),
];

const symbols: readonly Operation[] = [
  ofRelease(
    { method: 'GET', path: '/symbols', summary: 'List the symbol files of a release', answer: symbolsListAnswer },
    async ({ world, release }) => ({
      symbols: (await listSymbols(world, release)).map(symbolsShape),
    }),
  ),
  ofRelease(
    {
      method: 'PUT',
      path: '/symbols/:file',
      summary: 'Keep a symbol file with a release: a dSYM archive, mapping.txt, a source map',
      takesBytes: true,
      answer: symbolsAnswer,
      isUncounted: true,
    },
    async ({ world, request, actor, release, parameter }) =>
      symbolsShape(await putSymbols(world, actor, release, parameter('file'), request.pieces())),
  ),
  ofRelease(
    { method: 'GET', path: '/symbols/:file', summary: 'Download a symbol file', answer: 'bytes' },
    async ({ world, release, parameter }) => {
      const { symbols: found, blob } = await openSymbols(world, release, parameter('file'));
      const { sha256, fileName } = found;
      return sent({ kind: 'blob', blob, sha256, fileName, mediaType: 'application/octet-stream', onSent: async () => {} });
    },
  ),
  ofRelease({ method: 'DELETE', path: '/symbols/:file', summary: 'Delete a symbol file' }, async ({ world, actor, release, parameter }) => {
    await deleteSymbols(world, actor, release, parameter('file'));
    return undefined;
  }),
];

export const releaseOperations: readonly Operation[] = [...uploads, ...releases, ...stores, ...symbols];
