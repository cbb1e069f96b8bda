import { deepStrictEqual } from 'node:assert/strict';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { type Engine } from '../../../../src/core/engines/engine/engine.ts';
import { type Platform } from '../../../../src/core/settings/platform.ts';
import { openApp } from '../../../../src/core/workflow/openApp.ts';
import { unbuildablePlatforms } from '../../../../src/core/workflow/unbuildablePlatforms.ts';
import { type WorkflowWorld } from '../../../../src/core/workflow/workflowWorld.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

async function check(
  texts: Readonly<Record<string, string>>,
  expected: readonly (readonly [Platform, string])[],
  change: (world: WorkflowWorld) => Partial<WorkflowWorld> = () => ({}),
): Promise<void> {
  const world = workflowWorld(new MemoryFiles(texts));
  const app = await openApp(world, '/app');
  const found = await unbuildablePlatforms({ ...world, ...change(world) }, app, ['android', 'ios']);
  deepStrictEqual(
    [...found].map(([platform, { code }]) => [platform, code]),
    expected,
  );
}

/** All engines, for these platforms. */
const builds = (platforms: readonly Platform[]) => (world: WorkflowWorld) => ({
  engines: world.engines.map(
    (engine) => new Proxy(engine, { get: (own, name) => (name === 'platforms' ? platforms : Reflect.get(own, name)) }),
  ),
});

const web = { '/app/package.json': '{ "name": "hello" }', '/app/www/index.html': '' };
const flutter = { '/app/pubspec.yaml': 'name: hello\ndependencies:\n  flutter:\n    sdk: flutter\n' };

describe('unbuildablePlatforms', () => {
  it('are those for which no engine is there, whatever the app is made with', async () => {
    await check(
      flutter,
      [
        ['android', 'engine-not-available'],
        ['ios', 'engine-not-available'],
      ],
      ({ engines }) => ({ engines: engines.filter(({ id }) => id !== 'flutter') }),
    );
  });

  it('follow what the engines say of their platforms', async () => {
    await check(web, [['ios', 'engine-platform']], builds(['android']));
    await check(web, [['android', 'engine-platform']], builds(['ios']));
    await check(web, [], builds(['android', 'ios']));
  });

  it('are those for which this machine lacks a tool, and not those it only doubts', async () => {
    const lacking = (code: 'toolchain-jdk-missing' | 'toolchain-jdk-unsuitable') => (world: WorkflowWorld) => ({
      engines: world.engines.map((engine): Engine => ({
        ...engine,
        platforms: ['android', 'ios'],
        missingTools: async () => [createIssue(code, { range: '>=17', gradle: '8.5', version: '11' })],
      })),
    });
    await check(
      web,
      [
        ['android', 'toolchain-jdk-missing'],
        ['ios', 'toolchain-jdk-missing'],
      ],
      lacking('toolchain-jdk-missing'),
    );
    await check(web, [], lacking('toolchain-jdk-unsuitable'));
  });

  it('asks the engine about the folder, the platform, the settings and what the project says', async () => {
    const asked: unknown[] = [];
    const settings = { '/app/mobile-distribution.json': '{ "name": "Hello", "engine": "cordova" }' };
    await check({ '/app/config.xml': '<widget id="com.acme.hello"/>', ...settings }, [], ({ engines }) => ({
      engines: engines.map((engine): Engine => ({
        ...engine,
        id: 'cordova',
        platforms: ['android', 'ios'],
        missingTools: async ({ appFolder, platform, settings: given, facts }) => {
          asked.push([appFolder, platform, given?.name, facts?.appIdentifier?.value]);
          return [];
        },
      })),
    }));
    deepStrictEqual(asked, [
      ['/app', 'android', 'Hello', 'com.acme.hello'],
      ['/app', 'ios', 'Hello', 'com.acme.hello'],
    ]);
  });

  it('are not those whose engine no one has chosen, or whose version does not exist', async () => {
    await check({ '/app/mobile-distribution.json': '{}' }, []);
    const versioned = { ...web, '/app/mobile-distribution.json': '{ "web": { "webDir": "www" }, "android": { "engineVersion": "99" } }' };
    await check(versioned, [], builds(['android', 'ios']));
  });
});
