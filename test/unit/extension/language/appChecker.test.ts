import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { isCancelled } from '../../../../src/core/base/cancellation.ts';
import { type Engine } from '../../../../src/core/engines/engine/engine.ts';
import { AppChecker } from '../../../../src/extension/language/appChecker.ts';
import { quietEngines } from '../../../../src/extension/language/liveEngines.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { fakeEngine, workflowWorld } from '../../../support/workflowWorld.ts';

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
  it('reads what stands in the editor, saved or not', async () => {
    deepStrictEqual((await checker().check('/app', signal, { mayAsk: false, isTrusted: true })).issues, []);
    const { issues } = await checker(saved.replace('1.0.0', 'one\\n')).check('/app', signal, { mayAsk: false, isTrusted: true });
    deepStrictEqual(
      issues.map(({ issue }) => issue.code),
      ['version-form'],
    );
  });

  it('keeps what it found until the app is forgotten', async () => {
    const own = checker();
    strictEqual(own.last('/app'), undefined);
    const found = await own.check('/app', signal, { mayAsk: false, isTrusted: true });
    strictEqual(own.last('/app'), found);
    own.forget('/app');
    strictEqual(own.last('/app'), undefined);
  });

  it('stops when a newer check takes over', async () => {
    await rejects(checker().check('/app', AbortSignal.abort(), { mayAsk: false, isTrusted: true }), isCancelled);
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
    await checker(remote, engine).check('/app', signal, { mayAsk: false, isTrusted: true });
    strictEqual(calls, 0);
    await checker(remote, engine).check('/app', signal, { mayAsk: true, isTrusted: false });
    strictEqual(calls, 0);
    await checker(remote, engine).check('/app', signal, { mayAsk: true, isTrusted: true });
    ok(calls > 0);
  });
});

describe('quietEngines', () => {
  it('are the same engines otherwise', async () => {
    const [engine] = quietEngines([fakeEngine]);
    strictEqual(engine?.id, 'web');
    strictEqual('proposeName' in engine, false);
    deepStrictEqual(await engine.versions(), ['2', '1']);
  });
});
