/**
 * Workflows for CI services. That GitHub takes them is for its own parser to say (`test/oracle/ciWorkflows.oracle.ts`); here they are read as YAML,
 * held against the shape that each service documents, and their scripts against a POSIX shell.
 */

import { deepStrictEqual, match, ok, strictEqual, throws } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isLeftOutName } from '../../../../../src/core/engines/web/leftOutNames.ts';
import { ciFile, type CiProvider, ciProviders } from '../../../../../src/core/workflow/ci/ciProviders.ts';
import { type CiApp, ciJobs, ciSecrets } from '../../../../../src/core/workflow/ci/ciWorkflow.ts';
import { azurePipeline, bitbucketPipelines } from './serviceShapes.ts';
import { ciApp as app, ciApps } from '../../../../support/ciApp.ts';

type Tree = Readonly<Record<string, unknown>>;

function tree(value: unknown): Tree {
  ok(typeof value === 'object' && value !== null && !Array.isArray(value));
  return value as Tree;
}

/** Every script of a workflow. */
function scriptsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(scriptsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const isScript = name === 'run' || name === 'bash' || name === 'script';
    if (isScript && typeof inner === 'string') return [inner];
    if (isScript && Array.isArray(inner)) return inner.filter((line) => typeof line === 'string');
    return scriptsOf(inner);
  });
}

interface Script {
  readonly text: string;
  /** Variables of the step, where the service has them. `undefined`: it gets all secrets. */
  readonly variables: readonly string[] | undefined;
}

/** The scripts of the Android job and of the iOS job. */
function jobsOf(provider: CiProvider): readonly (readonly Script[])[] {
  const document = tree(parse(ciFile(provider, app).text));
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const shared = (job: Tree): readonly Script[] => list(job['script']).map((text) => ({ text: String(text), variables: undefined }));
  const own = (job: Tree): readonly Script[] =>
    list(job['steps'])
      .map(tree)
      .flatMap((step) => {
        const text = step['run'] ?? step['bash'];
        return typeof text === 'string' ? [{ text, variables: Object.keys(tree(step['env'] ?? {})) }] : [];
      });
  switch (provider) {
    case 'github':
      return Object.values(tree(document['jobs'])).map((job) => own(tree(job)));
    case 'azure':
      return list(document['jobs']).map((job) => own(tree(job)));
    case 'gitlab':
      return ['android-app-bundle', 'ios-ad-hoc'].map((id) => shared(tree(document[id])));
    case 'bitbucket':
      return list(tree(tree(document['pipelines'])['tags'])['v*']).map((step) => shared(tree(tree(step)['step'])));
  }
}

/** Runs the scripts one after the other with programs that only say which secrets they inherit, and gives the commands with those. */
function secretsSeen(scripts: readonly Script[], secrets: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const folder = mkdtempSync(join(tmpdir(), 'mdist-ci-'));
  try {
    mkdirSync(join(folder, app.folder), { recursive: true });
    mkdirSync(join(folder, 'bin'));
    const log = join(folder, 'log');
    const output = ['mdist-out/android-app-bundle', 'mdist-out/ios-ad-hoc']
      .map((path) => `mkdir -p ${path}; : > ${path}/a.package`)
      .join('; ');
    const program = `#!/bin/sh\necho "$(basename "$0") $*" >> '${log}'\nenv | grep '^MDIST_' | sort >> '${log}'\necho >> '${log}'\n`;
    writeFileSync(join(folder, 'bin', 'npm'), program, { mode: 0o755 });
    writeFileSync(join(folder, 'bin', 'npx'), `${program}case "$*" in *'package create'*) ${output};; esac\n`, { mode: 0o755 });
    for (const { text, variables = secrets } of scripts) {
      const values = Object.fromEntries(variables.map((name) => [name, Buffer.from(name).toString('base64')]));
      const env = {
        PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        MDIST_BUILD_NUMBER: '7',
        GITHUB_ENV: join(folder, 'env'),
        ...values,
      };
      const { status, stderr } = spawnSync('bash', ['-c', text], { cwd: folder, env, encoding: 'utf8' });
      strictEqual(status, 0, stderr);
    }
    const blocks = readFileSync(log, 'utf8').trimEnd().split('\n\n');
    const calls = blocks.map((block): readonly [string, readonly string[]] => {
      const [call = '', ...inherited] = block.split('\n');
      const command = call.startsWith('npm') ? call : `npx ${/ mdist (\w+ \w+)/.exec(call)?.[1] ?? ''}`;
      return [command, inherited.map((line) => line.split('=')[0] ?? '').filter((name) => secrets.includes(name))];
    });
    return calls;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Keys of the documents, as each service describes them in its reference. */
const shapes: Readonly<Record<CiProvider, { readonly path: string; readonly keys: readonly string[] }>> = {
  github: { path: '.github/workflows/mobile-distribution.yml', keys: ['jobs', 'name', 'on', 'permissions'] },
  gitlab: { path: '.gitlab-ci.yml', keys: ['android-app-bundle', 'ios-ad-hoc', 'stages', 'variables'] },
  azure: { path: 'azure-pipelines.yml', keys: ['jobs', 'pr', 'trigger', 'variables'] },
  bitbucket: { path: 'bitbucket-pipelines.yml', keys: ['definitions', 'pipelines'] },
};

describe('workflows for CI services', () => {
  it('have nothing that Azure and Bitbucket do not know', () => {
    for (const each of ciApps) {
      azurePipeline.parse(parse(ciFile('azure', each).text));
      bitbucketPipelines.parse(parse(ciFile('bitbucket', each).text));
    }
    const broken = (provider: CiProvider, before: string, after: string): unknown =>
      parse(ciFile(provider, app).text.replace(before, after));
    ok(!azurePipeline.safeParse(broken('azure', 'displayName:', 'display:')).success);
    ok(!azurePipeline.safeParse(broken('azure', "timeoutInMinutes: '60'", 'timeoutInMinutes: 60')).success);
    ok(!bitbucketPipelines.safeParse(broken('bitbucket', 'size: 2x', 'size: 3x')).success);
    ok(!bitbucketPipelines.safeParse(broken('bitbucket', 'script:', 'scripts:')).success);
  });

  it('leave nothing of a name to be filled in by a service, and give it to the shell as it is', () => {
    const evil = 'a${{ secrets.ADMIN }}$(Build.Reason)$[variables.x]`id`\'"';
    for (const provider of ciProviders) {
      const { text } = ciFile(provider, { ...app, folder: evil, name: evil, server: { url: 'https://a.example', app: evil, group: evil } });
      for (const sign of ['${{ secrets.ADMIN', '$(Build.Reason', "$[variables.x]'"]) ok(!text.includes(sign), `${provider}: ${sign}`);
      const scripts = scriptsOf(parse(text)).filter((script) => script.includes('--group '));
      ok(scripts.length > 0);
      for (const script of scripts) {
        const [, group = ''] = /--group (.*) --file "\$package"/.exec(script) ?? [];
        strictEqual(spawnSync('sh', ['-c', `printf '%s' ${group}`], { encoding: 'utf8' }).stdout, evil);
      }
    }
  });

  it('contain no control character', () => {
    for (const broken of ['a\nb', 'a\rb', 'a\u0085b', 'a\u2028b', 'a\u202eb'])
      for (const provider of ciProviders) {
        const server = { url: 'https://a.example', app: 'acme/shop', group: broken };
        throws(() => ciFile(provider, { ...app, server }), { code: 'ci-name-unusable' });
        throws(() => ciFile(provider, { ...app, folder: broken }), { code: 'ci-name-unusable' });
        ok(!ciFile(provider, { ...app, name: broken }).text.includes(broken));
      }
  });

  it('name the app and the machine of each job, on one line', () => {
    const text = ciFile('github', { ...app, name: 'Two\r\nLines' }).text;
    const [first = ''] = text.split('\n');
    match(first, /^# Packages of Two {1,2}Lines, made by Mobile Distribution/);
    const jobs = tree(tree(parse(text))['jobs']);
    const machines = Object.entries(jobs).map(([id, job]) => [id, tree(job)['runs-on'], tree(job)['name']]);
    deepStrictEqual(
      machines.map(([id, machine]) => [String(id).startsWith('ios'), machine]),
      [
        [false, 'ubuntu-24.04'],
        [true, 'macos-15'],
      ],
    );
    for (const [, , name] of machines) match(String(name), /\S/);
  });

  for (const provider of ciProviders) {
    it(`are YAML in the shape of ${provider}, with scripts that a shell takes`, () => {
      const { path, text } = ciFile(provider, app);
      strictEqual(path, shapes[provider].path);
      const document = tree(parse(text));
      deepStrictEqual(Object.keys(document).toSorted(), shapes[provider].keys);
      const scripts = scriptsOf(document);
      ok(scripts.length >= 6);
      for (const script of scripts) {
        // Azure and GitHub put values in before a shell sees them.
        const { status, stderr } = spawnSync('sh', ['-n'], { input: script.replaceAll(/\$\{\{.*?\}\}|\$\([A-Z]\w*(?:\.\w+)?\)/g, 'x') });
        strictEqual(status, 0, `${script}\n${String(stderr)}`);
      }
      const all = scripts.join('\n');
      match(
        all,
        /npx --yes --package mobile-distribution@1\.2\.3 mdist package create --app 'apps\/ada'\\''s shop' --platform android --build-type app-bundle --run-build/,
      );
      match(all, /--keystore-password env:MDIST_KEYSTORE_PASSWORD/);
      match(
        all,
        /release create --server https:\/\/releases\.example\.com --token env:MDIST_TOKEN --server-app acme\/shop --group 'Beta testers'/,
      );
      // No secret is an argument, and none is written but into the files of one step.
      strictEqual(/(?:PASSWORD|TOKEN)"/.test(all), false);
      for (const action of text.matchAll(/uses: (\S+)/g)) match(action[1] ?? '', /@[0-9a-f]{40}$/);
    });
  }

  for (const provider of ciProviders)
    it(`give each step on ${provider} the secrets that it needs, and no others`, () => {
      const secrets = ciSecrets(app).map(({ name }) => name);
      const [token, android, ios] = [['MDIST_TOKEN'], ['MDIST_KEYSTORE_PASSWORD'], ['MDIST_CERTIFICATE_PASSWORD']];
      const seen = jobsOf(provider).map((scripts) => secretsSeen(scripts, secrets));
      // Packages of the project are installed, a package is created and verified, and released.
      deepStrictEqual(
        seen,
        [android, ios].map((signing) => [
          ['npm ci', []],
          ['npx package create', signing],
          ['npx package verify', signing],
          ['npx release create', token],
        ]),
      );
    });

  it('install the tools that machines do not have, and the build finds them', () => {
    const scripts = (fields: Partial<CiApp>): string => scriptsOf(parse(ciFile('github', { ...app, ...fields }).text)).join('\n');
    const flutter = scripts({ engine: 'flutter', flutter: '3.47.0' });
    match(flutter, /git clone --quiet --depth 1 --branch 3\.47\.0 https:\/\/github\.com\/flutter\/flutter\.git "\$HOME\/flutter-ci"/);
    match(flutter, /export FLUTTER_ROOT="\$HOME\/flutter-ci"[^]*mdist package create/);
    match(scripts({ engine: 'flutter' }), /--branch \d+\.\d+\.\d+ /);
    const maui = scripts({ engine: 'maui' });
    match(maui, /workload install maui-android[^]*workload install maui-ios/);
    match(maui, /export DOTNET_ROOT=/);
    const tauri = scripts({ engine: 'tauri', packageManager: 'pnpm' });
    match(tauri, /rustup target add aarch64-linux-android [^]*rustup target add aarch64-apple-ios/);
    match(tauri, /npm install --global pnpm@\d+[^]*pnpm install --frozen-lockfile/);
    strictEqual(/Install the tools/.test(ciFile('github', app).text), false);
    // What is installed comes before the packages of the project, and gets no secret.
    const steps = ciJobs({ ...app, engine: 'tauri', packageManager: 'pnpm' }).flatMap((job) => job.steps);
    deepStrictEqual(
      steps.slice(0, 3).map(({ name, secrets }) => [name, secrets.length > 0]),
      [
        ['Install the tools', false],
        ['Install the packages of the project', false],
        ['Build, sign and verify', true],
      ],
    );
  });

  it('run each job on its machine, keep what npm and Gradle load, and give out the packages', () => {
    const [android, node] = ['cimg/android:2025.12.1-node', 'node:24.21.0-bookworm'];
    const [first, second] = ['mdist-out/android-app-bundle', 'mdist-out/ios-ad-hoc'];
    const web: CiApp = { ...app, engine: 'web' };
    const read = (provider: CiProvider, of: CiApp): Tree => tree(parse(ciFile(provider, of).text));
    const gitlab = (of: CiApp): readonly unknown[] =>
      ['android-app-bundle', 'ios-ad-hoc'].map((id) => {
        const { script: _, rules: __, ...job } = tree(read('gitlab', of)[id]);
        return job;
      });
    deepStrictEqual(read('gitlab', app)['variables'], {
      MDIST_BUILD_NUMBER: '$CI_PIPELINE_IID',
      npm_config_cache: '$CI_PROJECT_DIR/.npm-ci',
      GRADLE_USER_HOME: '$CI_PROJECT_DIR/.gradle-ci',
      CP_CACHE_DIR: '$CI_PROJECT_DIR/.pods-ci',
    });
    const inGitlab = { stage: 'package' };
    deepStrictEqual(gitlab(app), [
      {
        ...inGitlab,
        image: android,
        cache: { key: 'android-app-bundle', paths: ['.npm-ci/', '.gradle-ci/'] },
        artifacts: { paths: [`${first}/`] },
      },
      {
        ...inGitlab,
        tags: ['saas-macos-medium-m1'],
        cache: { key: 'ios-ad-hoc', paths: ['.npm-ci/', '.pods-ci/'] },
        artifacts: { paths: [`${second}/`] },
      },
    ]);
    deepStrictEqual(gitlab(web), [
      { ...inGitlab, image: node, cache: { key: 'android-app-bundle', paths: ['.npm-ci/'] }, artifacts: { paths: [`${first}/`] } },
      { ...inGitlab, image: node, cache: { key: 'ios-ad-hoc', paths: ['.npm-ci/'] }, artifacts: { paths: [`${second}/`] } },
    ]);
    const bitbucket = (of: CiApp): readonly unknown[] => {
      const { tags, custom } = tree(read('bitbucket', of)['pipelines']);
      const steps = tree(tags)['v*'];
      deepStrictEqual(tree(custom)['mobile-packages'], steps);
      ok(Array.isArray(steps));
      return steps.map((each) => {
        const { script, name: _, ...step } = tree(tree(each)['step']);
        ok(Array.isArray(script));
        deepStrictEqual(script.slice(0, 2), [
          'export MDIST_BUILD_NUMBER="$BITBUCKET_BUILD_NUMBER"',
          'export npm_config_cache="$BITBUCKET_CLONE_DIR/.npm-ci"',
        ]);
        return step;
      });
    };
    deepStrictEqual(read('bitbucket', app)['definitions'], {
      caches: { 'npm-ci': '.npm-ci', 'gradle-ci': '.gradle-ci', 'cocoapods-ci': '.pods-ci' },
    });
    deepStrictEqual(bitbucket(app), [
      { image: android, size: '2x', caches: ['npm-ci', 'gradle-ci'], artifacts: [`${first}/**`] },
      { 'runs-on': ['self.hosted', 'macos'], caches: ['npm-ci', 'cocoapods-ci'], artifacts: [`${second}/**`] },
    ]);
    deepStrictEqual(
      bitbucket(web),
      [first, second].map((path) => ({ image: node, size: '2x', caches: ['npm-ci'], artifacts: [`${path}/**`] })),
    );
  });

  it('make a new cache where a lock file or the version of Gradle or of a library changes', () => {
    const list = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.map(tree) : []);
    const keysOf = (steps: unknown, place: 'with' | 'inputs'): readonly unknown[] =>
      list(steps)
        .flatMap((step) => (step[place] === undefined ? [] : [tree(step[place])['key']]))
        .filter((key) => key !== undefined);
    const github = tree(tree(tree(parse(ciFile('github', app).text))['jobs'])['android-app-bundle']);
    deepStrictEqual(keysOf(github['steps'], 'with'), [
      "npm-${{ runner.os }}-${{ hashFiles('**/package-lock.json') }}",
      "gradle-${{ runner.os }}-${{ hashFiles('**/*.gradle*', '**/gradle-wrapper.properties', '**/libs.versions.toml') }}",
    ]);
    const [azure] = list(tree(parse(ciFile('azure', app).text))['jobs']);
    deepStrictEqual(keysOf(azure?.['steps'], 'inputs'), [
      'npm | "$(Agent.OS)" | **/package-lock.json',
      'gradle | "$(Agent.OS)" | **/*.gradle*, **/gradle-wrapper.properties, **/libs.versions.toml',
    ]);
  });

  it('keep caches in folders that are not packed with web files', () => {
    const managers = ['npm', 'yarn', 'pnpm'] as const;
    const caches = managers.flatMap((packageManager) => ciJobs({ ...app, packageManager })).flatMap((job) => job.caches);
    deepStrictEqual([...new Set(caches.map(({ path }) => path))].toSorted(), ['.gradle-ci', '.npm-ci', '.pnpm-ci', '.pods-ci', '.yarn-ci']);
    for (const { path } of caches) ok(isLeftOutName(path), path);
  });

  it('build iOS projects on a Mac, and web apps anywhere', () => {
    deepStrictEqual(
      ciJobs(app).map(({ system, needsJava }) => [system, needsJava]),
      [
        ['linux', true],
        ['macos', false],
      ],
    );
    deepStrictEqual(
      ciJobs({ ...app, engine: 'web' }).map(({ system, needsJava }) => [system, needsJava]),
      [
        ['linux', false],
        ['linux', false],
      ],
    );
  });

  it('name the secrets that somebody must add, and none for debug packages', () => {
    const names = (targets: CiApp['targets'], more: Partial<CiApp> = {}): readonly string[] =>
      ciSecrets({ ...app, targets, ...more }).map(({ name }) => name);
    const { server: _, ...alone } = app;
    deepStrictEqual(names(app.targets).length, 6);
    deepStrictEqual(ciSecrets({ ...alone, targets: [{ platform: 'android', buildType: 'debug' }] }), []);
    const script = scriptsOf(parse(ciFile('github', { ...alone, targets: [{ platform: 'android', buildType: 'debug' }] }).text)).join('\n');
    strictEqual(script.includes('KEYSTORE'), false);
  });

  it('name no version that a later release moves, and the Node that the product is tested with', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly devDependencies: { readonly node: string } };
    const { node } = devDependencies;
    for (const provider of ciProviders)
      for (const each of ciApps) {
        const { text } = ciFile(provider, each);
        for (const [, image = ''] of text.matchAll(/^\s*image: (.*)$/gm)) match(image, /^[a-z/]+:\d+\.\d+\.\d+-[a-z]+$/);
        for (const [, wanted] of text.matchAll(/(?:node-version: |versionSpec: '|node:)([\d.x]+)/g)) strictEqual(wanted, node);
        for (const [, wanted = ''] of text.matchAll(/(?:mobile-distribution|pnpm)@([\w.]+)/g)) match(wanted, /^\d+\.\d+\.\d+$/);
      }
  });

  it('sign with files that only their step has', () => {
    const [android] = ciJobs(app);
    const step = android?.steps.find(({ secrets }) => secrets.length > 0);
    // What the script does without the tools: the file is there for the command, and gone afterwards.
    const own = (step?.run ?? []).map((line) =>
      line.replace(/npx .* package create .*--keystore "([^"]+)".*/, 'cat "$1"; pwd > /dev/null; echo "$assets" > "$OUT"'),
    );
    const script = own.filter((line) => !line.startsWith('for ')).join('\n');
    const { status, stdout } = spawnSync('bash', ['-c', `OUT="$(mktemp)"; (\n${script}\n) && test ! -e "$(cat "$OUT")"`], {
      env: { PATH: process.env['PATH'] ?? '', MDIST_KEYSTORE_BASE64: Buffer.from('the keystore').toString('base64') },
      encoding: 'utf8',
    });
    deepStrictEqual([status, stdout], [0, 'the keystore']);
  });
});
