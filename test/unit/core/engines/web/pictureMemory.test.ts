import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { PictureMemory } from '../../../../../src/core/engines/web/pictureMemory.ts';
import { plainPng } from '../../../../support/webWorld.ts';

describe('the memory of pictures', () => {
  it('decodes the same bytes once', async () => {
    const memory = new PictureMemory();
    const bytes = await plainPng(64);
    const first = memory.inspect(bytes, { file: 'icon.png' });
    strictEqual(first.image?.width, 64);
    strictEqual(memory.inspect(bytes.slice(), { file: 'icon.png' }), first);
    strictEqual(memory.inspect(await plainPng(32), { file: 'icon.png' }).image?.width, 32);
  });

  it('tells what is wrong at the file that was asked about', () => {
    const memory = new PictureMemory();
    const places = ['a.png', 'b.png', 'a.png'].map((file) => memory.inspect(utf8('no picture'), { file }).issues[0]?.place?.file);
    deepStrictEqual(places, ['a.png', 'b.png', 'a.png']);
  });

  it('forgets what was not asked for in a long time, and never keeps what is larger than all of it', async () => {
    const memory = new PictureMemory();
    const [small, large, huge] = [await plainPng(16), await plainPng(1500), await plainPng(2000)];
    const kept = memory.inspect(small);
    const first = memory.inspect(large, { file: '1' });
    strictEqual(memory.inspect(small), kept);
    memory.inspect(large, { file: '2' });
    strictEqual(memory.inspect(small), kept);
    notStrictEqual(memory.inspect(large, { file: '1' }), first);
    notStrictEqual(memory.inspect(huge), memory.inspect(huge));
  });
});
