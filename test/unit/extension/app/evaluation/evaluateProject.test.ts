/** Evaluate Project Values…: who is asked and when, what is kept of the answer and for how long, with a made-up Expo. */

import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { describeOrigin } from '../../../../../src/core/settings/origin.ts';
import { FrameworkEngine } from '../../../../../src/core/engines/framework/frameworkEngine.ts';
import { expo } from '../../../../../src/core/engines/expo/expo.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { type ProcessResult } from '../../../../../src/core/ports/processRunner.ts';
import { appOnPlatform, openApp } from '../../../../../src/core/workflow/openApp.ts';
import { type AppEntry } from '../../../../../src/extension/app/appEntry.ts';
import { type AppAsker } from '../../../../../src/extension/app/commands/askForApp.ts';
import { EvaluatedProjects } from '../../../../../src/extension/app/evaluation/evaluatedProjects.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
import { machineOf } from '../../../../support/machines.ts';
import { machineOfAda } from '../../../../support/planMachines.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const folder = '/work/shop';
const config = `${folder}/app.config.ts`;
const project = {
  [`${folder}/package.json`]: '{ "name": "shop", "version": "0.1.0", "dependencies": { "expo": "57.0.0" } }',
  [config]: 'const id = process.env.APP_ID;\nexport default { name: "Shop", android: { package: id } };\n',
  [`${folder}/node_modules/expo/package.json`]: '{ "version": "57.0.0", "bin": { "expo": "bin/cli" } }',
};
const answer = { stdout: JSON.stringify({ name: 'Shop', version: '2.0.0', android: { package: 'com.acme.shop', versionCode: 42 } }) };
const yes = 'Run Project Tools';

async function stage(respond: () => Promise<Partial<ProcessResult>> = async () => answer) {
  const tools = machineOfAda('linux');
  const made = machineOf('linux', { ...tools.files, ...project }, tools.variables);
  const started: string[] = [];
  const ports = {
    files: made.files,
    paths: made.paths,
    toolchains: new Toolchains(made),
    productFiles: { read: async () => new Uint8Array(0) },
    userFolder: '/user',
    makePrivateFolder: async () => undefined,
    programs: {
      run: async ({ args }: { readonly args: readonly string[] }) => {
        started.push(args.slice(1).join(' '));
        return { exitCode: 0, stdout: '', stderr: '', ...(await respond()) };
      },
    },
  };
  const kept = new Map<string, unknown>();
  const memento = {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key),
    // As VS Code keeps it: as JSON.
    update: async (key: string, value: unknown) => void kept.set(key, JSON.parse(JSON.stringify(value))),
  };
  const isTrusted = (): boolean => fakeEditor.isTrusted;
  const evaluated = new EvaluatedProjects({ memento: memento as never, files: made.files, paths: made.paths, isTrusted });
  const world = {
    ...workflowWorld(made.files),
    engines: [new FrameworkEngine(ports, expo)],
    evaluated: evaluated.of.bind(evaluated),
  };
  const open = async (): Promise<AppEntry> => {
    const opened = await openApp(world, folder);
    return { folder, workspaceFolder: folder, detected: { folder } as never, opened, on: (platform) => appOnPlatform(opened, platform) };
  };
  const asker: unknown = { app: async () => ({ app: await open() }) };
  let refreshed = 0;
  const run = async (): Promise<void> => {
    const { runEvaluateProject } = await import('../../../../../src/extension/app/evaluation/evaluateProject.ts');
    const index = { refresh: () => void (refreshed += 1) };
    await runEvaluateProject({ asker: asker as AppAsker, index, evaluated, loadWorld: async () => world }, undefined);
  };
  const identifier = async (): Promise<string | undefined> => {
    const { appIdentifier } = (await open()).on('android').effective;
    return appIdentifier && `${appIdentifier.value} of ${describeOrigin(appIdentifier.origin)}`;
  };
  return { run, identifier, started, files: made.files, refreshes: () => refreshed };
}

describe('evaluating a project in the editor', () => {
  beforeEach(resetFakeEditor);

  it('runs nothing before someone agrees, and asks once for each app', async () => {
    const { run, identifier, started, refreshes } = await stage();
    strictEqual(await identifier(), undefined);
    await rejects(run(), { code: 'cancelled' });
    deepStrictEqual([started, refreshes()], [[], 0]);
    fakeEditor.answers = [yes];
    await run();
    deepStrictEqual([...new Set(started)], ['config --json --type public']);
    strictEqual(await identifier(), 'com.acme.shop of app.config.ts:2, evaluated by expo config --json --type public');
    strictEqual(refreshes(), 1);
    fakeEditor.asked.length = 0;
    await run();
    deepStrictEqual(fakeEditor.asked, ['expo config --json --type public says: Android com.acme.shop 2.0.0 (42) · iOS 2.0.0']);
    deepStrictEqual(fakeEditor.progress, ['Evaluating values of Shop', 'Evaluating values of Shop']);
  });

  it('keeps the values until a file that says them changes, and not in Restricted Mode', async () => {
    const { run, identifier, files } = await stage();
    fakeEditor.answers = [yes];
    await run();
    fakeEditor.isTrusted = false;
    strictEqual(await identifier(), undefined);
    fakeEditor.isTrusted = true;
    match((await identifier()) ?? '', /^com\.acme\.shop of/);
    await files.writeFile(config, new TextEncoder().encode(`${project[config]}// changed\n`));
    strictEqual(await identifier(), undefined);
  });

  it('says why a tool did not answer, and keeps nothing of it', async () => {
    const { run, identifier } = await stage(async () => ({ exitCode: 1, stderr: 'Cannot find module "x"' }));
    fakeEditor.answers = [yes];
    await run();
    match(fakeEditor.asked.at(-1) ?? '', /expo config --json --type public failed: Cannot find module "x"/);
    strictEqual(await identifier(), undefined);
  });

  it('keeps nothing when it is cancelled', async () => {
    const { run, identifier, refreshes } = await stage(async () => {
      throw Failure.of('cancelled', {});
    });
    fakeEditor.answers = [yes];
    await rejects(run(), { code: 'cancelled' });
    deepStrictEqual([await identifier(), refreshes()], [undefined, 0]);
  });
});
