import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { isCancelled } from '../../../../../src/core/base/cancellation.ts';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { type Engine } from '../../../../../src/core/engines/engine/engine.ts';
import { AppChecker } from '../../../../../src/extension/app/checks/appChecker.ts';
import { quietEngines } from '../../../../../src/extension/shared/workspace/quietEngines.ts';
import { RestrictedFileSystem } from '../../../../../src/extension/shared/workspace/restrictedFileSystem.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';
import { webSpec } from '../../../../support/webWorld.ts';
import { fakeEngine, workflowWorld } from '../../../../support/workflowWorld.ts';

const path = '/app/mobile-distribution.json';
const saved = '{ "name": "Hello", "version": "1.0.0", "web": { "webDir": "www" }, "android": { "appIdentifier": "com.acme.hello" } }';

function checker(unsaved?: string, engine: Engine = fakeEngine): AppChecker {
  const world = workflowWorld(new MemoryFiles({ [path]: saved, '/app/www/index.html': '' }), { engines: [engine] });
  return new AppChecker({
    loadWorld: async () => world,
    unsaved: (file) => (file === path ? unsaved : undefined),
    passwords: { ask: async () => undefined },
  });
}

const signal = new AbortController().signal;

describe('AppChecker', () => {
  it('reads what is in the editor, saved or not', async () => {
    deepStrictEqual((await checker().check('/app', signal, { mayAsk: false })).issues, []);
    const { issues } = await checker(saved.replace('1.0.0', 'one\\n')).check('/app', signal, { mayAsk: false });
    deepStrictEqual(
      issues.map(({ issue }) => issue.code),
      ['version-form'],
    );
  });

  it('keeps what it found until the app is forgotten', async () => {
    const own = checker();
    strictEqual(own.last('/app'), undefined);
    const found = await own.check('/app', signal, { mayAsk: false });
    strictEqual(own.last('/app'), found);
    own.forget('/app');
    strictEqual(own.last('/app'), undefined);
  });

  it('stops when a newer check takes over', async () => {
    await rejects(checker().check('/app', AbortSignal.abort(), { mayAsk: false }), isCancelled);
  });

  it('calls no address of a file that is being written', async () => {
    let calls = 0;
    const engine: Engine = {
      ...fakeEngine,
      check: async () => {
        calls += 1;
        return [];
      },
      proposeName: async () => {
        calls += 1;
        return undefined;
      },
    };
    const remote = '{ "web": { "address": "https://app.ex" }, "android": { "appIdentifier": "com.acme.hello" } }';
    await checker(remote, engine).check('/app', signal, { mayAsk: false });
    strictEqual(calls, 0);
    await checker(remote, engine).check('/app', signal, { mayAsk: true });
    ok(calls > 0);
  });
});

describe('AppChecker in Restricted Mode', () => {
  const outside = '/home/me/upload.p12';
  const restricted = (settings: string) => {
    const memory = new MemoryFiles({ [path]: settings, '/app/www/index.html': '', [outside]: 'x' });
    const files = new RestrictedFileSystem(memory, posixPaths, { isTrusted: () => false, folders: () => ['/app'] });
    const world = { ...workflowWorld(memory, { engines: [fakeEngine] }), files };
    return new AppChecker({ loadWorld: async () => world, unsaved: () => undefined, passwords: { ask: async () => undefined } });
  };
  const messages = async (settings: string): Promise<readonly string[]> =>
    (await restricted(settings).check('/app', signal, { mayAsk: true })).issues.map(({ issue }) => `${issue.code} ${issue.message}`);

  it('says that a keystore outside the workspace was not read', async () => {
    const settings = saved.replace('"appIdentifier"', `"buildType": "release", "keystore": "${outside}", "appIdentifier"`);
    const [message = '', ...others] = await messages(settings);
    match(message, /it is outside the workspace, which is in Restricted Mode/);
    deepStrictEqual(others, []);
  });

  it('says that what is outside was not checked, and goes on', async () => {
    const engine: Engine = { ...fakeEngine, check: async () => Promise.reject(Failure.of('file-restricted', { path: '/home/me/www' })) };
    const world = workflowWorld(new MemoryFiles({ [path]: saved }), { engines: [engine] });
    const own = new AppChecker({ loadWorld: async () => world, unsaved: () => undefined, passwords: { ask: async () => undefined } });
    const { issues, platforms } = await own.check('/app', signal, { mayAsk: true });
    deepStrictEqual(
      issues.map(({ issue, file }) => [issue.code, file]),
      [['app-file-restricted', path]],
    );
    strictEqual(platforms.get('android')?.effective.appIdentifier?.value, 'com.acme.hello');
  });
});

describe('quietEngines', () => {
  it('are the same engines otherwise', async () => {
    const [engine] = quietEngines([fakeEngine]);
    strictEqual(engine?.id, 'web');
    strictEqual('proposeName' in engine, false);
    deepStrictEqual(await engine.versions(), ['2', '1']);
  });

  it('plan for this computer as long as they are quiet, and for the build host of the settings afterwards', async () => {
    const hosts: (string | undefined)[] = [];
    const asking: Engine = {
      ...fakeEngine,
      plan: async (spec, signal) => {
        hosts.push(spec.settings.ios?.buildHost);
        deepStrictEqual(spec.settings.ios?.buildType, 'ad-hoc');
        return await fakeEngine.plan(spec, signal);
      },
    };
    let isQuiet = true;
    const [engine] = quietEngines([asking], () => isQuiet);
    const spec = webSpec({}, { settings: { ios: { buildHost: 'evil.example', buildType: 'ad-hoc' } } });
    const { signal } = new AbortController();
    await engine?.plan(spec, signal);
    isQuiet = false;
    await engine?.plan(spec, signal);
    deepStrictEqual(hosts, [undefined, 'evil.example']);
    deepStrictEqual(spec.settings.ios?.buildHost, 'evil.example');
  });
});
