import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';

describe('mdist in the terminals of VS Code', () => {
  it('is found on PATH, with the Node of VS Code', async () => {
    const { offerInTerminals } = await import('../../../../src/extension/shared/terminalCommand.ts');
    const calls: unknown[] = [];
    const variables = {
      persistent: true,
      description: undefined,
      prepend: (name: string, value: string) => void calls.push(['prepend', name, value]),
      replace: (name: string, value: string) => void calls.push(['replace', name, value]),
    };
    offerInTerminals(variables, { terminalFolder: '/ext/media/bin' }, '/vscode/node');
    deepStrictEqual(calls, [
      ['prepend', 'PATH', `/ext/media/bin${delimiter}`],
      ['replace', 'MOBILE_DISTRIBUTION_NODE', '/vscode/node'],
    ]);
    strictEqual(variables.persistent, false);
  });

  it('starts the command line with its arguments, from a folder with blanks', function () {
    if (process.platform === 'win32') this.skip();
    const root = mkdtempSync(join(realpathSync(tmpdir()), 'mdist bin '));
    try {
      mkdirSync(join(root, 'media', 'bin'), { recursive: true });
      mkdirSync(join(root, 'dist', 'extension'), { recursive: true });
      const script = join(root, 'media', 'bin', 'mdist');
      copyFileSync('media/bin/mdist', script);
      chmodSync(script, 0o755);
      writeFileSync(
        join(root, 'dist', 'extension', 'mdist.cjs'),
        'console.log(JSON.stringify([process.argv.slice(2), process.env.ELECTRON_RUN_AS_NODE])); process.exitCode = 3;',
      );
      const { status, stdout } = spawnSync(script, ['package', 'a b', '"x"'], {
        encoding: 'utf8',
        env: { ...process.env, MOBILE_DISTRIBUTION_NODE: process.execPath },
      });
      deepStrictEqual([status, JSON.parse(stdout)], [3, [['package', 'a b', '"x"'], '1']]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('has a problem matcher that reads its issues', async () => {
    const { issuesText } = await import('../../../../src/cli/report/issueText.ts');
    const { createIssue } = await import('../../../../src/core/base/issue.ts');
    const { readFileSync } = await import('node:fs');
    const { posixPaths } = await import('../../../support/memoryFiles.ts');
    const manifest: { contributes: { problemMatchers: { pattern: { regexp: string }[] }[] } } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    );
    const [first = /(?!)/, second = /(?!)/] = (manifest.contributes.problemMatchers[0]?.pattern ?? []).map(
      ({ regexp }) => new RegExp(regexp),
    );
    const range = { line: 3, column: 4, endLine: 3, endColumn: 9 };
    const issue = createIssue('version-lower', { version: '1', lastVersion: '2' }, { file: '/app/mobile-distribution.json', range });
    const [head = '', place = '', remedy = ''] = issuesText([issue], { hasColors: false, workingFolder: '/app', paths: posixPaths }).split(
      '\n',
    );
    deepStrictEqual(first.exec(head)?.slice(1), ['error', issue.message, 'version-lower']);
    deepStrictEqual(second.exec(place)?.slice(1), ['mobile-distribution.json', '4', '5']);
    match(remedy, /→/);
    strictEqual(second.exec(remedy), null);
  });
});
