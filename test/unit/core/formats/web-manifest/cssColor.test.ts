import { strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { formatColor, isLightColor, parseCssColor } from '../../../../../src/core/formats/web-manifest/cssColor.ts';

function check(text: string, expected: number | undefined): void {
  strictEqual(parseCssColor(text), expected, text);
}

describe('colours of CSS', () => {
  it('reads hexadecimal digits', () => {
    check('#fff', 0xffffffff);
    check('#12345678', 0x78123456);
    check('#abcd', 0xddaabbcc);
    check(' #2F6FEB ', 0xff2f6feb);
  });

  it('reads names', () => {
    check('rebeccapurple', 0xff663399);
    check('Black', 0xff000000);
    check('transparent', 0);
  });

  it('reads functions, with commas and without', () => {
    check('rgb(255, 0, 128)', 0xffff0080);
    check('rgba(255, 0, 128, 0.5)', 0x80ff0080);
    check('rgb(100% 0% 50% / 50%)', 0x80ff0080);
    check('rgb(300 -5 0/1)', 0xffff0000);
    check('hsl(120, 100%, 50%)', 0xff00ff00);
    check('hsl(0.5turn 100% 50%)', 0xff00ffff);
    check('hsla(240deg, 100%, 50%, 0)', 0x000000ff);
    check('hsl(none 0% 100%)', 0xffffffff);
  });

  it('refuses the rest', () => {
    for (const text of [
      '',
      '#12',
      '#ggg',
      'rgb(1,2)',
      'rgb(1 2 3 4)',
      'rgb(1 2 / 3)',
      'url(x)',
      'var(--a)',
      'constructor',
      '__proto__',
      'red blue',
    ])
      check(text, undefined);
    check(`#${'0'.repeat(1000)}`, undefined);
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.nat(0xffffff), (rgb) => {
        check(formatColor((0xff000000 | rgb) >>> 0), (0xff000000 | rgb) >>> 0);
      }),
    );
  });

  it('tells light from dark', () => {
    strictEqual(isLightColor(0xffffffff), true);
    strictEqual(isLightColor(0xff4f46e5), false);
    strictEqual(isLightColor(0xffffeb3b), true);
  });
});
