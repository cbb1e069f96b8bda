import { strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { code, escapeMarkdown } from '../../../../src/extension/shared/markdownText.ts';

describe('text in Markdown', () => {
  it('lets no text of the person become Markdown', () => {
    strictEqual(code('a`b'), '`` a`b ``');
    strictEqual(escapeMarkdown('[x](y) *z*'), '\\[x\\]\\(y\\) \\*z\\*');
    strictEqual(escapeMarkdown('one\r\n# two'), 'one \\# two');
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), (text) => {
        const shown = code(text);
        const fence = /^`+/.exec(shown)?.[0] ?? '';
        strictEqual(shown.slice(fence.length, -fence.length).includes(fence), false);
      }),
    );
  });
});
