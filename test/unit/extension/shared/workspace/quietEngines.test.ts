import { deepStrictEqual } from 'node:assert/strict';
import { type Engine } from '../../../../../src/core/engines/engine/engine.ts';
import { quietEngines } from '../../../../../src/extension/shared/workspace/quietEngines.ts';

const called: string[] = [];
/** It notes what is asked of it. Complete: a part that engines get later must be named here. */
const whole: Required<Engine> = {
  id: 'gradle',
  platforms: ['android'],
  tools: [],
  variantsOn: ['android'],
  versions: async () => [],
  projectVersion: async () => '1',
  proposeName: async () => undefined,
  missingTools: async () => [],
  evaluate: async () => {
    called.push('evaluate');
    return { evaluations: [], issues: [] };
  },
  check: async () => [],
  nativeSide: async () => undefined,
  plan: async () => ({}) as never,
  planTogether: async (specs) => {
    called.push(`planTogether ${JSON.stringify(specs.map(({ settings }) => settings.ios?.buildHost))}`);
    return {} as never;
  },
};

describe('quietEngines', () => {
  it('keep every part that an engine has, and add none', () => {
    const parts = (engine: Engine): readonly string[] => Object.keys(quietEngines([engine])[0] ?? {}).toSorted();
    deepStrictEqual(parts(whole), Object.keys(whole).toSorted());
    const { id, platforms, versions, check, plan } = whole;
    deepStrictEqual(parts({ id, platforms, versions, check, plan }), ['check', 'id', 'plan', 'platforms', 'versions']);
  });

  it('run no code of the project and ask no build host as long as they are quiet', async () => {
    let isQuiet = true;
    const [engine] = quietEngines([whole], () => isQuiet);
    const { signal } = new AbortController();
    const spec = { settings: { ios: { buildHost: 'mac' } } } as never;
    for (isQuiet of [true, false]) {
      await engine?.evaluate?.({ appFolder: '/app', platform: 'android' }, signal);
      await engine?.planTogether?.([spec, spec], signal);
    }
    deepStrictEqual(called, ['planTogether [null,null]', 'evaluate', 'planTogether ["mac","mac"]']);
  });
});
