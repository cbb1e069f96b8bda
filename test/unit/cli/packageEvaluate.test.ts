/** `package create --evaluate`: values that the project computes are asked of its tools, once, and only when the call says so. */

import { deepStrictEqual } from 'node:assert/strict';
import { createIssue } from '../../../src/core/base/issue.ts';
import { type Engine } from '../../../src/core/engines/engine/engine.ts';
import { type Evaluations } from '../../../src/core/engines/evaluate/evaluation.ts';
import { commandLine } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { fakeEngine } from '../../support/workflowWorld.ts';

const variants = ['free', 'paid'].map((flavor) => ({
  name: `${flavor}Debug`,
  appIdentifier: `com.acme.${flavor}`,
  flavor,
  buildType: 'debug',
}));
const answer: Evaluations = {
  evaluations: [
    { command: 'gradle', file: 'app/build.gradle', values: { appIdentifier: 'com.acme', version: '3.1.0', versionCode: 77, variants } },
  ],
  issues: [],
};

async function create(args: readonly string[], said: Evaluations = answer) {
  const asked: string[] = [];
  const engine: Engine = {
    ...fakeEngine,
    id: 'gradle',
    projectVersion: async () => '8.14.3',
    evaluate: async ({ platform }) => {
      asked.push(platform);
      return said;
    },
  };
  const files = new MemoryFiles({
    '/app/settings.gradle': "include ':app'",
    '/app/app/build.gradle':
      "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId idOf(); versionCode codeOf(); versionName versionOf() }\nproductFlavors { free {} paid {} } }",
    '/app/mobile-distribution.json': '{ "name": "Shop" }',
  });
  const { exitCode, out } = await commandLine(files, ['package', 'create', '--platform', 'android', '--json', ...args], {
    world: { engines: [engine] },
  });
  const document: {
    readonly appIdentifier?: string;
    readonly version?: string;
    readonly versionCode?: number;
    readonly packages?: readonly { readonly versionCode?: number }[];
    readonly plan?: object | null;
    readonly issues?: readonly { readonly code: string }[];
    readonly error?: { readonly issues?: readonly { readonly code: string }[] };
  } = JSON.parse(out);
  const codes = (document.issues ?? []).map(({ code }) => code).filter((code) => /^(?:identifier|project)-/.test(code));
  const { appIdentifier, version, versionCode, packages, plan } = document;
  return { exitCode, asked, codes, made: [appIdentifier, version, versionCode], packages, hasPlan: Boolean(plan) };
}

describe('package create --evaluate', () => {
  it('makes the package with what the tools of the project say', async () => {
    const { exitCode, asked, codes, made } = await create(['--evaluate', '--variant', 'free']);
    deepStrictEqual([exitCode, asked, codes, made], [0, ['android'], [], ['com.acme.free', '3.1.0', 77]]);
  });

  it('asks once for several packages, and for a plan', async () => {
    const several = await create(['--evaluate', '--variant', 'free', '--variant', 'paid']);
    deepStrictEqual([several.asked, several.packages?.length], [['android'], 2]);
    const plan = await create(['--evaluate', '--dry-run', '--variant', 'paid']);
    deepStrictEqual([plan.asked, plan.hasPlan, plan.codes], [['android'], true, []]);
  });

  it('asks nothing without the option', async () => {
    for (const more of [[], ['--dry-run'], ['--run-build']]) {
      const args = ['--variant', 'free', ...more];
      const { asked, codes } = await create(args);
      deepStrictEqual([args, asked, codes.includes('identifier-missing')], [args, [], true]);
    }
  });

  it('says why a tool did not answer', async () => {
    const issue = createIssue('project-evaluation-failed', { command: 'gradle', reason: 'it took too long' });
    const { codes, hasPlan } = await create(['--evaluate', '--dry-run', '--variant', 'free'], { evaluations: [], issues: [issue] });
    deepStrictEqual([codes.includes('project-evaluation-failed'), codes.includes('identifier-missing'), hasPlan], [true, true, false]);
  });
});
