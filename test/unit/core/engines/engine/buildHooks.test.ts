/** Commands of the user around the build: what the settings may say, how plans show them, and that only allowed ones are in a run. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { checkHooks, skippedAfter, skippedHooks, withHooks, withHooksTogether } from '../../../../../src/core/engines/engine/buildHooks.ts';
import { type BuildPlan, type JointPlan } from '../../../../../src/core/engines/engine/buildPlan.ts';
import { jointPlanText, planDocument, planText } from '../../../../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec } from '../../../../../src/core/engines/engine/engine.ts';
import { projectBuildText } from '../../../../../src/core/engines/projectBuild.ts';
import { inspectSettings } from '../../../../../src/core/settings/inspectSettings.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';
import { webSpec } from '../../../../support/webWorld.ts';

const build = { before: [['npm', 'run', 'tokens']], after: [['node', 'scripts/copy.mjs', 'two words']] };
const plan: BuildPlan = {
  engine: 'gradle',
  engineVersion: '8.14.3',
  tools: {},
  steps: [{ id: 'pack', kind: 'work', name: 'Package the app', weight: 1, run: async () => [] }],
  artifact: { kind: 'written', format: 'apk' },
};
const spec = (changes: Partial<BuildSpec> = {}): BuildSpec => ({ ...webSpec({}), appFolder: '/app', settings: { build }, ...changes });
const allowed = spec({ runsProjectBuild: true, version: '1.4.0', versionCode: 7, appIdentifier: 'com.acme.hello', buildType: 'release' });
const variables = [
  '   NO_COLOR=1',
  '   MDIST_PLATFORM=android',
  '   MDIST_BUILD_TYPE=release',
  '   MDIST_APP_IDENTIFIER=com.acme.hello',
  '   MDIST_VERSION=1.4.0',
  '   MDIST_VERSION_CODE=7',
];

describe('commands around the build', () => {
  it('are steps of the plan with their commands, before the engine’s and after the result', () => {
    deepStrictEqual(planText(withHooks(plan, allowed)), [
      'engine gradle 8.14.3',
      '1. build.before: npm run tokens',
      '   in /app',
      ...variables,
      '   npm run tokens',
      '2. Package the app',
      'result: apk, written by Mobile Distribution',
      '3. build.after: node scripts/copy.mjs "two words"',
      '   in /app',
      ...variables,
      "   node scripts/copy.mjs 'two words'",
    ]);
    const { steps, after } = planDocument(withHooks(plan, allowed));
    deepStrictEqual(
      [...steps, ...(after ?? [])].map(({ id, command }) => [id, command]),
      [
        ['build-before-1', ['npm', 'run', 'tokens']],
        ['pack', undefined],
        ['build-after-1', ['node', 'scripts/copy.mjs', 'two words']],
      ],
    );
  });

  it('are skipped without permission, and the plan and the record say so', () => {
    deepStrictEqual(
      planText(withHooks(plan, spec())).filter((line) => line.includes('build.')),
      [
        '1. build.before: npm run tokens: skipped, as the build of the project was not allowed for this package',
        '3. build.after: node scripts/copy.mjs "two words": skipped, as the build of the project was not allowed for this package',
      ],
    );
    deepStrictEqual(
      withWholeTexts(skippedHooks(spec())).map(({ code, params, place }) => [code, params['setting'], place?.pointer]),
      [
        ['build-commands-skipped', 'build.before', '/build/before'],
        ['build-commands-skipped', 'build.after', '/build/after'],
      ],
    );
    deepStrictEqual(skippedHooks(allowed), []);
    deepStrictEqual([skippedAfter(spec()), skippedAfter(allowed)], [{ 'build-after-1': 'skipped' }, {}]);
    strictEqual(withHooks(plan, spec({ settings: {} })), plan);
  });

  it('run once before several packages and for each of them after', () => {
    const { artifact: _, ...shared } = plan;
    const rule = { kind: 'found', format: 'apk', folders: [{ path: '/out', depth: 1 }] } as const;
    const joint: JointPlan = { ...shared, artifacts: ['free', 'paid'].map((variant) => ({ variant, rule })) };
    const specs = [
      { ...allowed, variant: 'free' },
      { ...allowed, variant: 'paid' },
    ] as const;
    const shown = jointPlanText(withHooksTogether(joint, specs)).filter((line) => /build\.|VARIANT|result/.test(line));
    deepStrictEqual(shown, [
      '1. build.before: npm run tokens',
      'result: apk below /out, of free',
      'result: apk below /out, of paid',
      '3. build.after: node scripts/copy.mjs "two words"',
      '   MDIST_VARIANT=free',
      '4. build.after: node scripts/copy.mjs "two words"',
      '   MDIST_VARIANT=paid',
    ]);
    const mixed = withHooksTogether(joint, [specs[0], { ...spec(), variant: 'paid' }]);
    deepStrictEqual(
      [...mixed.steps, ...(mixed.after ?? [])].map(({ id, skipped }) => [id, skipped?.reason]),
      [
        ['build-before-1', 'skipped'],
        ['pack', undefined],
        ['build-after-1', undefined],
        ['build-after-2', 'skipped'],
      ],
    );
  });

  it('are read as one command or several', () => {
    const read = (text: string) => {
      const { settings, issues } = inspectSettings(`{ "build": { "before": ${text} } }`);
      return issues.length > 0 ? issues.map(({ code }) => code) : settings.build?.before;
    };
    deepStrictEqual(read('["npm", "run", "x"]'), [['npm', 'run', 'x']]);
    deepStrictEqual(read('[["npm", "ci"], ["npm", "run", "x"]]'), [
      ['npm', 'ci'],
      ['npm', 'run', 'x'],
    ]);
    deepStrictEqual(read('[]'), []);
    for (const wrong of ['"npm run x"', '["npm", 1]', '["npm", ["run"]]', '[["npm", null]]', '{}', '[[["npm"]]]'])
      deepStrictEqual(read(wrong), ['settings-wrong-type'], wrong);
  });

  it('are refused when they name no program on PATH, or could not be shown as they are', async () => {
    const wrong = [
      ['./evil.sh'],
      ['/bin/sh'],
      ['C:\\evil.exe'],
      [],
      [''],
      ['-x'],
      ['npm', 'a\0b'],
      ['npm', 'a\nb'],
      ['npm', 'a\u202Eb'],
      ['a\nb'],
    ];
    for (const words of wrong) {
      const settings = { build: { after: [words] } };
      const issues = withWholeTexts(checkHooks(settings));
      deepStrictEqual(
        issues.map(({ code, severity, place }) => [code, severity, place?.pointer]),
        [['build-command-wrong', 'error', '/build/after']],
        JSON.stringify(words),
      );
      strictEqual(/[\0\n]/.test(issues[0]?.message ?? ''), false);
      strictEqual(withHooks(plan, { ...allowed, settings }).after, undefined);
    }
    deepStrictEqual(checkHooks({ build }), []);
  });

  it('are all named in the question whether they may run', async () => {
    const files = new MemoryFiles({ '/app/package.json': '{"scripts":{"build":"vite build"}}' });
    const ask = async (engine: string) =>
      await projectBuildText({ files, paths: posixPaths }, { appFolder: '/app', settings: { build }, platform: 'android', engine });
    strictEqual(await ask('web'), 'npm run tokens && npm run build && node scripts/copy.mjs "two words"');
    strictEqual(await ask('gradle'), 'npm run tokens && node scripts/copy.mjs "two words"');
  });
});
