/**
 * App Center's two ways to upload: in chunks (`uploads/releases`, since version 2.6 of its command line), and as one form (`release_uploads`,
 * before). Both end in the same upload, which is complete and read before the client asks for the first time.
 */

import { Failure, isFailure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { Secret } from '../../../core/base/secret.ts';
import { type Answer, empty, json } from '../../http/answer.ts';
import { openMultipartFile } from '../../http/multipartFile.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { enterApp, findApp, type App } from '../../use-cases/access.ts';
import { cancelUpload, publishUpload } from '../../use-cases/publishUpload.ts';
import {
  createUpload,
  describeUpload,
  findUpload,
  finishUpload,
  missingChunks,
  openUpload,
  writeChunk,
  writeWhole,
  type Upload,
} from '../../use-cases/uploads.ts';
import { requireActor, type DialectWorld } from '../dialect.ts';
import { readFields } from './requestFields.ts';

async function openByQuery(world: DialectWorld, request: ServerRequest, id: string): Promise<Upload> {
  return await openUpload(world, id, new Secret(request.query('token') ?? ''));
}

function numberOf(request: ServerRequest, name: string): number {
  const text = request.query(name) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

function releasePath(app: App, number: number): string {
  return `v0.1/apps/${app.owner.name}/${app.name}/releases/${number}`;
}

const newUploads: readonly Route<DialectWorld>[] = [
  {
    method: 'POST',
    path: '/v0.1/apps/:owner/:app/uploads/releases',
    handle: async (world, request, parameter) => {
      const { app, actor } = await enterApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      const fields = await readFields(request);
      const input = { shortVersion: fields.text('build_version'), version: fields.text('build_number') };
      const { upload, token } = await createUpload(world, actor, app, input);
      const shown = token.reveal();
      return json(
        {
          id: upload.id,
          package_asset_id: upload.id,
          token: shown,
          url_encoded_token: encodeURIComponent(shown),
          upload_domain: request.baseUrl,
        },
        201,
      );
    },
  },
  {
    method: 'POST',
    path: '/upload/set_metadata/:id',
    isUncounted: true,
    handle: async (world, request, parameter) => {
      const opened = await openByQuery(world, request, parameter('id'));
      const input = { fileName: request.query('file_name') ?? '', sizeBytes: numberOf(request, 'file_size') };
      const { upload, missing } = await describeUpload(world, opened, input);
      return json({
        error: false,
        id: upload.id,
        chunk_size: upload.chunkBytes,
        // `true` makes its own client crash: a shorter list of chunks says the same.
        resume_restart: false,
        chunk_list: missing,
        blob_partitions: 1,
        status_code: 'Success',
      });
    },
  },
  {
    method: 'POST',
    path: '/upload/upload_chunk/:id',
    isUncounted: true,
    handle: async (world, request, parameter) => {
      const upload = await openByQuery(world, request, parameter('id'));
      const number = numberOf(request, 'block_number');
      await writeChunk(world, upload, number, request.pieces());
      return json({ error: false, chunk_num: number, error_code: 'None' });
    },
  },
  {
    method: 'POST',
    path: '/upload/finished/:id',
    isUncounted: true,
    handle: async (world, request, parameter) => {
      const upload = await openByQuery(world, request, parameter('id'));
      try {
        await finishUpload(world, upload);
      } catch (error) {
        if (!isFailure(error, 'upload-incomplete')) throw error;
        return json({
          error: true,
          error_code: 'MissingChunks',
          missing_chunks: await missingChunks(world, upload),
          message: error.message,
        });
      }
      return json({ error: false, state: 'Done', location: '', raw_location: '', message: '' });
    },
  },
  {
    method: 'GET',
    path: '/upload/status/:id',
    isUncounted: true,
    handle: async (world, request, parameter) => {
      const upload = await openByQuery(world, request, parameter('id'));
      return json({
        error: false,
        state: upload.state === 'started' ? 'Uploading' : 'Done',
        missing_chunks: await missingChunks(world, upload),
      });
    },
  },
  {
    method: 'POST',
    path: '/upload/cancel/:id',
    isUncounted: true,
    handle: async (world, request, parameter) => {
      const upload = await openByQuery(world, request, parameter('id'));
      await cancelUpload(world, { userId: upload.createdBy, scope: 'full', appId: upload.appId }, upload);
      return json({ error: false, state: 'Canceled' });
    },
  },
  {
    method: 'PATCH',
    path: '/v0.1/apps/:owner/:app/uploads/releases/:id',
    handle: async (world, request, parameter) => {
      const { app, actor } = await enterApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      const upload = await findUpload(world, app, parameter('id'));
      const status = (await readFields(request)).text('upload_status');
      if (status === 'uploadFinished') await publishUpload(world, actor, app, upload);
      else if (status === 'uploadCanceled') await cancelUpload(world, actor, upload);
      else throw Failure.of('release-refused', { reason: phrase('the upload status must be uploadFinished or uploadCanceled') });
      return json({ id: upload.id, upload_status: status });
    },
  },
  {
    method: 'GET',
    path: '/v0.1/apps/:owner/:app/uploads/releases/:id',
    handle: async (world, request, parameter) => {
      const app = await findApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      return json(uploadShape(app, await findUpload(world, app, parameter('id'))));
    },
  },
];

function uploadShape(app: App, upload: Upload): Readonly<Record<string, unknown>> {
  const { id, state, problem, releaseNumber } = upload;
  if (state === 'failed') return { id, upload_status: 'error', error_details: invalidBecause(problem) };
  if (state === 'canceled') return { id, upload_status: 'uploadCanceled' };
  if (releaseNumber === null) return { id, upload_status: state === 'finished' ? 'uploadFinished' : 'uploadStarted' };
  return { id, upload_status: 'readyToBePublished', release_distinct_id: releaseNumber, release_url: releasePath(app, releaseNumber) };
}

/** In App Center's words. */
function invalidBecause(problem: string | null): string {
  return `The uploaded package is invalid because: ${problem ?? 'it cannot be read'}`;
}

const oldUploads: readonly Route<DialectWorld>[] = [
  {
    method: 'POST',
    path: '/v0.1/apps/:owner/:app/release_uploads',
    handle: async (world, request, parameter) => {
      const { app, actor } = await enterApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      const fields = await readFields(request);
      const input = {
        shortVersion: fields.text('build_version'),
        version: fields.text('build_number'),
        replacesNumber: fields.number('release_id'),
      };
      const { upload, token } = await createUpload(world, actor, app, input);
      const shown = token.reveal();
      return json(
        {
          upload_id: upload.id,
          upload_url: `${request.baseUrl}/upload/form/${upload.id}?token=${encodeURIComponent(shown)}`,
          asset_id: upload.id,
          asset_domain: request.baseUrl,
          asset_token: shown,
        },
        201,
      );
    },
  },
  {
    method: 'POST',
    path: '/upload/form/:id',
    isUncounted: true,
    handle: async (world, request, parameter): Promise<Answer> => {
      const upload = await openByQuery(world, request, parameter('id'));
      const file = await openMultipartFile(request.header('content-type'), request.pieces());
      if (!file) throw Failure.of('release-refused', { reason: phrase('the body has no file') });
      await writeWhole(world, upload, file.fileName, file.pieces);
      return empty();
    },
  },
  {
    method: 'PATCH',
    path: '/v0.1/apps/:owner/:app/release_uploads/:id',
    handle: async (world, request, parameter) => {
      const { app, actor } = await enterApp(world.records, await requireActor(world, request), parameter('owner'), parameter('app'));
      const upload = await findUpload(world, app, parameter('id'));
      const status = (await readFields(request)).text('status');
      if (status === 'aborted') {
        await cancelUpload(world, actor, upload);
        return json({ release_id: 0, release_url: '' });
      }
      if (status !== 'committed') throw Failure.of('release-refused', { reason: phrase('the status must be committed or aborted') });
      const published = await publishUpload(world, actor, app, upload);
      if (published.kind === 'refused') throw Failure.of('package-refused', { reason: published.problem });
      const { number } = published.release;
      return json({ release_id: number, release_url: releasePath(app, number) });
    },
  },
];

export const uploadRoutes: readonly Route<DialectWorld>[] = [...newUploads, ...oldUploads];
