/** Inspection of real packages, compared with what `aapt2 dump badging` reads from the same files. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { inspectAndroidPackage } from '../../src/core/packages/inspectAndroidPackage.ts';
import { type AndroidInspection } from '../../src/core/packages/androidInspection.ts';
import { corpusApks, type CorpusApk } from './support/corpus.ts';
import { askJudge, judge } from './support/judges.ts';

/** What both say, in one form. */
interface Badging {
  readonly package: string;
  readonly versionCode: string;
  readonly versionName: string;
  readonly minSdk: string;
  readonly targetSdk: string;
  readonly compileSdk: string;
  readonly label: string;
  readonly permissions: readonly string[];
  readonly abis: readonly string[];
  readonly launchers: readonly string[];
  readonly debuggable: boolean;
  readonly testOnly: boolean;
}

function badgingOf(output: string): Badging & { labels: ReadonlyMap<string, string>; icons: ReadonlyMap<string, string> } {
  const first = (pattern: RegExp): string => pattern.exec(output)?.[1] ?? '';
  const all = (pattern: RegExp): string[] => [...output.matchAll(pattern)].map((match) => match[1] ?? '');
  return {
    package: first(/^package: name='([^']*)'/m),
    versionCode: first(/^package:.* versionCode='([^']*)'/m),
    versionName: first(/^package:.* versionName='([^']*)'/m),
    compileSdk: first(/^package:.* compileSdkVersion='([^']*)'/m),
    minSdk: first(/^(?:sdkVersion|minSdkVersion):'([^']*)'/m),
    targetSdk: first(/^targetSdkVersion:'([^']*)'/m),
    label: first(/^application-label:'(.*)'$/m) || first(/^application: label='(.*)' icon=/m),
    permissions: declaredPermissions(output),
    abis: nativeCode(output),
    launchers: all(/^launchable-activity: name='([^']*)'/gm),
    debuggable: /^application-debuggable/m.test(output),
    testOnly: /^testOnly='-1'/m.test(output),
    labels: new Map([...output.matchAll(/^application-label-([^:]+):'(.*)'$/gm)].map((match) => [match[1] ?? '', match[2] ?? ''])),
    icons: new Map([...output.matchAll(/^application-icon-(\d+):'(.*)'$/gm)].map((match) => [match[1] ?? '', match[2] ?? ''])),
  };
}

/** Permissions that old rules imply are listed among the others, and again as implied; no manifest contains them. */
function declaredPermissions(output: string): string[] {
  const implied = new Set([...output.matchAll(/^ *uses-implied-permission: name='([^']*)'/gm)].map((match) => match[1]));
  const uses = [...output.matchAll(/^uses-permission(?:-sdk-23)?: name='([^']*)'(?: maxSdkVersion='(\d+)')?/gm)];
  return uses.filter((match) => !implied.has(match[1])).map((match) => `${match[1]} ${match[2] ?? ''}`);
}

function nativeCode(output: string): string[] {
  const line = /^native-code: (.*)$/m.exec(output)?.[1] ?? '';
  return [...line.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '').sort();
}

function asBadging(inspection: AndroidInspection): Badging {
  return {
    package: inspection.appIdentifier ?? '',
    versionCode: String(inspection.versionCode ?? ''),
    versionName: inspection.version ?? '',
    compileSdk: String(inspection.compileSdk ?? ''),
    minSdk: String(inspection.minSdk ?? ''),
    targetSdk: String(inspection.targetSdk ?? ''),
    label: inspection.label ?? '',
    permissions: (inspection.permissionUses ?? []).map(({ name, maxSdk }) => `${name} ${maxSdk ?? ''}`),
    abis: inspection.abis,
    launchers: inspection.launcherActivities ?? [],
    debuggable: inspection.debuggable === true,
    testOnly: inspection.testOnly === true,
  };
}

async function inspect({ path }: CorpusApk): Promise<AndroidInspection> {
  const { inspection, issues } = await inspectAndroidPackage(bytesSource(new Uint8Array(readFileSync(path))));
  assert.ok(inspection);
  assert.deepEqual(
    issues.filter((issue) => issue.severity === 'error'),
    [],
  );
  return inspection;
}

describe('inspection of thirteen real packages', function () {
  this.timeout(300_000);
  let apks: readonly CorpusApk[] = [];

  before(() => {
    judge('aapt2');
    apks = corpusApks();
    assert.equal(apks.length, 13);
  });

  for (const name of ['aapt2', 'google-aapt2'] as const) {
    it(`agrees with ${name} dump badging`, async () => {
      judge(name);
      for (const apk of apks) {
        const { stdout } = askJudge(name, ['dump', 'badging', apk.path]);
        const { labels, icons, ...expected } = badgingOf(stdout);
        const inspection = await inspect(apk);
        assert.deepEqual(asBadging(inspection), expected, apk.name);
        for (const [locale, text] of Object.entries(inspection.localizedLabels ?? {}))
          assert.equal(text, labels.get(locale), `${apk.name} ${locale}`);
        for (const { density, path } of inspection.icon?.files ?? []) {
          const shown = icons.get(String(density));
          if (density > 0 && shown !== undefined) assert.equal(path, shown, `${apk.name} ${density}`);
        }
      }
    });
  }

  it('sees the libraries that are ready for 16 KB pages, and those that are not', async () => {
    const aligned = new Map<string, readonly (boolean | undefined)[]>();
    for (const apk of apks) {
      const { libraries } = await inspect(apk);
      if (libraries.length > 0)
        aligned.set(
          apk.name.split('@')[0] ?? '',
          libraries.map((library) => library.isAlignedTo16k),
        );
    }
    assert.deepEqual(aligned.get('appium-espresso-driver'), [true, true, true, true]);
    assert.deepEqual(
      aligned.get('react-native-viewpager'),
      Array.from({ length: 22 }, () => false),
    );
  });
});
