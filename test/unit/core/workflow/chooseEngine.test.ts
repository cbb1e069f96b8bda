import { deepStrictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { MachineFacts } from '../../../../src/core/engines/engine/machineFacts.ts';
import { type Engine } from '../../../../src/core/engines/engine/engine.ts';
import { type Platform } from '../../../../src/core/settings/platform.ts';
import { type SettingsOverrides } from '../../../../src/core/settings/resolveSettings.ts';
import { settingsEngineIds } from '../../../../src/core/settings/settingsModel.ts';
import { chooseEngine } from '../../../../src/core/workflow/chooseEngine.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { fakeEngine } from '../../../support/workflowWorld.ts';
import { withWholeTexts } from '../../../support/assertFilled.ts';

interface Case {
  readonly settings?: object;
  readonly platform?: Platform;
  readonly engines?: readonly Engine[];
  readonly overrides?: SettingsOverrides;
}

const everywhere: Engine = { ...fakeEngine, platforms: ['android', 'ios'] };

async function check(
  { settings = { engine: 'web' }, platform = 'android', engines = [everywhere], overrides }: Case,
  expected: string,
): Promise<void> {
  const files = new MemoryFiles({ '/app/mobile-distribution.json': utf8(JSON.stringify(settings)) });
  const target = appOnPlatform(await openApp({ files, paths: posixPaths }, '/app'), platform, overrides);
  const { engine, version, issues } = await chooseEngine({ engines, machine: new MachineFacts() }, target);
  const texts = withWholeTexts(issues).map(({ code, params, place }) => [code, ...Object.values(params), place?.pointer].join(' | '));
  deepStrictEqual([...texts, ...(engine ? [`${engine.id} ${version}`] : [])], [expected]);
}

describe('the engine of an app', () => {
  it('is taken in its newest version', () => check({}, 'web 2'));
  it('is taken in the version that the settings name', () =>
    check({ settings: { engine: 'web', android: { engineVersion: '1' } } }, 'web 1'));
  it('does not have every version', () =>
    check(
      { settings: { engine: 'web', ios: { engineVersion: '3' } }, platform: 'ios' },
      'engine-version-unavailable | 3 | web | 2, 1 | /ios/engineVersion',
    ));
  it('is missing', () => check({ settings: {} }, 'engine-missing | /engine'));
  it('is not known', () => check({ overrides: { engine: 'cargo' } }, `engine-unknown | cargo | ${settingsEngineIds.join(', ')} | `));
  it('is not part of the product', () => check({ engines: [] }, 'engine-not-available | web | Android | /engine'));
  it('is not on this machine', () =>
    check({ engines: [{ ...everywhere, versions: async () => [] }], platform: 'ios' }, 'engine-not-available | web | iOS | /engine'));
  it('does not build for the platform', () =>
    check({ engines: [fakeEngine], platform: 'ios' }, 'engine-platform | web | iOS | Android | /engine'));
  it('builds for nothing', () => check({ engines: [{ ...fakeEngine, platforms: [] }] }, 'engine-platform | web | Android |  | /engine'));
});
