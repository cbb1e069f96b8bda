import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { isFailure, type Failure } from '../../../../src/core/base/failure.ts';
import { type App } from '../../../../src/releases/use-cases/access.ts';
import { deleteApp } from '../../../../src/releases/use-cases/apps.ts';
import { recoverStorage } from '../../../../src/releases/use-cases/recoverStorage.ts';
import { type Actor } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { putSymbolBlock } from '../../../../src/releases/use-cases/symbolBlocks.ts';
import {
  abortSymbolUpload,
  commitSymbolUpload,
  createSymbolUpload,
  deleteSymbolUpload,
  expireSymbolUploads,
  fillSymbolUpload,
  findSymbolUpload,
  joinSymbolUpload,
  openSymbolFile,
  type SymbolUpload,
} from '../../../../src/releases/use-cases/symbolUploads.ts';
import { once, type TestWorld } from '../../../support/releaseWorld.ts';
import { useReleaseWorld } from '../../../support/useReleaseWorld.ts';

function hasCode(code: Failure['code']) {
  return (error: unknown): boolean => isFailure(error, code);
}

describe('symbols in blocks', () => {
  let folder: string;
  let world: TestWorld;
  let actor: Actor;
  let app: App;
  let upload: SymbolUpload;
  useReleaseWorld((each) => {
    ({ folder, world, actor, app } = each);
  });
  beforeEach(async () => {
    ({ upload } = await createSymbolUpload(world, actor, app, { kind: 'AndroidProguard' }));
  });

  async function put(blockId: string, text: string): Promise<void> {
    await putSymbolBlock(world, upload, blockId, once(Buffer.from(text)));
  }

  async function content(): Promise<string> {
    const blob = await openSymbolFile(world, await findSymbolUpload(world, app, upload.id));
    try {
      let text = '';
      for await (const piece of blob.stream(0, blob.size)) text += Buffer.from(piece).toString();
      return text;
    } finally {
      await blob.close();
    }
  }

  async function filesLeft(): Promise<number> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('releases.sqlite')).length;
  }

  it('are joined in the order of the list, whichever came first, and the last of a name counts', async () => {
    await Promise.all([put('c', 'three'), put('a', 'one '), put('b', 'two ')]);
    await put('b', 'zwei ');
    await put('unused', 'nothing');
    await joinSymbolUpload(world, upload, ['a', 'b', 'c', 'a']);
    strictEqual(await content(), 'one zwei threeone ');
    strictEqual(await filesLeft(), 1);
    const done = await commitSymbolUpload(world, actor, await findSymbolUpload(world, app, upload.id));
    deepStrictEqual([done.state, done.sizeBytes], ['committed', 18]);
    await rejects(put('d', 'late'), hasCode('release-refused'));
    strictEqual(await filesLeft(), 1);
  });

  it('outlast a start of the server, and are incomplete as long as one is missing', async () => {
    await put('a', 'one ');
    await recoverStorage(world);
    await rejects(joinSymbolUpload(world, upload, ['a', 'b']), hasCode('upload-incomplete'));
    await rejects(joinSymbolUpload(world, upload, []), hasCode('upload-incomplete'));
    await rejects(commitSymbolUpload(world, actor, upload), hasCode('upload-incomplete'));
    await put('b', 'two');
    await joinSymbolUpload(world, upload, ['a', 'b']);
    strictEqual(await content(), 'one two');
  });

  it('have names, contents and sizes within limits', async () => {
    await rejects(put('', 'x'), hasCode('release-refused'));
    await rejects(put('a\n', 'x'), hasCode('release-refused'));
    await rejects(put('a'.repeat(100), 'x'), hasCode('release-refused'));
    await rejects(put('a', ''), hasCode('release-refused'));
    await put('a', 'x');
    // As if other blocks had nearly all of the room.
    const room = { sizeBytes: 2 * 1024 * 1024 * 1024 - 2 };
    await world.records.transaction(async (transaction) => await transaction.update('symbolUpload', { id: upload.id }, room));
    await put('b', 'yy');
    await rejects(put('c', 'z'), hasCode('upload-part-too-large'));
    // A block that is replaced gives its room back.
    await put('b', 'zz');
    strictEqual(await filesLeft(), 2);
  });

  it('leave nothing when the file comes whole, or the upload ends', async () => {
    await put('a', 'one');
    await fillSymbolUpload(world, upload, once(Buffer.from('whole')));
    strictEqual(await content(), 'whole');
    strictEqual(await filesLeft(), 1);
    await put('a', 'another');
    await abortSymbolUpload(world, actor, await findSymbolUpload(world, app, upload.id));
    strictEqual(await filesLeft(), 0);
    const ends: readonly ((upload: SymbolUpload) => Promise<void>)[] = [
      async (each) => await deleteSymbolUpload(world, actor, each),
      async () => {
        world.now = new Date(world.now.getTime() + 25 * 60 * 60 * 1000);
        await expireSymbolUploads(world);
      },
      async () => await deleteApp(world, actor, app),
    ];
    for (const end of ends) {
      ({ upload } = await createSymbolUpload(world, actor, app, { kind: 'AndroidProguard' }));
      await put('a', 'one');
      await put('b', 'two');
      strictEqual(await filesLeft(), 2);
      await end(await findSymbolUpload(world, app, upload.id));
      deepStrictEqual([await filesLeft(), await world.records.count('symbolBlock', {})], [0, 0]);
    }
  });
});
