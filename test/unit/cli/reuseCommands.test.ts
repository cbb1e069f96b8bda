import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../src/core/base/bytes.ts';
import { createPackageTools } from '../../../src/core/workflow/createPackageTools.ts';
import { commandLine } from '../../support/commandLine.ts';
import { countingRandom } from '../../support/fixedWorld.ts';
import { hereDigester } from '../../support/hereDigester.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { reuseEngines } from '../../support/reuseWorkflow.ts';
import { rightPassword, testKeystore } from '../../support/workflowWorld.ts';

const settings = JSON.stringify({
  name: 'Hello',
  version: '1.4.0',
  web: { webDir: 'www' },
  android: { appIdentifier: 'com.acme.hello', buildType: 'release', keystore: 'upload.p12', keyAlias: 'upload' },
});

let seed = 300;

async function mdist(files: MemoryFiles, ...more: readonly string[]) {
  const world = { engines: reuseEngines(files), tools: createPackageTools(hereDigester), random: countingRandom(seed++) };
  const args = ['package', 'create', ...more, '--keystore-password', 'env:P', '--json'];
  const result = await commandLine(files, args, { environment: { P: rightPassword }, world });
  return { exitCode: result.exitCode, document: JSON.parse(result.out) };
}

describe('mdist package create --engine reuse', () => {
  let files: MemoryFiles;
  beforeEach(async () => {
    files = new MemoryFiles({
      '/app/mobile-distribution.json': settings,
      '/app/upload.p12': await testKeystore(),
      '/app/www/index.html': '<!doctype html><title>Hello</title>',
    });
  });

  it('says of which package the new one was made', async () => {
    const first = await mdist(files);
    await files.writeFile('/app/www/index.html', utf8('<!doctype html><title>Hello again</title>'));
    const { exitCode, document } = await mdist(files, '--engine', 'reuse');
    strictEqual(exitCode, 0);
    deepStrictEqual([document.engine, document.parent, document.versionCode], ['reuse', first.document.id, 2]);
  });

  it('shows its plan, and why there is none', async () => {
    const without = await mdist(files, '--engine', 'reuse', '--dry-run');
    deepStrictEqual([without.exitCode, without.document.plan], [1, null]);
    match(JSON.stringify(without.document.issues), /reuse-no-base/);
    await mdist(files);
    const { document } = await mdist(files, '--engine', 'reuse', '--dry-run');
    deepStrictEqual(document.plan.steps, [{ id: 'reuse', name: 'Put the web files into hello-1.4.0-1-release.apk', weight: 10 }]);
  });

  it('takes the options of the engine with the engine only', async () => {
    for (const option of [['--from', 'a.apk'], ['--accept-unknown-base']]) {
      const { exitCode, document } = await mdist(files, ...option);
      deepStrictEqual([exitCode, document.error.code], [2, 'usage-wrong']);
    }
  });
});
