import { deepStrictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { type ProjectFacts } from '../../../../src/core/projects/projectFacts.ts';
import { type Origin } from '../../../../src/core/settings/origin.ts';
import { type Platform } from '../../../../src/core/settings/platform.ts';
import { checkTargetSdk } from '../../../../src/core/workflow/checkTargetSdk.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';
import { withWholeTexts } from '../../../support/assertFilled.ts';

const range = { line: 3, column: 4, endLine: 3, endColumn: 20 };
const inGradle: Origin = { kind: 'project', file: 'app/build.gradle', range };

interface Case {
  readonly targetSdk?: number;
  readonly origin?: Origin;
  readonly engine?: string;
  readonly buildType?: string;
  readonly platform?: Platform;
  readonly day?: string;
  readonly project?: ProjectFacts | 'none';
}

async function check(given: Case, expected: readonly string[]): Promise<void> {
  const { targetSdk, origin = inGradle, engine = 'gradle', buildType = 'release', platform = 'android', day = '2026-09-01' } = given;
  const settings = { ...(engine !== 'none' && { engine }), android: { buildType } };
  const files = new MemoryFiles({ '/app/mobile-distribution.json': utf8(JSON.stringify(settings)) });
  const facts: ProjectFacts = {
    engine: 'gradle',
    framework: 'Android',
    android: { ...(targetSdk !== undefined && { targetSdk: { value: targetSdk, origin } }) },
  };
  const project = given.project === 'none' ? undefined : (given.project ?? facts);
  const app = { ...(await openApp({ files, paths: posixPaths }, '/app')), project: engine === 'none' ? undefined : project };
  const world = { ...workflowWorld(files), clock: { now: () => new Date(`${day}T12:00:00Z`) } };
  const issues = checkTargetSdk(world, appOnPlatform(app, platform));
  deepStrictEqual(
    withWholeTexts(issues).map(({ code, params, place }) => [code, ...Object.values(params), place?.file, place?.range?.line].join(' ')),
    expected,
  );
}

const low = (targetSdk: number, since = '2026-08-31', wanted = 36): string =>
  `engine-target-sdk-low ${targetSdk} ${since} ${wanted} /app/app/build.gradle 3`;

describe('the target of a project', () => {
  const cases: readonly (readonly [string, Case, readonly string[]])[] = [
    ['what Google Play takes', { targetSdk: 36 }, []],
    ['more than that', { targetSdk: 37 }, []],
    ['less', { targetSdk: 35 }, [low(35)]],
    ['less than on an earlier day', { targetSdk: 34, day: '2026-08-30' }, [low(34, '2025-08-31', 35)]],
    ['enough on an earlier day', { targetSdk: 35, day: '2026-08-30' }, []],
    ['before there was a demand', { targetSdk: 10, day: '2020-01-01' }, []],
    ['not known', {}, []],
    ['not written in the project', { targetSdk: 30, origin: { kind: 'default' } }, []],
    ['of a debug package', { targetSdk: 30, buildType: 'debug' }, []],
    ['of the web engine', { targetSdk: 30, engine: 'web' }, []],
    ['without an engine', { targetSdk: 30, engine: 'none' }, []],
    ['asked for iOS', { targetSdk: 30, platform: 'ios' }, []],
    ['without a project', { project: 'none' }, []],
    ['of a project for iOS', { project: { engine: 'gradle', framework: 'iOS' } }, []],
  ];
  for (const [what, given, expected] of cases)
    it(`is ${expected.length === 0 ? 'taken' : 'reported'} when it is ${what}`, () => check(given, expected));

  it('is reported without a place inside the file where there is none', () =>
    check({ targetSdk: 30, origin: { kind: 'project', file: 'app/build.gradle' } }, [low(30).replace(/ 3$/, ' ')]));
});
