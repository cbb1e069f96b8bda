import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { absoluteFolders, findProgram, isAbsolutePath, programCandidates } from '../../../src/node/findProgram.ts';
import { windowsTaskkill } from '../../../src/node/killProcessTree.ts';
import { useTemporaryFolder } from './support/temporaryFolder.ts';

describe('programCandidates', () => {
  function check(environment: Record<string, string>, system: 'windows' | 'posix', name: string, expected: readonly string[]): void {
    deepStrictEqual(programCandidates(name, { environment, system }), expected);
  }

  it('takes absolute entries of PATH only', () => {
    check({ PATH: ':.:bin:../x:/usr/bin::/bin:~/bin' }, 'posix', 'git', ['/usr/bin/git', '/bin/git']);
    check({}, 'posix', 'git', []);
  });

  it('knows the rules of Windows: any case, quotes, PATHEXT, drive-relative and root-relative entries', () => {
    const Path = '.;C:\\Git\\cmd;"D:\\My Tools";C:bin;\\bin;bin;\\\\server\\share;\\\\?\\C:\\x;\\\\.\\pipe';
    const folders = ['C:\\Git\\cmd', 'D:\\My Tools', '\\\\server\\share'];
    deepStrictEqual(absoluteFolders({ Path }, 'windows'), folders);
    check(
      { Path: 'C:\\Git\\cmd' },
      'windows',
      'git',
      ['com', 'exe', 'bat', 'cmd'].map((ending) => `C:\\Git\\cmd\\git.${ending}`),
    );
    check({ Path: 'C:\\Git\\cmd', PathExt: '.CMD;.VBS;.EXE' }, 'windows', 'git', ['C:\\Git\\cmd\\git.cmd', 'C:\\Git\\cmd\\git.exe']);
    check({ Path: 'C:\\Git\\cmd' }, 'windows', 'git.exe', ['C:\\Git\\cmd\\git.exe']);
  });

  it('tells absolute paths', () => {
    const absolute = ['C:\\x', 'c:/x', '\\\\server\\share\\x', 'C:x', '\\x', '/x', 'x', '\\\\?\\C:\\x'];
    deepStrictEqual(
      absolute.map((path) => isAbsolutePath(path, 'windows')),
      [true, true, true, false, false, false, false, false],
    );
  });
});

describe('windowsTaskkill', () => {
  it('is the program of the system, with nothing of the environment', () => {
    deepStrictEqual(windowsTaskkill({ SystemRoot: 'D:\\Win', PATH: 'x', SECRET: 'y' }), {
      program: 'D:\\Win\\System32\\taskkill.exe',
      cwd: 'D:\\Win\\System32',
      env: { SystemRoot: 'D:\\Win' },
    });
    for (const SystemRoot of ['Win', '.', 'C:Win', ''])
      strictEqual(windowsTaskkill({ SystemRoot }).program, 'C:\\Windows\\System32\\taskkill.exe');
  });
});

const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('findProgram', () => {
  const at = useTemporaryFolder();

  function makeProgram(...names: string[]): string {
    mkdirSync(at(...names.slice(0, -1)), { recursive: true });
    writeFileSync(at(...names), '#!/bin/sh\n');
    chmodSync(at(...names), 0o755);
    return at(...names);
  }

  async function check(folders: readonly string[], expected: string | undefined, notFrom: readonly string[] = []): Promise<void> {
    const environment = { PATH: folders.join(':') };
    strictEqual(await findProgram('tool', { environment, system: 'posix', notFrom, currentFolder: at('here') }), expected);
  }

  it('takes the first program that is one', async () => {
    const tool = makeProgram('b', 'tool');
    mkdirSync(at('a', 'tool'), { recursive: true });
    mkdirSync(at('c'));
    writeFileSync(at('c', 'tool'), '');
    await check([at('a'), at('c'), at('b')], tool);
    await check([at('a'), at('c')], undefined);
  });

  it('takes none from the current folder, from refused folders, or by a link into them', async () => {
    const tool = makeProgram('bin', 'tool');
    makeProgram('here', 'tool');
    makeProgram('project', 'node_modules', '.bin', 'tool');
    mkdirSync(at('links'));
    symlinkSync(at('project', 'node_modules', '.bin', 'tool'), at('links', 'tool'));
    const folders = [at('here'), at('project', 'node_modules', '.bin'), at('links'), at('bin')];
    await check(folders, tool, [at('project')]);
    await check(folders.slice(0, 3), undefined, [at('project')]);
  });

  it('refuses paths that are not absolute', async () => {
    const search = { environment: { PATH: '/bin' }, system: 'posix', notFrom: [], currentFolder: '/' } as const;
    for (const command of ['./tool', '../tool', 'a/tool', '', 'C:tool', 'a\\b']) strictEqual(await findProgram(command, search), undefined);
    strictEqual(await findProgram('/x/tool', search), '/x/tool');
  });
});
