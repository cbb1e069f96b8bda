import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { type AppEntry } from '../../../../src/extension/app/appEntry.ts';
import { type AppIndex } from '../../../../src/extension/app/appIndex.ts';
import { type AppsNode } from '../../../../src/extension/app/appsNode.ts';
import { buildTypeFor } from '../../../../src/extension/app/variantLevel.ts';
import { variantNamed } from '../../../../src/extension/app/variantNamed.ts';
import { type PackageRuns } from '../../../../src/extension/build/runs/packageRuns.ts';
import { resetFakeEditor } from '../../../support/fakeEditor.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';

const folder = '/work/shop';

function script(flavors: readonly string[]): string {
  const blocks = flavors.map((name) => `${name} { applicationIdSuffix ".${name}" }`).join('\n');
  const body = `defaultConfig { applicationId "com.acme.shop" }\nproductFlavors { ${blocks} }`;
  return `apply plugin: 'com.android.application'\nandroid {\n namespace "com.acme.shop"\n ${body}\n}`;
}

async function shop(flavors: readonly string[], variants: readonly (string | undefined)[] = []): Promise<AppEntry> {
  const records = variants.map((variant, at) =>
    packageRecord({ id: String(at).padStart(16, '0'), versionCode: at + 1, ...(variant !== undefined && { variant }) }),
  );
  const files = new MemoryFiles({
    [`${folder}/settings.gradle`]: "include ':app'",
    [`${folder}/app/build.gradle`]: script(flavors),
    [`${folder}/mobile-distribution.json`]: '{ "name": "Shop", "android": { "buildType": "release" } }',
    [`${folder}/.mobile-distribution/packages.jsonl`]: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  });
  const opened = await openApp({ files, paths: posixPaths }, folder);
  return {
    folder,
    workspaceFolder: folder,
    detected: { folder } as unknown as AppEntry['detected'],
    opened,
    on: (platform) => appOnPlatform(opened, platform),
  };
}

/** The rows below the platform, with what is below those, without looking at how they are drawn. */
async function rowsOf(app: AppEntry, runs: readonly object[] = []): Promise<readonly string[]> {
  const { AppsView } = await import('../../../../src/extension/apps-view/appsView.ts');
  const parts: unknown = {
    index: { apps: async () => [app] } satisfies Pick<AppIndex, 'apps'>,
    runs: { active: () => runs as ReturnType<PackageRuns['active']> } satisfies Pick<PackageRuns, 'active'>,
    loadRenderer: async () => ({ render: async (node: AppsNode) => ({ id: textOf(node) }) }),
    paths: posixPaths,
    log: {},
  };
  const view = new AppsView(parts as ConstructorParameters<typeof AppsView>[0]);
  const below = async (node: AppsNode, indent: string): Promise<readonly string[]> => {
    const children = await view.getChildren(node);
    const texts = await Promise.all(children.map(async (each) => [`${indent}${textOf(each)}`, ...(await below(each, `${indent}  `))]));
    return texts.flat();
  };
  try {
    return await below({ kind: 'platform', app, platform: 'android' }, '');
  } finally {
    view.dispose();
    await setImmediate();
  }
}

function textOf(node: AppsNode): string {
  if (node.kind === 'variant') return node.variant;
  if (node.kind === 'package') return String(node.record.versionCode);
  return node.kind;
}

describe('the variants of a project in the view Apps', () => {
  beforeEach(resetFakeEditor);

  it('have their packages, and packages of none have a row of theirs', async () => {
    deepStrictEqual(await rowsOf(await shop(['free', 'paid'], ['freeRelease', undefined, 'goldRelease', 'freeRelease'])), [
      'signing',
      '  asset',
      'freeDebug',
      'freeRelease',
      '  1',
      '  4',
      'paidDebug',
      'paidRelease',
      'packages',
      '  2',
      '  3',
    ]);
  });

  it('are no level where a project has debug and release alone', async () => {
    deepStrictEqual(await rowsOf(await shop([], ['release'])), ['signing', '  asset', 'packages', '  1']);
  });

  it('wait behind a separate row where there are many, except those with packages or a run', async () => {
    const flavors = ['a', 'b', 'c', 'd', 'e', 'f'];
    const running = { id: 1, request: { appFolder: folder, platform: 'android', variant: 'b', buildType: 'release' } };
    const rows = await rowsOf(await shop(flavors, ['fDebug']), [running]);
    const at = rows.indexOf('otherVariants');
    deepStrictEqual(rows.slice(0, at), ['run', 'signing', '  asset', 'bRelease', 'fDebug', '  1']);
    strictEqual(rows.length - at - 1, 10);
  });

  it('give a package the build type that fits, and are known by their flavor', async () => {
    const app = await shop(['free', 'paid']);
    deepStrictEqual(
      ['freeDebug', 'freeRelease', 'gone'].map((variant) => buildTypeFor(app, 'android', variant)),
      ['debug', undefined, undefined],
    );
    deepStrictEqual(
      [variantNamed(app, 'android', 'free'), variantNamed(app, 'android', 'paid', 'debug'), variantNamed(app, 'android', undefined)],
      ['freeRelease', 'paidDebug', undefined],
    );
  });
});
