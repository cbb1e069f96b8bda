/** Workflows for GitHub, held against GitHub's own parser and its schema of workflow files; for GitLab, against GitLab's schema in gitlab-ci-local. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { ciFile } from '../../src/core/workflow/ci/ciProviders.ts';
import { npmPeer } from './support/npmPeer.ts';
import { ciApp as app, ciApps } from '../support/ciApp.ts';

/** What is used of the parser. */
interface WorkflowParser {
  readonly NoOperationTraceWriter: new () => object;
  parseWorkflow(
    file: { readonly name: string; readonly content: string },
    trace: object,
  ): { readonly context: { readonly errors: { getErrors(): readonly { readonly message: string }[] } } };
}

describe('workflows for GitHub', function () {
  this.timeout(300_000);
  let parser: WorkflowParser;
  before(async () => {
    const folder = npmPeer('@actions/workflow-parser', '0.3.61');
    // It imports JSON in a way that bundlers alone understand.
    const outfile = join(folder, 'dist', 'bundled.cjs');
    await build({ entryPoints: [join(folder, 'dist', 'index.js')], outfile, bundle: true, format: 'cjs', platform: 'node' });
    parser = createRequire(outfile)(outfile) as WorkflowParser;
  });

  const errorsOf = (content: string): readonly string[] =>
    parser
      .parseWorkflow({ name: 'workflow.yml', content }, new parser.NoOperationTraceWriter())
      .context.errors.getErrors()
      .map(({ message }) => message);

  it('are taken as they are, for every engine', () => {
    for (const each of ciApps) deepStrictEqual(errorsOf(ciFile('github', each).text), []);
  });

  it('are really looked at', () => {
    ok(errorsOf(ciFile('github', app).text.replace('runs-on:', 'run-on:')).length > 0);
    ok(errorsOf(ciFile('github', app).text.replace('secrets.MDIST_TOKEN', 'secret.MDIST_TOKEN')).length > 0);
  });
});

describe('workflows for GitLab', () => {
  let program = '';
  const folder = mkdtempSync(join(tmpdir(), 'mdist-gitlab-'));
  before(() => {
    program = join(npmPeer('gitlab-ci-local', '4.75.1'), 'dist', 'index.js');
    for (const args of [
      ['init', '-q'],
      ['remote', 'add', 'origin', 'https://gitlab.example.com/acme/shop.git'],
    ])
      strictEqual(spawnSync('git', args, { cwd: folder }).status, 0);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function jobsOf(text: string): { readonly isTaken: boolean; readonly output: string } {
    writeFileSync(join(folder, '.gitlab-ci.yml'), text);
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--list'], { cwd: folder, encoding: 'utf8' });
    return { isTaken: status === 0 && stderr.includes('json schema validated'), output: `${stdout}${stderr}` };
  }

  it('are taken as they are, for every engine', () => {
    const { packageManager: _, server: __, ...plain } = app;
    for (const each of [app, { ...plain, engine: 'gradle' as const }, { ...app, engine: 'web' as const }]) {
      const { isTaken, output } = jobsOf(ciFile('gitlab', each).text);
      ok(isTaken, output);
    }
  });

  it('are really looked at', () => {
    ok(!jobsOf(ciFile('gitlab', app).text.replace('stages:', 'stages: 7 #')).isTaken);
    ok(!jobsOf(ciFile('gitlab', app).text.replace('artifacts:', 'artefacts:')).isTaken);
  });
});
