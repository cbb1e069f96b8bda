import { ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { notesHtml } from '../../../../src/releases/pages/notesHtml.ts';
import { withinProcessorTime } from '../../../support/processorTime.ts';

function check(markdown: string, html: string): void {
  strictEqual(notesHtml(markdown), html);
}

describe('release notes', () => {
  it('show headings, lists, paragraphs, bold and code', () => {
    check('# New', '<h3 dir="auto">New</h3>');
    check('* one\n- **two**\n', '<ul>\n<li dir="auto">one</li>\n<li dir="auto"><strong>two</strong></li>\n</ul>');
    check('a\r\nb\n\nc', '<p dir="auto">a<br>\nb</p>\n<p dir="auto">c</p>');
    check('use `**x**` and `<b>`', '<p dir="auto">use <code>**x**</code> and <code>&lt;b&gt;</code></p>');
    check('text\n* item\n## End ##', '<p dir="auto">text</p>\n<ul>\n<li dir="auto">item</li>\n</ul>\n<h3 dir="auto">End</h3>');
    check(' \n', '');
  });

  it('keep everything else as text', () => {
    check('<script>alert(1)</script>', '<p dir="auto">&lt;script&gt;alert(1)&lt;/script&gt;</p>');
    check('[x](javascript:alert(1))', '<p dir="auto">[x](javascript:alert(1))</p>');
    check('** ** `', '<p dir="auto"><strong> </strong> `</p>');
  });

  it('have no tag but their own, and each is closed', () => {
    const pieces = fc.array(fc.constantFrom('#', '* ', '**', '`', '<', '>', '"', '&', '\n', ' ', 'a', '</p>', '\u202E'), { maxLength: 60 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const html = notesHtml(parts.join(''));
        const tags = html.replaceAll(/<br>|<(\/?)(p|h3|ul|li|strong|code)( dir="auto")?>/g, '');
        ok(!/[<>]/.test(tags), html);
        for (const name of ['p', 'h3', 'ul', 'li', 'strong', 'code'])
          strictEqual(html.split(new RegExp(`<${name}[ >]`)).length, html.split(`</${name}>`).length, html);
      }),
    );
  });

  it('take no time, however a line is made', async () => {
    const blanks = ' '.repeat(5000);
    for (const line of [`# ${blanks}a\u2028b`, `# a${blanks}b`, `- ${blanks}a\u2028b`, `# ${'#'.repeat(5000)}a`])
      await withinProcessorTime(250, () => notesHtml(line));
  });
});
