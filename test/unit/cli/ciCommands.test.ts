import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { commandLine } from '../../support/commandLine.ts';
import { fakeEngine } from '../../support/workflowWorld.ts';
import { openPlanned } from '../../support/planMachines.ts';

const app = () =>
  new MemoryFiles({
    '/app/.git/HEAD': '',
    '/app/www/index.html': '<!doctype html><title>Hello</title>',
    '/app/package.json': '{ "name": "hello", "scripts": { "build": "vite build" } }',
    '/app/package-lock.json': '{}',
    '/app/mobile-distribution.json':
      '{ "name": "Hello", "engine": "web", "web": { "webDir": "www" }, "android": { "appIdentifier": "com.acme.hello", "buildType": "release" } }',
  });

describe('mdist ci init', () => {
  it('writes a workflow where the service looks for it, and names its secrets', async () => {
    const files = app();
    const { exitCode, out } = await commandLine(files, ['ci', 'init', '--app', '/app', '--provider', 'github', '--json']);
    strictEqual(exitCode, 0);
    const document: Record<string, unknown> = JSON.parse(out);
    deepStrictEqual([document['path'], document['written']], ['/app/.github/workflows/mobile-distribution.yml', true]);
    match(JSON.stringify(document['secrets']), /MDIST_KEYSTORE_PASSWORD/);
    match(files.text('/app/.github/workflows/mobile-distribution.yml') ?? '', /--platform android --build-type release --run-build/);
  });

  it('allows the commands around the build, for every engine', async () => {
    const workflow = async (build: string) => {
      const files = new MemoryFiles({
        '/app/.git/HEAD': '',
        '/app/settings.gradle': "include ':app'",
        '/app/app/build.gradle': "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId 'com.acme.hello' } }",
        '/app/mobile-distribution.json': `{ "name": "Hello"${build}, "android": { "buildType": "release" } }`,
      });
      const args = ['ci', 'init', '--app', '/app', '--provider', 'github'];
      strictEqual((await commandLine(files, args, { world: { engines: [{ ...fakeEngine, id: 'gradle' }] } })).exitCode, 0);
      return files.text('/app/.github/workflows/mobile-distribution.yml') ?? '';
    };
    match(await workflow(', "build": { "after": ["node", "copy.mjs"] }'), /--build-type release --run-build /);
    strictEqual((await workflow('')).includes('--run-build'), false);
  });

  it('builds the variants that are named, and does not write a workflow that could not choose one', async () => {
    const files = new MemoryFiles({
      '/app/.git/HEAD': '',
      '/app/settings.gradle': "include ':app'",
      '/app/app/build.gradle': `apply plugin: 'com.android.application'
android {
  defaultConfig { applicationId 'com.acme.hello' }
  flavorDimensions 'tier'
  productFlavors { free { dimension 'tier' }\n paid { dimension 'tier' } }
}`,
      '/app/mobile-distribution.json': '{ "name": "Hello", "android": { "buildType": "release" } }',
    });
    const init = async (...more: readonly string[]) => {
      const args = ['ci', 'init', '--app', '/app', '--provider', 'github', '--json', ...more];
      const { exitCode, out } = await commandLine(files, args, { world: { engines: [{ ...fakeEngine, id: 'gradle' }] } });
      const { issues, error }: { issues: readonly { code: string }[]; error?: unknown } = JSON.parse(out);
      return { exitCode, codes: issues.map(({ code }) => code), failed: error !== undefined };
    };
    deepStrictEqual(await init(), { exitCode: 1, codes: ['variant-not-chosen'], failed: true });
    deepStrictEqual(await init('--variant', 'gold'), { exitCode: 1, codes: ['variant-unknown'], failed: true });
    const workflow = '/app/.github/workflows/mobile-distribution.yml';
    strictEqual(files.text(workflow), undefined);
    deepStrictEqual(await init('--variant', 'free', '--variant', 'paid'), { exitCode: 0, codes: [], failed: false });
    const text = files.text(workflow) ?? '';
    deepStrictEqual(
      [...text.matchAll(/^ {2}(android-[\w-]+):$|(--build-type .*?) --/gm)].map(([, job, target]) => job ?? target),
      ['android-release-free', '--build-type release', 'android-release-paid', '--build-type release'],
    );
    deepStrictEqual(
      [...text.matchAll(/--variant (\w+)/g)].map(([, name]) => name),
      ['free', 'paid'],
    );
  });

  it('replaces no workflow unasked, and shows one without writing it', async () => {
    const files = app();
    await files.writeFile('/app/.gitlab-ci.yml', new TextEncoder().encode('mine'));
    const refused = await commandLine(files, ['ci', 'init', '--app', '/app', '--provider', 'gitlab']);
    strictEqual(refused.exitCode, 2);
    strictEqual(files.text('/app/.gitlab-ci.yml'), 'mine');
    const shown = await commandLine(files, ['ci', 'init', '--app', '/app', '--provider', 'gitlab', '--dry-run']);
    strictEqual(shown.exitCode, 0);
    match(shown.out, /stages: \[package\]/);
    strictEqual(files.text('/app/.gitlab-ci.yml'), 'mine');
    strictEqual((await commandLine(files, ['ci', 'init', '--app', '/app', '--provider', 'gitlab', '--force'])).exitCode, 0);
    strictEqual(files.text('/app/.gitlab-ci.yml')?.includes('mdist'), true);
  });

  it('installs the packages of every kind of project that has some, also in a monorepo, and warns where no lock file lists them', async () => {
    const texts = {
      '/w/.git/HEAD': '',
      '/w/apps/mobile/package.json': '{ "name": "mobile", "dependencies": { "react-native": "0.87.1" } }',
      '/w/apps/mobile/android/settings.gradle': "include ':app'",
      '/w/apps/mobile/android/app/build.gradle':
        "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId 'com.acme.mobile' } }",
    };
    const workflow = async (more: Readonly<Record<string, string>>) => {
      const files = new MemoryFiles({ ...texts, ...more });
      const args = ['ci', 'init', '--app', '/w/apps/mobile', '--provider', 'github', '--platform', 'android', '--json'];
      const { engine } = await openPlanned({ engine: 'react-native', texts: {} });
      const { exitCode, out } = await commandLine(files, args, { world: { engines: [engine] } });
      strictEqual(exitCode, 0, out);
      const { issues } = JSON.parse(out) as { readonly issues: readonly { readonly code: string; readonly file?: string }[] };
      const said = issues.map(({ code, file }) => `${code} in ${file}`).join();
      return [files.text('/w/.github/workflows/mobile-distribution.yml') ?? '', said] as const;
    };
    const [locked, none] = await workflow({ '/w/pnpm-lock.yaml': '' });
    match(locked, /cd apps\/mobile\n\s+pnpm install --frozen-lockfile/);
    strictEqual(none.includes('ci-lock-file-missing'), false);
    match((await workflow({}))[1], /ci-lock-file-missing in \/w\/apps\/mobile(,|$)/);
    // The nearest one counts, and none outside of the repository.
    match((await workflow({ '/w/pnpm-lock.yaml': '', '/w/apps/mobile/package-lock.json': '{}' }))[0], /cd apps\/mobile\n\s+npm ci/);
    match((await workflow({ '/yarn.lock': '' }))[1], /ci-lock-file-missing/);
  });

  it('needs a service, and an app on the server that it names', async () => {
    for (const args of [
      [],
      ['--provider', 'jenkins'],
      ['--provider', 'azure', '--server', 'https://x.example'],
      ['--provider', 'azure', '--server', 'x', '--server-app', 'a/b'],
    ])
      strictEqual((await commandLine(app(), ['ci', 'init', '--app', '/app', ...args])).exitCode, 2);
  });
});
