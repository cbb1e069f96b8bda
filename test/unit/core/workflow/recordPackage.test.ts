/** The line of the ledger for a package: what was read from it, and what is not known left out. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { type BuildSpec } from '../../../../src/core/engines/engine/engine.ts';
import { openApp } from '../../../../src/core/workflow/openApp.ts';
import { type MadePackage, recordPackage } from '../../../../src/core/workflow/recordPackage.ts';
import { fixedClock } from '../../../support/fixedWorld.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { webSpec } from '../../../support/webWorld.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

const now = fixedClock().now().getTime();
const spec: BuildSpec = { ...webSpec({}), name: 'Shop', appIdentifier: 'com.acme.asked', version: '1.0.0', versionCode: 1 };
const facts = { format: 'apk', appIdentifier: 'com.acme.read', version: '2.0.0', versionCode: 2, debuggable: false } as const;

async function recorded(change: Partial<MadePackage> = {}, more: Partial<BuildSpec> = {}): Promise<Readonly<Record<string, unknown>>> {
  const files = new MemoryFiles({ '/app/mobile-distribution.json': utf8('{}') });
  const world = workflowWorld(files);
  const app = await openApp(world, '/app');
  await recordPackage(world, app, {
    spec: { ...spec, ...more },
    engine: 'web',
    engineVersion: '1',
    tools: {},
    startedAt: new Date(now - 1500),
    partsMs: { building: 1000 },
    saved: { skippedSteps: {}, tasks: {} },
    path: '/app/.mobile-distribution/packages/shop.apk',
    signerSha256: 'ab',
    checked: { facts, sha256: 'cd', sizeBytes: 42, issues: [] },
    source: { author: 'Ada' },
    outputs: world,
    ...change,
  } as MadePackage);
  const line = files.text('/app/.mobile-distribution/packages.jsonl') ?? '';
  ok(line.endsWith('}\n'));
  return JSON.parse(line) as Readonly<Record<string, unknown>>;
}

const only = (record: Readonly<Record<string, unknown>>, ...names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => name in record).map((name) => [name, record[name]]));

describe('the record of a package', () => {
  it('says what was read, not what was asked for', async () => {
    const record = await recorded();
    deepStrictEqual(
      only(record, 'appIdentifier', 'version', 'versionCode', 'format', 'name', 'path', 'sizeBytes', 'sha256', 'signerSha256'),
      {
        appIdentifier: 'com.acme.read',
        version: '2.0.0',
        versionCode: 2,
        format: 'apk',
        name: 'Shop',
        path: '.mobile-distribution/packages/shop.apk',
        sizeBytes: 42,
        sha256: 'cd',
        signerSha256: 'ab',
      },
    );
    const unread = {
      facts: { format: 'apk', debuggable: null },
      sha256: 'cd',
      sizeBytes: 42,
      issues: [],
    } as unknown as MadePackage['checked'];
    deepStrictEqual(only(await recorded({ checked: unread }), 'appIdentifier', 'version', 'versionCode'), {
      appIdentifier: 'com.acme.asked',
      version: '1.0.0',
      versionCode: 1,
    });
  });

  it('says which work was skipped, and which variants one run built', async () => {
    const saved = { skippedSteps: { pod: 'up-to-date' }, tasks: { executed: 12, 'up-to-date': 30 } } as const;
    const record = await recorded({ saved, builtWith: ['freeRelease', 'paidRelease'] });
    deepStrictEqual(only(record, 'skippedSteps', 'tasks', 'builtWith'), { ...saved, builtWith: ['freeRelease', 'paidRelease'] });
    deepStrictEqual(only(await recorded(), 'skippedSteps', 'tasks', 'builtWith'), {});
  });

  it('leaves out what is not known', async () => {
    const known = ['parent', 'variant', 'nativeFingerprint', 'tools', 'minimumOs', 'commit', 'hasUncommittedChanges'] as const;
    deepStrictEqual(only(await recorded(), ...known), {});
    const whole = await recorded(
      {
        parent: 'p1',
        nativeFingerprint: 'n1',
        tools: { node: '24.1.0' },
        source: { author: 'Ada', commit: 'c0ffee', hasUncommittedChanges: false },
        checked: { facts: { ...facts, minimumOs: '24' }, sha256: 'cd', sizeBytes: 42, issues: [] } as unknown as MadePackage['checked'],
      },
      { variant: 'freeRelease' },
    );
    deepStrictEqual(only(whole, ...known), {
      parent: 'p1',
      variant: 'freeRelease',
      nativeFingerprint: 'n1',
      tools: { node: '24.1.0' },
      minimumOs: '24',
      commit: 'c0ffee',
      hasUncommittedChanges: false,
    });
  });

  it('says how long it took, also where the clock was set back', async () => {
    deepStrictEqual((await recorded())['durationMs'], 1500);
    deepStrictEqual((await recorded({ startedAt: new Date(now + 5000) }))['durationMs'], 0);
  });

  it('keeps the whole path of a package outside the app', async () => {
    deepStrictEqual((await recorded({ path: '/elsewhere/shop.apk' }))['path'], '/elsewhere/shop.apk');
  });
});
