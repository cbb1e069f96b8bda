import { deepStrictEqual, ok } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { ciPhases } from '../../../../scripts/ci/ciPhases.ts';
import { testSteps } from '../../../../scripts/steps/testSteps.ts';

const tasks = ciPhases.flat(2);

describe('the phases of CI', () => {
  it('run every step of npm test once', () => {
    const steps = tasks.filter(({ task }) => task === 'test').flatMap((task) => task.steps ?? []);
    deepStrictEqual(steps.toSorted(), testSteps.map(({ name }) => name).toSorted());
  });

  it('name tasks that exist', () => {
    for (const { task } of tasks) ok(existsSync(`scripts/tasks/${task}.ts`), task);
  });

  // Its gestures wait for the screen; another program on the same cores makes them late.
  it('leave the machine to VS Code alone', () => {
    const withWindows = ciPhases.filter((phase) => phase.flat().some(({ steps = [] }) => steps.includes('window')));
    deepStrictEqual(withWindows.length, 1);
    deepStrictEqual(withWindows[0]?.length, 1);
  });
});
