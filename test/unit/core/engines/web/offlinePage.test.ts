import { ok, strictEqual } from 'node:assert/strict';
import { fromUtf8 } from '../../../../../src/core/base/bytes.ts';
import { offlinePage } from '../../../../../src/core/engines/web/offlinePage.ts';
import { openWebApp } from '../../../../../src/core/engines/web/openWebApp.ts';
import { webSpec, webWorld } from '../../../../support/webWorld.ts';

describe('the offline page', () => {
  it('is one file that loads nothing, and has a script that can be parsed', async () => {
    const { app } = await openWebApp(webWorld({}), webSpec({ address: 'https://example.com/', themeColor: '#102030' }));
    ok(app);
    const html = fromUtf8(offlinePage(app));
    ok(html.includes('--accent:#102030'));
    strictEqual(/\b(?:src|href)=|url\(|@import/.test(html), false);
    const script = /<script>([^]*)<\/script>/.exec(html)?.[1] ?? '';
    // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- only parsed, never called
    ok(new Function(script));
    ok(html.length < 8000);
  });
});
