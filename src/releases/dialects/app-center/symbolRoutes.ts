/**
 * App Center's symbols: an upload is begun, its file goes to an address that takes it as a block blob of Azure does, and it is committed. Its clients
 * take only two segments of that address. Files of more than 256 MB (32 MB before version 2) come in blocks and then as the list of them.
 *
 * Azure: https://learn.microsoft.com/rest/api/storageservices/put-block, put-block-list and put-blob.
 */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { Secret } from '../../../core/base/secret.ts';
import { type Answer, empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type SymbolId } from '../../ports/packageReader.ts';
import { type App } from '../../use-cases/access.ts';
import { putSymbolBlock } from '../../use-cases/symbolBlocks.ts';
import {
  abortSymbolUpload,
  commitSymbolUpload,
  createSymbolUpload,
  deleteSymbolUpload,
  fillSymbolUpload,
  findSymbolUpload,
  joinSymbolUpload,
  listSymbolUploads,
  openSymbolFile,
  openSymbolUpload,
  readSymbolIds,
  symbolKinds,
  type SymbolUpload,
} from '../../use-cases/symbolUploads.ts';
import { type DialectWorld } from '../dialect.ts';
import { inApp, type AskedInApp } from './appCenterRoute.ts';
import { readFields } from './requestFields.ts';

const megabyte = 1024 * 1024;
const mostListed = 1000;

function uploadShape(app: App, upload: SymbolUpload): Readonly<Record<string, unknown>> {
  const { id, state, kind, fileName, sizeBytes, createdAt, committedAt, symbolIds } = upload;
  return {
    symbol_upload_id: id,
    app_id: app.id,
    // Nothing is left to do when it is committed.
    status: state === 'committed' ? 'indexed' : state,
    symbol_type: kind,
    symbols_uploaded: readSymbolIds(symbolIds).map(({ id: symbolId, architecture }) => ({ symbol_id: symbolId, platform: architecture })),
    origin: 'User',
    file_name: fileName,
    file_size: (sizeBytes ?? 0) / megabyte,
    timestamp: committedAt ?? createdAt,
  };
}

async function ofUpload({ world, app, parameter }: AskedInApp): Promise<SymbolUpload> {
  return await findSymbolUpload(world, app, parameter('upload'));
}

/** `<BlockList><Latest>…</Latest></BlockList>` */
function namesOf(text: string): readonly string[] {
  return [...text.matchAll(/<(Latest|Uncommitted|Committed)>([^<]*)<\/\1>/g)].map(([, , name = '']) => name.trim());
}

/** `all`, `uploaded` and `processed`; both latter are the same here. */
function stateOf(asked: string | undefined): { readonly state?: string } {
  return asked === 'uploaded' || asked === 'processed' ? { state: 'committed' } : {};
}

interface FoundSymbol {
  readonly upload: SymbolUpload;
  readonly symbol: SymbolId;
}

/** Each identifier once: the newest file counts. */
async function symbolsOf({ world, app }: AskedInApp): Promise<ReadonlyMap<string, FoundSymbol>> {
  const found = new Map<string, FoundSymbol>();
  for (const upload of await listSymbolUploads(world, app, { state: 'committed' }))
    for (const symbol of readSymbolIds(upload.symbolIds)) if (!found.has(symbol.id)) found.set(symbol.id, { upload, symbol });
  return found;
}

async function symbolOf(asked: AskedInApp): Promise<FoundSymbol> {
  const id = asked.parameter('symbol').toLowerCase();
  const found = (await symbolsOf(asked)).get(id);
  if (!found) throw Failure.of('release-not-found', { what: phrase('Symbol'), name: id });
  return found;
}

function symbolShape(asked: AskedInApp, { upload, symbol }: FoundSymbol): Readonly<Record<string, unknown>> {
  const { id, kind, shortVersion, version, symbolIds } = upload;
  return {
    symbol_id: symbol.id,
    type: kind,
    app_id: asked.app.id,
    platform: symbol.architecture,
    url: fileAddress(asked, upload),
    origin: 'User',
    alternate_symbol_ids: readSymbolIds(symbolIds).flatMap((each) => (each.id === symbol.id ? [] : [each.id])),
    status: 'available',
    ...(shortVersion !== null && { version: shortVersion }),
    ...(version !== null && { build: version }),
    symbol_upload_id: id,
  };
}

/** It wants the token of the API, as every other address. */
function fileAddress({ request, app: { owner, name } }: AskedInApp, { id, fileName }: SymbolUpload): string {
  const place = `apps/${encodeURIComponent(owner.name)}/${encodeURIComponent(name)}/symbol_uploads/${id}/${encodeURIComponent(fileName)}`;
  return `${request.baseUrl}/v0.1/${place}`;
}

export const symbolRoutes: readonly Route<DialectWorld>[] = [
  inApp('POST', '/symbol_uploads', async ({ world, request, actor, app }) => {
    const fields = await readFields(request);
    const kind = symbolKinds.find((known) => known === fields.text('symbol_type'));
    if (!kind) throw Failure.of('release-refused', { reason: phrase('the type of the symbols is not known') });
    const input = { kind, fileName: fields.text('file_name'), shortVersion: fields.text('version'), version: fields.text('build') };
    const { upload, token, expiresAt } = await createSymbolUpload(world, actor, app, input);
    const address = `${request.baseUrl}/upload/${upload.id}?token=${encodeURIComponent(token.reveal())}`;
    return json({ symbol_upload_id: upload.id, upload_url: address, expiration_date: expiresAt });
  }),
  {
    method: 'PUT',
    path: '/upload/:id',
    isUncounted: true,
    handle: async (world, request, parameter): Promise<Answer> => {
      const upload = await openSymbolUpload(world, parameter('id'), new Secret(request.query('token') ?? ''));
      const part = request.query('comp');
      if (part === 'block') await putSymbolBlock(world, upload, request.query('blockid') ?? '', request.pieces());
      else if (part === 'blocklist') await joinSymbolUpload(world, upload, namesOf(await request.text()));
      else if (part === undefined) await fillSymbolUpload(world, upload, request.pieces());
      else throw Failure.of('release-refused', { reason: phrase('the address takes files, blocks and lists of blocks only') });
      return empty(201);
    },
  },
  inApp('GET', '/symbol_uploads', async ({ world, request, app }) => {
    const top = Number(request.query('top') ?? mostListed);
    const kind = request.query('symbol_type');
    const uploads = await listSymbolUploads(world, app, {
      limit: Number.isSafeInteger(top) && top > 0 ? Math.min(top, mostListed) : mostListed,
      ...(kind !== undefined && { kind }),
      ...stateOf(request.query('status')),
    });
    return json(uploads.map((upload) => uploadShape(app, upload)));
  }),
  inApp('GET', '/symbol_uploads/:upload', async (asked) => json(uploadShape(asked.app, await ofUpload(asked)))),
  inApp('PATCH', '/symbol_uploads/:upload', async (asked) => {
    const { world, request, actor, app } = asked;
    const upload = await ofUpload(asked);
    const status = (await readFields(request)).text('status');
    if (status === 'aborted') return json(uploadShape(app, await abortSymbolUpload(world, actor, upload)));
    if (status !== 'committed') throw Failure.of('release-refused', { reason: phrase('the status must be committed or aborted') });
    return json(uploadShape(app, await commitSymbolUpload(world, actor, upload)));
  }),
  inApp('DELETE', '/symbol_uploads/:upload', async (asked) => {
    const upload = await ofUpload(asked);
    await deleteSymbolUpload(asked.world, asked.actor, upload);
    return json(uploadShape(asked.app, upload));
  }),
  inApp('GET', '/symbol_uploads/:upload/location', async (asked) => json({ uri: fileAddress(asked, await ofUpload(asked)) })),
  inApp('GET', '/symbol_uploads/:upload/:file', async (asked) => {
    const upload = await ofUpload(asked);
    const blob = await openSymbolFile(asked.world, upload);
    const { sha256, fileName } = upload;
    return { kind: 'blob', blob, sha256: sha256 ?? '', fileName, mediaType: 'application/octet-stream', onSent: async () => {} };
  }),
  inApp('GET', '/symbols', async (asked) => json([...(await symbolsOf(asked)).values()].map((found) => symbolShape(asked, found)))),
  inApp('GET', '/symbols/:symbol', async (asked) => json(symbolShape(asked, await symbolOf(asked)))),
  inApp('GET', '/symbols/:symbol/status', async (asked) => {
    const id = asked.parameter('symbol').toLowerCase();
    const isThere = (await symbolsOf(asked)).has(id);
    return json({ symbol_id: id, app_id: asked.app.id, status: isThere ? 'available' : 'missing' });
  }),
  inApp('GET', '/symbols/:symbol/location', async (asked) => json({ uri: fileAddress(asked, (await symbolOf(asked)).upload) })),
];
