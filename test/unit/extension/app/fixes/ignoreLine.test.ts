import { strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ignoreLine, withIgnoreLine } from '../../../../../src/extension/app/fixes/ignoreLine.ts';

function check(text: string, expected: string): void {
  strictEqual(withIgnoreLine(text, 'upload.p12'), expected);
}

describe('withIgnoreLine', () => {
  it('adds the line at the end, as the file ends its lines', () => {
    check('', '/upload.p12\n');
    check('dist', 'dist\n/upload.p12\n');
    check('dist\r\n', 'dist\r\n/upload.p12\r\n');
  });

  it('adds it once', () => check('/upload.p12\ndist\n', '/upload.p12\ndist\n'));

  it('means this file alone to git, whatever its name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mdist-ignore-'));
    try {
      const git = (...args: readonly string[]) => spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
      git('init', '-q');
      for (const name of ['a b', '!a', '#a', 'a*b', '[a]', 'a?', 'end ', 'ä.p12']) {
        writeFileSync(join(folder, '.gitignore'), `${ignoreLine(name)}\n`);
        strictEqual(git('check-ignore', '-q', `./${name}`).status, 0, name);
        for (const other of ['ab', 'axb', 'a', 'end', `below/${name}`]) strictEqual(git('check-ignore', '-q', other).status, 1, other);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
