import { deepStrictEqual } from 'node:assert/strict';
import { AllowedBuilds } from '../../../../../src/extension/build/runs/allowedBuilds.ts';

describe('a build that someone allowed', () => {
  it('runs once, for its own target alone, and only at once', () => {
    let now = 0;
    const builds = new AllowedBuilds(
      () => true,
      () => now,
    );
    builds.allow('/app', 'android');
    deepStrictEqual([builds.take('/other', 'android'), builds.take('/app', 'ios')], [false, false]);
    deepStrictEqual([builds.take('/app', 'android'), builds.take('/app', 'android')], [true, false]);
    builds.allow('/app', 'android');
    now = 60_001;
    deepStrictEqual(builds.take('/app', 'android'), false);
  });

  it('does not run in Restricted Mode, also not when the workspace is trusted later', () => {
    let isTrusted = false;
    const builds = new AllowedBuilds(() => isTrusted);
    builds.allow('/app', 'android');
    deepStrictEqual(builds.take('/app', 'android'), false);
    isTrusted = true;
    deepStrictEqual(builds.take('/app', 'android'), false);
  });
});
