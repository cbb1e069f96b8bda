import { deepStrictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { Failure } from '../../../../src/core/base/failure.ts';
import { MachineFacts } from '../../../../src/core/engines/engine/machineFacts.ts';
import { type ProcessRequest, type ProcessRunner } from '../../../../src/core/ports/processRunner.ts';
import { describeFinding } from '../../../../src/core/workflow/describeFinding.ts';
import { examineMachine, type Finding } from '../../../../src/core/workflow/examineMachine.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { fakeEngine, workflowWorld } from '../../../support/workflowWorld.ts';

/** A git that answers, or that is not there. */
function gitThat(exitCode: number, stdout: string): ProcessRunner & { readonly requests: ProcessRequest[] } {
  const requests: ProcessRequest[] = [];
  return {
    requests,
    run: async (request) => {
      requests.push(request);
      return { exitCode, stdout, stderr: '' };
    },
  };
}

interface Case {
  readonly files?: MemoryFiles;
  readonly programs?: ProcessRunner;
  readonly versions?: readonly string[];
}

async function findings({ files = new MemoryFiles({}), programs = gitThat(0, 'git version 2.51.0\n'), versions = ['2', '1'] }: Case = {}) {
  const engines = [
    { ...fakeEngine, versions: async () => versions },
    { ...fakeEngine, id: 'flutter' as const, platforms: ['android', 'ios'] as const, versions: async () => ['3.38.0'] },
  ];
  const workflow = workflowWorld(files, { engines });
  return { found: await examineMachine({ workflow, programs, nodeVersion: '24.1.0' }), workflow };
}

const shown = (finding: Finding): string => {
  const { isRight, isNeeded } = finding;
  const { name, says } = describeFinding(finding);
  return `${isRight ? 'right' : 'wrong'}, ${isNeeded ? 'needed' : 'not needed'}: ${name}: ${says}`;
};

describe('what a machine has', () => {
  it('is listed when everything is there', async () => {
    const files = new MemoryFiles({ '/home/user/debug.p12': utf8('key') });
    const { found, workflow } = await findings({ files });
    deepStrictEqual(found.map(shown), [
      'right, needed: Node: 24.1.0',
      'right, needed: engine web: version 2, 1, builds for android',
      'right, not needed: engine flutter: version 3.38.0, builds for android, ios',
      'right, not needed: git: git version 2.51.0',
      'right, needed: user folder: /home/user',
      'right, not needed: debug key: /home/user/debug.p12',
    ]);
    deepStrictEqual(workflow.userFolder, '/home/user');
    // The file of the trial is gone.
    deepStrictEqual(files.paths(), ['/home/user/debug.p12']);
  });

  it('is listed when nothing is there', async () => {
    class ReadOnlyFiles extends MemoryFiles {
      override async writeFile(path: string): Promise<void> {
        throw Failure.of('file-unwritable', { path, reason: 'the disk is full' });
      }
    }
    const { found } = await findings({ files: new ReadOnlyFiles({}), programs: gitThat(127, 'not found'), versions: [] });
    deepStrictEqual(found.map(shown), [
      'right, needed: Node: 24.1.0',
      'wrong, needed: engine web: not available here',
      'right, not needed: engine flutter: version 3.38.0, builds for android, ios',
      'wrong, not needed: git: not found: packages are recorded without a commit',
      'wrong, needed: user folder: The file /home/user/doctor.txt cannot be written: the disk is full',
      'wrong, not needed: debug key: created with the first debug package',
    ]);
  });

  it('has no debug key where a folder has its name', async () => {
    const { found } = await findings({ files: new MemoryFiles({ '/home/user/debug.p12/x': utf8('') }) });
    deepStrictEqual(found.map(shown).at(-1), 'wrong, not needed: debug key: created with the first debug package');
  });

  it('is asked of git without waiting long', async () => {
    const programs = gitThat(0, '');
    await findings({ programs });
    deepStrictEqual(programs.requests, [{ command: 'git', args: ['--version'], timeoutMs: 5000 }]);
  });

  it('is looked for again each time', async () => {
    const versions = ['1'];
    const engine = { ...fakeEngine, versions: async () => [...versions] };
    const workflow = workflowWorld(new MemoryFiles({}), { engines: [engine], machine: new MachineFacts() });
    const look = async (): Promise<string | undefined> =>
      (await examineMachine({ workflow, programs: gitThat(0, ''), nodeVersion: '24' })).map(shown)[1];
    const before = await look();
    versions.unshift('2');
    deepStrictEqual(
      [before, await look()],
      ['right, needed: engine web: version 1, builds for android', 'right, needed: engine web: version 2, 1, builds for android'],
    );
  });

  it('says what was thrown, whatever it is', () => {
    const says = (error: unknown): string =>
      describeFinding({ kind: 'user-folder', path: '/x', error, isRight: false, isNeeded: true }).says;
    deepStrictEqual([says(new Error('denied')), says('no'), says(undefined)], ['denied', 'no', '/x']);
  });
});
