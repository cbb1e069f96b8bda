/** What a settings file is proposed to say, from the project and from what the user named. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { type PlatformFacts, type ProjectFacts } from '../../../../src/core/projects/projectFacts.ts';
import { inspectSettings } from '../../../../src/core/settings/inspectSettings.ts';
import { type Sourced } from '../../../../src/core/settings/origin.ts';
import { openApp } from '../../../../src/core/workflow/openApp.ts';
import { type GivenValues, proposeSettings } from '../../../../src/core/workflow/proposeSettings.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

const found = (value: string): Sourced<string> => ({ value, origin: { kind: 'project', file: 'build.gradle' } });
const android: PlatformFacts = { appIdentifier: found('com.acme.shop'), name: found('Shop'), version: found('2.0.0') };

async function proposed(project: Partial<ProjectFacts> | undefined, asked: GivenValues = {}): Promise<readonly string[]> {
  const opened = await openApp({ files: new MemoryFiles({ '/shop/notes.txt': '' }), paths: posixPaths }, '/shop');
  const app = { ...opened, project: project && { engine: 'gradle' as const, framework: 'Android', ...project } };
  const { values, text } = proposeSettings(app, asked);
  const { issues } = inspectSettings(text);
  deepStrictEqual(issues, []);
  for (const { sourced } of values) ok(text.includes(JSON.stringify(sourced.value)), sourced.value);
  return values.map(({ path, sourced }) => `${path.join('.')} = ${sourced.value} (${sourced.origin.kind})`);
}

describe('the settings that are proposed', () => {
  it('are those of a folder without a project', async () => {
    deepStrictEqual(await proposed(undefined), [
      'name = shop (folder)',
      'version = 1.0.0 (default)',
      'android.appIdentifier = com.example.shop (default)',
      'android.buildType = debug (default)',
    ]);
  });

  it('are those of the project, each platform that it builds for', async () => {
    const same = await proposed({ android, ios: android });
    deepStrictEqual(
      same.filter((line) => /^(?:android|ios)\./.test(line)),
      [
        'android.appIdentifier = com.acme.shop (project)',
        'android.buildType = debug (default)',
        'ios.appIdentifier = com.acme.shop (project)',
        'ios.buildType = development (default)',
      ],
    );
    deepStrictEqual(
      (await proposed({ ios: android })).filter((line) => line.startsWith('android')),
      [],
    );
  });

  it('say for a platform what differs from what is shared', async () => {
    const ios = { ...android, name: found('Shop for iPhone'), version: found('2.1.0') };
    const lines = await proposed({ name: found('Shop'), android, ios });
    deepStrictEqual(
      lines.filter((line) => /name|version/.test(line)),
      ['name = Shop (project)', 'version = 2.0.0 (project)', 'ios.name = Shop for iPhone (project)', 'ios.version = 2.1.0 (project)'],
    );
  });

  it('are what the user named, before what the project says', async () => {
    const lines = await proposed(
      { name: found('Shop'), android, ios: { ...android, name: found('Other') } },
      { name: 'Mine', appIdentifier: 'com.mine.app', androidBuildType: 'app-bundle', webDir: 'public' },
    );
    deepStrictEqual(
      lines.filter((line) => !line.startsWith('engine')),
      [
        'name = Mine (option)',
        'version = 2.0.0 (project)',
        'web.webDir = public (option)',
        'android.appIdentifier = com.mine.app (option)',
        'android.buildType = app-bundle (option)',
        'ios.appIdentifier = com.mine.app (option)',
        'ios.buildType = development (default)',
      ],
    );
  });

  it('have a folder of web files where the project is one', async () => {
    const webDir = { value: 'dist', origin: { kind: 'project', file: 'vite.config.ts' } } as const;
    const of = async (engine: ProjectFacts['engine']): Promise<readonly string[]> =>
      (await proposed({ engine, webDir })).filter((line) => line.startsWith('web'));
    deepStrictEqual([await of('web'), await of('gradle')], [['web.webDir = dist (project)'], []]);
  });

  it('have identifiers that Android can make packages of', async () => {
    const identifier = async (name: string, project: Partial<ProjectFacts> = {}): Promise<string | undefined> =>
      (await proposed(project, name === '' ? {} : { name })).find((line) => line.startsWith('android.appIdentifier'));
    deepStrictEqual(await identifier('Class'), 'android.appIdentifier = com.example.classapp (default)');
    deepStrictEqual(await identifier('Hello World'), 'android.appIdentifier = com.example.helloworld (default)');
    const proposals = { word: 'word', identifier: found('org.proposed.app') };
    deepStrictEqual(await identifier('', { proposals }), 'android.appIdentifier = org.proposed.app (project)');
    deepStrictEqual(await identifier('', { proposals: { word: 'word' } }), 'android.appIdentifier = com.example.word (default)');
    deepStrictEqual(await identifier('Mine', { proposals: { word: 'word' } }), 'android.appIdentifier = com.example.mine (default)');
  });
});
