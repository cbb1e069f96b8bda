import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { PictureMemory } from '../../../../../src/core/engines/web/pictureMemory.ts';
import { WebFileMemory } from '../../../../../src/core/engines/web/scanWebFiles.ts';
import { WebEngine } from '../../../../../src/core/engines/web/webEngine.ts';
import { encodePng } from '../../../../../src/core/formats/image/encodePng.ts';
import { createImage } from '../../../../../src/core/formats/image/rgbaImage.ts';
import { buildWithEngine } from '../../../../support/buildWithEngine.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { plainPng, webSpec, webWorld } from '../../../../support/webWorld.ts';

describe('the memory of pictures', () => {
  it('decodes the same bytes once', async () => {
    const memory = new PictureMemory();
    const bytes = await plainPng(64);
    const first = memory.inspect(bytes, { file: 'icon.png' });
    strictEqual(first.image?.width, 64);
    strictEqual(memory.inspect(bytes.slice(), { file: 'icon.png' }), first);
    strictEqual(memory.inspect(await plainPng(32), { file: 'icon.png' }).image?.width, 32);
  });

  it('says what is wrong at the file that was asked about', () => {
    const memory = new PictureMemory();
    const places = ['a.png', 'b.png', 'a.png'].map((file) => memory.inspect(utf8('no picture'), { file }).issues[0]?.place?.file);
    deepStrictEqual(places, ['a.png', 'b.png', 'a.png']);
  });

  it('keeps a picture no larger than icons are made of, with its shape', async () => {
    const memory = new PictureMemory();
    for (const [width, height, kept] of [
      [1300, 1300, '1024 1024'],
      [4096, 1, '1024 1'],
      [1, 3000, '1 1024'],
      [2000, 1000, '1024 512'],
      [1024, 1000, '1024 1000'],
    ] as const) {
      const { image } = memory.inspect(await encodePng(createImage(width, height, 0xff102030)));
      strictEqual(`${image?.width} ${image?.height}`, kept);
      deepStrictEqual([...(image?.data.subarray(0, 4) ?? [])], [16, 32, 48, 255]);
    }
  });

  it('forgets what was not asked for in a long time', async () => {
    const memory = new PictureMemory();
    const [small, large] = [await plainPng(16), await plainPng(1024)];
    const kept = memory.inspect(small);
    const first = memory.inspect(large, { file: '1' });
    for (let file = 2; file <= 7; file++) memory.inspect(large, { file: `${file}` });
    strictEqual(memory.inspect(large, { file: '1' }), first);
    strictEqual(memory.inspect(small), kept);
    for (let file = 8; file <= 15; file++) memory.inspect(large, { file: `${file}` });
    notStrictEqual(memory.inspect(large, { file: '1' }), first);
  });

  it('is used by the build for what its check has decoded, icons of any size', async () => {
    const seen: string[] = [];
    const known = new Set<unknown>();
    const pictures = new PictureMemory();
    const inspect = pictures.inspect.bind(pictures);
    pictures.inspect = (bytes, place) => {
      const inspection = inspect(bytes, place);
      seen.push(known.has(inspection) ? 'remembered' : 'decoded');
      known.add(inspection);
      return inspection;
    };
    const icons = [192, 512, 2048].map((size) => ({
      src: `${size}.png`,
      sizes: `${size}x${size}`,
      purpose: size > 512 ? 'maskable' : 'any',
    }));
    const ports = webWorld({
      '/app/www/index.html': '<link rel=manifest href=m.json>',
      '/app/www/m.json': JSON.stringify({ icons }),
      '/app/www/192.png': await plainPng(192),
      '/app/www/512.png': await plainPng(512),
      '/app/www/2048.png': await plainPng(2048),
    });
    const engine = new WebEngine(ports, { pictures, memory: new WebFileMemory() });
    const spec = webSpec({ webDir: 'www' });
    const { signal } = new AbortController();
    await engine.check(spec, signal);
    const output = await new MemoryFiles().createFile('/out');
    // Of another run: the build of this one takes what its check has seen as it is.
    await buildWithEngine(engine, { ...spec }, output);
    deepStrictEqual(seen, ['decoded', 'decoded', 'remembered', 'remembered']);
  });
});
