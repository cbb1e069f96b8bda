/** What the engine `archive` plans on the three systems, as a golden text: nothing is run, and what was built elsewhere is edited when it is signed. */

import { rejects } from 'node:assert/strict';
import { join } from 'node:path';
import { ArchiveEngine } from '../../../../../src/core/engines/archive/archiveEngine.ts';
import { planText } from '../../../../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec } from '../../../../../src/core/engines/engine/engine.ts';
import { type Machine } from '../../../../../src/core/ports/machine.ts';
import { machineOf } from '../../../../support/machines.ts';
import { checkGolden } from '../../../../support/planMachines.ts';

const apps: Readonly<Record<Machine['system'], string>> = {
  linux: '/home/ada/shop',
  macos: '/Users/ada/my shop',
  windows: 'C:\\Users\\ada\\my shop',
};
const info = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleIdentifier</key><string>com.acme.built</string><key>CFBundleDisplayName</key><string>Built</string></dict></plist>`;

async function plan(system: Machine['system'], archive: string, name: string): Promise<readonly string[]> {
  const appFolder = apps[system];
  const { files, paths } = machineOf(system, {
    [pathIn(system, 'build/Shop.xcarchive/Products/Applications/Shop.app/Info.plist')]: info,
    [pathIn(system, 'build/Shop.app/Info.plist')]: info,
  });
  const spec: BuildSpec = {
    appFolder,
    settings: { ios: { archive } },
    platform: 'ios',
    buildType: 'ad-hoc',
    name,
    appIdentifier: 'com.acme.shop',
    version: '1.4.0',
    versionCode: 12,
    engineVersion: '1',
  };
  const made = await new ArchiveEngine({ files, paths }).plan(spec);
  return [`# ${system}, ${archive}, ${name}`, ...planText(made), `edits: ${JSON.stringify(made.edits)}`, ''];
}

function pathIn(system: Machine['system'], name: string): string {
  const slash = system === 'windows' ? '\\' : '/';
  return [apps[system], ...name.split('/')].join(slash);
}

describe('the plans of the engine archive', () => {
  it('are fixed on three systems', async () => {
    const parts: string[] = [];
    for (const system of ['linux', 'macos', 'windows'] as const) {
      parts.push(...(await plan(system, 'build/Shop.xcarchive', 'Shop')));
      // A name that the app has already keeps its translations.
      parts.push(...(await plan(system, 'build/Shop.app', 'Built')));
    }
    checkGolden(join(import.meta.dirname, 'plans.txt'), parts.join('\n'));
  });

  it('are not made of an archive that is not there', async () => {
    await rejects(plan('linux', 'build/Other.xcarchive', 'Shop'), { code: 'issues-found' });
  });
});
