import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { readPageHead, type PageHead } from '../../../../../src/core/formats/web-manifest/pageHead.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';

function check(html: string, expected: Partial<PageHead>): void {
  deepStrictEqual(readPageHead(utf8(html)), { icons: [], ...expected });
}

describe('the head of a page', () => {
  it('names the manifest, title, language and icons', () => {
    check(
      `<!doctype html><html lang=fr><head><title> A &amp; B </title>
       <link href='m.json?a=1&amp;b=2' rel="manifest"><link rel="shortcut icon" href=/i.png sizes="32x32">
       <link rel="apple-touch-icon" href="t.png"></head><body><link rel=manifest href=late.json>`,
      {
        lang: 'fr',
        title: 'A & B',
        manifest: 'm.json?a=1&b=2',
        icons: [
          { href: 't.png', size: 180 },
          { href: '/i.png', size: 32 },
        ],
      },
    );
  });

  it('names the colours, light and dark', () => {
    check('<meta name=theme-color content=#fff><META NAME="Theme-Color" CONTENT="black" media="(prefers-color-scheme: dark)">', {
      themeColor: 0xffffffff,
      darkThemeColor: 0xff000000,
    });
  });

  it('does not look into comments, scripts and styles', () => {
    check(
      '<!-- <link rel=manifest href=a> --><script>"<link rel=manifest href=b>"</script><style><title></style><link rel=manifest href=c>',
      {
        manifest: 'c',
      },
    );
  });

  it('survives broken pages', () => {
    check('<!-- never closed <link rel=manifest href=a>', {});
    check('<link rel=manifest href="a', {});
    check('<link """ rel=manifest href=a>', { manifest: 'a' });
    check('<script>never closed <link rel=manifest href=a>', {});
    check('<<<>><a<b <link rel=manifest href=a>', {});
  });

  it('takes time in proportion to the page', async () => {
    await withinProcessorTime(5000, () => {
      for (const piece of ['<', '<a ', '<a b=', '<!--', '<script>', '<title>', '<a b="', "<a '"]) readPageHead(utf8(piece.repeat(100_000)));
      for (const piece of ['\n', '/', ' ', 'b ', 'b\n\n', '"', '='])
        for (const start of ['<a ', '<a b']) readPageHead(utf8(start + piece.repeat(1_000_000 / piece.length)));
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('<link ', '<meta ', '<title>', '</', 'rel=manifest', '"', "'", '>', '=', ' href=', '&#x110000;', '&amp;', 'é'),
        ),
        (parts) => {
          readPageHead(utf8(parts.join('')));
        },
      ),
      { numRuns: 300 },
    );
  });
});
