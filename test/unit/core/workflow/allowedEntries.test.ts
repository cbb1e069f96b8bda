/** The settings allow files in a package by name. Anything else that looks like a secret stops it, with every engine. */

import { deepStrictEqual } from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { describePackage } from '../../../../src/core/packages/describePackage.ts';
import { allowedEntries } from '../../../../src/core/workflow/allowedEntries.ts';
import { type PackageTools } from '../../../../src/core/workflow/packageTools.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';
import { createHello, fakeTools, helloSettings, testKeystore } from '../../../support/workflowWorld.ts';

const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const names = [1, 2, 3, 4, 5].map((number) => `assets/flutter_assets/keys/key${number}.pem`);
const apk = smallArchive([...smallApkEntries(), ...names.map((name) => ({ name, bytes: utf8(key) }))]);

/** What an engine built: signing and facts are made up, what is in the package is not. */
const tools: PackageTools = {
  ...fakeTools,
  describe: async (source, options) => {
    const { now, signal, allowedEntries: allowed } = options;
    const described = await fakeTools.describe(source, options);
    const { issues } = await describePackage(bytesSource(await apk), { now, signal, allowedEntries: allowed });
    return { ...described, issues: issues.filter(({ code }) => code === 'package-holds-secret') };
  },
};

async function stoppedBy(settings: object): Promise<readonly string[]> {
  const text = JSON.stringify({ ...(JSON.parse(helloSettings) as object), ...settings });
  const files = new MemoryFiles({
    '/app/mobile-distribution.json': text,
    '/app/www/index.html': '',
    '/app/upload.p12': await testKeystore(),
  });
  try {
    const { issues } = await createHello(files, {}, { tools });
    deepStrictEqual(
      issues.filter(({ code }) => code === 'package-holds-secret'),
      [],
    );
    return [];
  } catch (error) {
    if (!isFailure(error, 'issues-found')) throw error;
    // Nothing of a refused package stays.
    deepStrictEqual(
      files.paths().filter((path) => path.endsWith('.apk')),
      [],
    );
    const found = error.issues.filter(({ code }) => code === 'package-holds-secret');
    return found.flatMap(({ place, others }) => [place?.entry ?? '', ...(others?.list.split(', ') ?? [])]);
  }
}

describe('files that may be in a package', () => {
  it('are named by their path in the web folder, written in any way that the engine takes', () => {
    for (const file of ['certificates/key.pem', './certificates/key.pem', String.raw`.\certificates\key.pem`, '/certificates/key.pem'])
      deepStrictEqual(allowedEntries({ web: { allowedFiles: [file] } }), ['www/certificates/key.pem']);
  });

  it('are named by their path in the package or the end of it, for every engine', () => {
    deepStrictEqual(allowedEntries({ build: { allowedFiles: ['./keys/key.pem'] }, web: { allowedFiles: ['a'] } }), [
      'www/a',
      'keys/key.pem',
    ]);
    deepStrictEqual(allowedEntries({}), []);
  });

  it('do not stop a package, and all others do, also when many are found', async () => {
    deepStrictEqual(await stoppedBy({}), names);
    deepStrictEqual(await stoppedBy({ build: { allowedFiles: ['key1.pem'] } }), names.slice(1));
    deepStrictEqual(await stoppedBy({ build: { allowedFiles: [names[4], 'keys/key1.pem'] } }), names.slice(1, 4));
    deepStrictEqual(await stoppedBy({ web: { allowedFiles: ['keys/key1.pem'] } }), names);
    for (const file of ['', '/', '.pem', 'ey1.pem', 'keys/', '*'])
      deepStrictEqual(await stoppedBy({ build: { allowedFiles: [file] } }), names, file);
    deepStrictEqual(await stoppedBy({ build: { allowedFiles: [1, 2, 3, 4, 5].map((number) => `key${number}.pem`) } }), []);
  });
});
