import { deepStrictEqual, rejects } from 'node:assert/strict';
import { type CreatedPackage } from '../../../../../src/core/workflow/createPackage.ts';
import { JointRuns, type JointRun } from '../../../../../src/extension/build/runs/jointRuns.ts';

const made = { path: '/app/a.apk' } as CreatedPackage;

function hooks(together?: { readonly count: number }): JointRun['hooks'] {
  const nothing = (): void => undefined;
  return { report: nothing, onLogLine: nothing, signal: new AbortController().signal, ...(together && { together }) };
}

const request = (variant: string): JointRun['request'] => ({ appFolder: '/app', appName: 'App', platform: 'android', variant });

describe('runs that one process works for', () => {
  it('begin when the last one is there, in the order in which they came; others do not wait', async () => {
    const calls: (string | undefined)[][] = [];
    const joint = new JointRuns(async (members) => {
      calls.push(members.map((member) => member.request.variant));
      for (const { end } of members) end.resolve(made);
    });
    const together = { count: 2 };
    const first = joint.run({ request: request('free'), hooks: hooks(together) });
    await joint.run({ request: request('alone'), hooks: hooks() });
    const second = joint.run({ request: request('paid'), hooks: hooks(together) });
    deepStrictEqual(await Promise.all([first, second]), [made, made]);
    deepStrictEqual(calls, [['alone'], ['free', 'paid']]);
  });

  it('all end with what kept their process from starting', async () => {
    const joint = new JointRuns(async () => await Promise.reject(new Error('no process')));
    const together = { count: 2 };
    const all = ['free', 'paid'].map(async (variant) => await joint.run({ request: request(variant), hooks: hooks(together) }));
    for (const each of all) await rejects(each, /no process/);
  });
});
