/**
 * Whether the stand-in of Intune is one: Microsoft's own clients of Graph, of sign-in and of the storage publish to it unchanged, by the names of
 * Microsoft, through a proxy with an authority of its own. And whether the types that it holds are Microsoft's.
 */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { excerptGraphTypes } from '../stand-ins/intune/excerpt.ts';
import { startIntune } from '../stand-ins/intune/intune.ts';
import { startAuthorityProxy } from '../stand-ins/support/authorityProxy.ts';
import { packageText } from '../stand-ins/support/packageFacts.ts';
import { clientEnvironment } from './support/clientEnvironment.ts';
import { npmPeer } from './support/npmPeer.ts';
import { npmProject } from './support/npmProject.ts';

const script = fileURLToPath(new URL('store-clients/intune.mjs', import.meta.url));
const dependencies = { '@azure/identity': '4.13.1', '@azure/storage-blob': '12.32.0', '@microsoft/microsoft-graph-client': '3.0.7' };
const groupId = '11111111-2222-3333-4444-555555555555';

describe("The stand-in of Intune under Microsoft's clients", () => {
  it('takes an app from them, in blocks, past errors of Graph, and finds it unharmed', async () => {
    const modules = npmProject('intune-clients', dependencies);
    const intune = await startIntune({ groups: { Testers: groupId } });
    const proxy = await startAuthorityProxy({ 'graph.microsoft.com': intune.url, 'login.microsoftonline.com': intune.url });
    const folder = mkdtempSync(join(tmpdir(), 'intune-clients-'));
    try {
      const file = join(folder, 'demo.apk');
      const bytes = packageText({ identifier: 'com.acme.demo', versionCode: 42, version: '1.0' }, 300_000);
      writeFileSync(file, bytes);
      intune.faults.rateLimit(1, { on: /^GET .*\/files\// });
      intune.faults.serverErrors(1, { on: /comp=block&/u });
      const { tenantId, clientId, clientSecret } = intune.application;
      const { stdout } = await promisify(execFile)(process.execPath, [script, modules, file, tenantId, clientId, groupId], {
        env: {
          ...clientEnvironment(folder, proxy),
          NODE_USE_ENV_PROXY: '1',
          INTUNE_SECRET: clientSecret,
        },
      });
      const said = JSON.parse(stdout);
      strictEqual(said.published.committedContentVersion, '1');
      strictEqual(said.found.value.length, 1);
      strictEqual(said.refused.status, 400);
      const [app] = intune.apps;
      const plain = app?.versions[0]?.files[0]?.plain;
      strictEqual(plain?.sha256, createHash('sha256').update(bytes).digest('hex'));
      strictEqual(app?.assignments.length, 1);
      strictEqual(intune.storage.blocks, 5);
      strictEqual(intune.faults.happened.length, 2);
      // The one request that was wrong on purpose.
      deepStrictEqual(
        intune.violations.map((violation) => violation.split(' ')[0]),
        ['mobileApps.create'],
      );
    } finally {
      await proxy.close();
      await intune.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("holds the part of Microsoft's declarations that it answers by, word for word", () => {
    const declarations = readFileSync(join(npmPeer('@microsoft/microsoft-graph-types', '2.43.1'), 'microsoft-graph.d.ts'), 'utf8');
    const held = JSON.parse(readFileSync(new URL('../stand-ins/intune/graph.json', import.meta.url), 'utf8'));
    deepStrictEqual(held, JSON.parse(JSON.stringify(excerptGraphTypes(declarations, held.source))));
  });
});
