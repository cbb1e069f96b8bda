import { strictEqual, throws } from 'node:assert/strict';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { exitCodeOf } from '../../../../../src/core/base/exitCodes.ts';
import {
  isPackageTask,
  requireBuildType,
  taskName,
  type PackageTaskDefinition,
} from '../../../../../src/extension/build/tasks/packageTask.ts';

const task = (platform: 'android' | 'ios', buildType?: string): PackageTaskDefinition => ({
  type: 'mobile-distribution',
  app: '.',
  platform,
  ...(buildType !== undefined && { buildType }),
});

describe('the build type of a task', () => {
  it('is taken when it is one of the platform, and left to the settings when it is absent', () => {
    strictEqual(requireBuildType(task('android', 'app-bundle')), 'app-bundle');
    strictEqual(requireBuildType(task('ios', 'ad-hoc')), 'ad-hoc');
    strictEqual(requireBuildType(task('ios')), undefined);
  });

  it('is refused with the choices when it is one of the other platform, or none', () => {
    for (const [platform, buildType] of [
      ['ios', 'release'],
      ['android', 'ad-hoc'],
      ['android', 'Release'],
    ] as const) {
      const definition = task(platform, buildType);
      // The task is offered all the same: what is wrong with it is told when it runs.
      strictEqual(isPackageTask(definition), true);
      throws(
        () => requireBuildType(definition),
        (error) =>
          isFailure(error, 'task-build-type-wrong') &&
          error.message.includes(buildType) &&
          error.hint.includes(platform === 'ios' ? 'ad-hoc' : 'app-bundle') &&
          exitCodeOf(error.kind) === 2,
      );
    }
  });

  it('is text', () => {
    strictEqual(isPackageTask({ ...task('android'), buildType: 3 }), false);
    strictEqual(isPackageTask({ ...task('android'), platform: 'windows' }), false);
  });
});

describe('the name of a task', () => {
  it('says platform, build type, variant and folder', () => {
    strictEqual(taskName(task('android')), 'Android');
    strictEqual(taskName({ ...task('android', 'release'), variant: 'free', app: 'apps/shop' }), 'Android release free (apps/shop)');
    strictEqual(taskName({ ...task('android', 'release'), engine: 'reuse' }), 'Android release reuse');
    strictEqual(isPackageTask({ ...task('android'), variant: 'free', engine: 'gradle' }), true);
    strictEqual(isPackageTask({ ...task('android'), variant: ['free', 'paid'] }), true);
    for (const variant of [1, ['free', 1]]) strictEqual(isPackageTask({ ...task('android'), variant }), false);
    strictEqual(taskName({ ...task('android'), variant: ['free', 'paid'], app: '.' }), 'Android free, paid');
  });
});
