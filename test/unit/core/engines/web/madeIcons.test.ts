import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { MadeIcons } from '../../../../../src/core/engines/web/madeIcons.ts';
import { createImage } from '../../../../../src/core/formats/image/rgbaImage.ts';

describe('icons that were made before', () => {
  const [any, maskable, other] = [createImage(2, 2), createImage(2, 2), createImage(2, 2)];
  const style = { name: 'Shop', background: 0xffff_ffff };

  it('are given again for the same pictures and style only', async () => {
    let count = 0;
    const made = new MadeIcons(async () => ++count);
    const first = await made.of({ any, maskable }, style);
    strictEqual(await made.of({ any, maskable }, { ...style }), first);
    const others = [
      await made.of({ any, maskable }, { ...style, background: 0xff00_0000 }),
      await made.of({ any: other, maskable }, style),
      await made.of({ any, maskable, monochrome: other }, style),
      await made.of({ any: other }, style),
      await made.of({}, style),
      await made.of({}, style),
    ];
    deepStrictEqual(others, [2, 3, 4, 5, 6, 7]);
    strictEqual(await made.of({ any, maskable, monochrome: other }, style), 4);
  });

  it('are made again after a failure', async () => {
    let count = 0;
    const made = new MadeIcons(async () => {
      if (++count === 1) throw new Error('no memory');
      return count;
    });
    await rejects(made.of({ any }, style), /no memory/);
    strictEqual(await made.of({ any }, style), 2);
  });
});
