/** Remedies that are commands of git: as they are in the table, they do what the text says. */

import { match, ok, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureTable } from '../../../src/core/base/failureTable.ts';
import { issueTable } from '../../../src/core/base/issues/issueTable.ts';
import { commandLine } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';

describe('the remedy by git', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mdist-git-remedy-'));
    git('init', '--quiet', '--initial-branch', 'main', 'project');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function git(...args: readonly string[]): string {
    const own = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'core.autocrlf=false', '-c', 'core.safecrlf=false'];
    return execFileSync('git', [...own, ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  const inProject = (...args: readonly string[]): string => git('-C', 'project', ...args);
  const at = (name: string): string => join(folder, 'project', name);

  function wordsAfter(text: string, command: RegExp): readonly string[] {
    const [found] = command.exec(text) ?? [];
    ok(found !== undefined, text);
    return found.split(' ').slice(1);
  }

  it('brings back a link that became a text', async function () {
    if (process.platform === 'win32') this.skip();
    symlinkSync('keys/upload.p12', at('upload.p12'));
    inProject('add', '.');
    inProject('commit', '--quiet', '-m', 'A link');
    git('clone', '--quiet', '-c', 'core.symlinks=false', 'project', 'texts');
    const text = readFileSync(join(folder, 'texts', 'upload.p12'), 'utf8');
    const files = new MemoryFiles({ '/app/upload.p12': text });
    const { out, err } = await commandLine(files, ['keystore', 'inspect', 'upload.p12', '--json'], {});
    match(out + err, /"file-link-text"/);
    const words = wordsAfter(issueTable['file-link-text'].remedy, /git clone -c [^ ]+/);
    git(...words, '--quiet', 'project', 'links');
    ok(lstatSync(join(folder, 'links', 'upload.p12')).isSymbolicLink());
  });

  it('makes a wrapper executable', () => {
    writeFileSync(at('gradlew'), '#!/bin/sh\n');
    chmodSync(at('gradlew'), 0o644);
    inProject('add', '.');
    match(inProject('ls-files', '--stage'), /^100644 /);
    const { remedy } = issueTable['log-wrapper-not-executable'];
    const [, command = '', flag = ''] = /git (update-index) with (chmod=\+x) for gradlew/.exec(remedy) ?? [];
    inProject(command, `--${flag}`, 'gradlew');
    match(inProject('ls-files', '--stage'), /^100755 /);
  });

  it('keeps the line ends of a wrapper', () => {
    const [, line = ''] = /add the line (.+) to \.gitattributes/.exec(issueTable['log-wrapper-line-ends'].remedy) ?? [];
    strictEqual(line, 'gradlew text eol=lf');
    writeFileSync(at('.gitattributes'), `${line}\n`);
    writeFileSync(at('gradlew'), '#!/bin/sh\r\nexit\r\n');
    inProject('add', '.');
    strictEqual(inProject('cat-file', 'blob', ':gradlew'), '#!/bin/sh\nexit\n');
  });

  it('says why a file is still tracked', () => {
    writeFileSync(at('upload.p12'), 'x');
    inProject('add', '.');
    const words = wordsAfter(failureTable['git-refused'].hint, /git rm --cached/);
    inProject(...words, '--quiet', 'upload.p12');
    strictEqual(inProject('ls-files'), '');
  });
});
