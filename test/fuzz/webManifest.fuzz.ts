/** Mutated web app manifests and pages must be read or refused, never more. */

import { fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { checkReferences } from '../../src/core/engines/web/checkReferences.ts';
import { packagedOrigin } from '../../src/core/engines/web/webApp.ts';
import { inspectWebManifest } from '../../src/core/formats/web-manifest/inspectWebManifest.ts';
import { readPageHead } from '../../src/core/formats/web-manifest/pageHead.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const manifest = {
  name: 'Hello',
  short_name: 'H',
  name_localized: { fr: 'Bonjour', 'zh-Hant': { value: '你好', dir: 'ltr' } },
  translations: { de: { name: 'Hallo' } },
  start_url: './?a#b',
  scope: '/',
  display: 'standalone',
  display_override: ['fullscreen'],
  orientation: 'portrait',
  theme_color: 'hsl(120deg 50% 50% / 50%)',
  background_color: '#fff',
  icons: [{ src: 'a.png', sizes: '48x48 any', type: 'image/png', purpose: 'any maskable' }],
  shortcuts: [{ name: 'New', url: 'new', icons: [{ src: 'b.png' }] }],
};

const page = `<!doctype html><html lang="fr"><!-- c --><title>A &amp; B</title><link rel="manifest" href='m.json'>
<meta name=theme-color content="#fff" media="(prefers-color-scheme: dark)"><link rel="icon" sizes="32x32" href=i.png><script>x</script><base href="/app/"><script type=module src="/src/main.tsx"></script>
<img srcset="a.png 1x, b.png 2x"><script type=module>import a from './a.js'</script></html>`;

const files = ['index.html', 'a.js', 'assets/B.png'].map((path) => ({ path, absolutePath: path, sizeBytes: 1 }));

export const target: FuzzTarget = {
  name: 'webManifest',
  seeds: async () => [utf8(JSON.stringify(manifest)), utf8(page)],
  run: (bytes) => [
    inspectWebManifest(bytes, 'https://example.com/app/m.json'),
    readPageHead(bytes),
    checkReferences({ html: fromUtf8(bytes), url: `${packagedOrigin}/`, place: {} }, files),
  ],
};
