/** How each CI service writes a workflow: its file, its way to name secrets and machines, what it keeps from one run to the next. */

import { type CiApp, type CiCache, type CiJob, ciJobs, type CiStep, plainName } from './ciWorkflow.ts';

export const ciProviders = ['github', 'gitlab', 'azure', 'bitbucket'] as const;
export type CiProvider = (typeof ciProviders)[number];

export const ciProviderNames: Readonly<Record<CiProvider, string>> = {
  github: 'GitHub Actions',
  gitlab: 'GitLab CI/CD',
  azure: 'Azure Pipelines',
  bitbucket: 'Bitbucket Pipelines',
};

export interface CiFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

export function ciFile(provider: CiProvider, app: CiApp): CiFile {
  return files[provider](app, ciJobs(app));
}

/** Node runs this product, which is tested with this version, and most projects; the JDK suits every Gradle since 8.5. */
const nodeVersion = '24.21.0';
const javaMajor = 21;

/** Actions are pinned by commit, as a tag can be moved. */
const actions = {
  checkout: 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0',
  node: 'actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0',
  cache: 'actions/cache@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3',
  upload: 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2',
} as const;

const files: Readonly<Record<CiProvider, (app: CiApp, jobs: readonly CiJob[]) => CiFile>> = {
  github: (app, jobs) => ({
    path: '.github/workflows/mobile-distribution.yml',
    text: lines([
      ...head(app),
      'name: Mobile packages',
      '',
      'on:',
      '  push:',
      "    tags: ['v*']",
      '  workflow_dispatch:',
      '',
      'permissions:',
      '  contents: read',
      '',
      'jobs:',
      ...jobs.flatMap((job) => indent(2, githubJob(job))),
    ]),
  }),
  gitlab: (app, jobs) => ({
    path: '.gitlab-ci.yml',
    text: lines([
      ...head(app),
      'stages: [package]',
      '',
      'variables:',
      '  MDIST_BUILD_NUMBER: $CI_PIPELINE_IID',
      ...cachesOf(jobs).map(({ variable, path }) => `  ${variable}: $CI_PROJECT_DIR/${path}`),
      '',
      ...jobs.flatMap((job) => [...gitlabJob(job), '']),
    ]),
  }),
  azure: (app, jobs) => ({
    path: 'azure-pipelines.yml',
    text: lines([
      ...head(app),
      'trigger:',
      '  tags:',
      "    include: ['v*']",
      'pr: none',
      '',
      'variables:',
      '  MDIST_BUILD_NUMBER: $(Build.BuildId)',
      ...cachesOf(jobs).map(({ variable, path }) => `  ${variable}: $(Build.SourcesDirectory)/${path}`),
      '',
      'jobs:',
      ...jobs.flatMap((job) => indent(2, azureJob(job))),
    ]),
  }),
  bitbucket: (app, jobs) => ({
    path: 'bitbucket-pipelines.yml',
    text: lines([
      ...head(app),
      ...definitions(cachesOf(jobs)),
      'pipelines:',
      '  tags:',
      "    'v*':",
      ...jobs.flatMap((job) => indent(6, bitbucketStep(job))),
      '  custom:',
      '    mobile-packages:',
      ...jobs.flatMap((job) => indent(6, bitbucketStep(job))),
    ]),
  }),
};

/** For services that run jobs in images: with JDK, Android SDK and Node, or with Node alone. In exact versions, as a short tag is moved with each release. */
function imageOf({ needsJava }: CiJob): string {
  return needsJava ? 'cimg/android:2025.12.1-node' : `node:${nodeVersion}-bookworm`;
}

function head({ name }: CiApp): readonly string[] {
  return [`# Packages of ${plainName(name)}, made by Mobile Distribution (mdist ci init). The secrets it needs are named in its steps.`];
}

function githubJob(job: CiJob): readonly string[] {
  return [
    `${job.id}:`,
    `  name: ${quoted(job.name)}`,
    `  runs-on: ${job.system === 'macos' ? 'macos-15' : 'ubuntu-24.04'}`,
    '  timeout-minutes: 60',
    '  env:',
    '    MDIST_BUILD_NUMBER: ${{ github.run_number }}',
    ...job.caches.map(({ variable, path }) => `    ${variable}: \${{ github.workspace }}/${path}`),
    '  steps:',
    `    - uses: ${actions.checkout}`,
    '      with:',
    '        persist-credentials: false',
    `    - uses: ${actions.node}`,
    '      with:',
    `        node-version: ${nodeVersion}`,
    '        package-manager-cache: false',
    // The machines of GitHub have the JDKs; each has a variable.
    ...(job.needsJava ? ['    - name: Choose the JDK', `      run: echo "JAVA_HOME=$JAVA_HOME_${javaMajor}_X64" >> "$GITHUB_ENV"`] : []),
    ...job.caches.flatMap(({ name, path, keyFiles }) => [
      `    - uses: ${actions.cache}`,
      '      with:',
      `        path: ${path}`,
      `        key: ${name}-\${{ runner.os }}-\${{ hashFiles(${keyFiles.map((pattern) => `'${pattern}'`).join(', ')}) }}`,
      `        restore-keys: ${name}-\${{ runner.os }}-`,
    ]),
    ...job.steps.flatMap((step) => [
      `    - name: ${quoted(step.name)}`,
      ...(step.secrets.length > 0 ? ['      env:', ...step.secrets.map((name) => `        ${name}: \${{ secrets.${name} }}`)] : []),
      '      run: |',
      ...indent(8, step.run),
    ]),
    `    - uses: ${actions.upload}`,
    '      with:',
    `        name: ${job.id}`,
    `        path: ${job.outputs}`,
    '        if-no-files-found: error',
  ];
}

function gitlabJob(job: CiJob): readonly string[] {
  return [
    `${job.id}:`,
    '  stage: package',
    ...(job.system === 'macos' ? ['  tags: [saas-macos-medium-m1]'] : [`  image: ${imageOf(job)}`]),
    '  rules:',
    '    - if: $CI_COMMIT_TAG =~ /^v/',
    "    - if: $CI_PIPELINE_SOURCE == 'web'",
    ...(job.caches.length > 0 ? ['  cache:', `    key: ${job.id}`, '    paths:', ...job.caches.map(({ path }) => `      - ${path}/`)] : []),
    '  script:',
    ...job.steps.flatMap((step) => ['    - |', ...indent(6, subshell(step, job))]),
    '  artifacts:',
    '    paths:',
    `      - ${job.outputs}/`,
  ];
}

function azureJob(job: CiJob): readonly string[] {
  return [
    `- job: ${job.id.replaceAll('-', '_')}`,
    `  displayName: ${quoted(job.name)}`,
    '  pool:',
    `    vmImage: ${job.system === 'macos' ? 'macOS-15' : 'ubuntu-24.04'}`,
    "  timeoutInMinutes: '60'",
    '  steps:',
    '    - checkout: self',
    '    - task: NodeTool@0',
    '      inputs:',
    `        versionSpec: '${nodeVersion}'`,
    ...(job.needsJava
      ? [
          `    - script: echo "##vso[task.setvariable variable=JAVA_HOME]$(JAVA_HOME_${javaMajor}_X64)"`,
          '      displayName: Choose the JDK',
        ]
      : []),
    ...job.caches.flatMap(({ name, path, keyFiles }) => [
      '    - task: Cache@2',
      '      inputs:',
      `        key: '${name} | "$(Agent.OS)" | ${keyFiles.join(', ')}'`,
      `        path: $(Build.SourcesDirectory)/${path}`,
    ]),
    ...job.steps.flatMap((step) => [
      '    - bash: |',
      ...indent(8, step.run),
      `      displayName: ${quoted(step.name)}`,
      // Secret variables reach a step only by name.
      ...(step.secrets.length > 0 ? ['      env:', ...step.secrets.map((name) => `        ${name}: $(${name})`)] : []),
    ]),
    `    - publish: ${job.outputs}`,
    `      artifact: ${job.id}`,
  ];
}

function bitbucketStep(job: CiJob): readonly string[] {
  return [
    '- step:',
    `    name: ${quoted(job.name)}`,
    ...(job.system === 'macos' ? ['    runs-on: [self.hosted, macos]'] : [`    image: ${imageOf(job)}`, '    size: 2x']),
    ...(job.caches.length > 0 ? [`    caches: [${job.caches.map(({ name }) => `${name}-ci`).join(', ')}]`] : []),
    '    script:',
    '      - export MDIST_BUILD_NUMBER="$BITBUCKET_BUILD_NUMBER"',
    ...job.caches.map(({ variable, path }) => `      - export ${variable}="$BITBUCKET_CLONE_DIR/${path}"`),
    ...job.steps.flatMap((step) => ['      - |', ...indent(8, subshell(step, job))]),
    '    artifacts:',
    `      - ${job.outputs}/**`,
  ];
}

/**
 * Where a step has no name, and gets the secrets of all steps: what it has no need of is removed, as it runs code of the project. A subshell, so
 * that what it sets and removes ends with it.
 */
function subshell({ name, run, secrets }: CiStep, job: CiJob): readonly string[] {
  const others = job.secrets.filter((secret) => !secrets.includes(secret));
  return [`# ${name}`, '(', ...indent(2, [...(others.length > 0 ? [`unset ${others.join(' ')}`] : []), ...run]), ')'];
}

/** Each once. */
function cachesOf(jobs: readonly CiJob[]): readonly CiCache[] {
  return [...new Set(jobs.flatMap(({ caches }) => caches))];
}

function definitions(caches: readonly CiCache[]): readonly string[] {
  return caches.length === 0 ? [] : ['definitions:', '  caches:', ...caches.map(({ name, path }) => `    ${name}-ci: ${path}`), ''];
}

function indent(count: number, rows: readonly string[]): readonly string[] {
  return rows.map((row) => (row === '' ? row : ' '.repeat(count) + row));
}

/** A YAML text on one line: JSON is YAML. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function lines(rows: readonly string[]): string {
  return `${rows.join('\n').trimEnd()}\n`;
}
