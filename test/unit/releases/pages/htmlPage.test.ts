import { createHash } from 'node:crypto';
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { closedContentSecurityPolicy } from '../../../../src/releases/http/securityHeaders.ts';
import { pageContentSecurityPolicy, renderHtmlPage } from '../../../../src/releases/pages/htmlPage.ts';

const html = renderHtmlPage('A <title>', '<p>Text</p>');
const [, style = ''] = /<style>([^<]*)<\/style>/.exec(html) ?? [];
const hash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'self'`;

describe('the pages of the product’s servers', () => {
  it('allow their one style, images inside the page and forms to their server, and nothing else', () => {
    strictEqual(pageContentSecurityPolicy, `${policy}; frame-ancestors 'none'`);
    const metas = Array.from(html.matchAll(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/g), ([, text]) => text);
    deepStrictEqual(metas, [policy]);
    strictEqual(Array.from(html.matchAll(/<style/g)).length, 1);
    ok(!/<script|style=|\son\w+=/i.test(html));
  });

  it('and what is not a page allows nothing at all', () => {
    strictEqual(closedContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'; sandbox");
  });
});
