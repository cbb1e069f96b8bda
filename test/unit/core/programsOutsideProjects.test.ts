/** Programs that are looked for on PATH while a project is open are never taken from it. */

import { deepStrictEqual, rejects } from 'node:assert/strict';
import { projectFolders } from '../../../src/cli/projectFolders.ts';
import { connectAdb } from '../../../src/core/devices/connectAdb.ts';
import { askHost } from '../../../src/core/engines/build-host/hostFacts.ts';
import { MachineFacts } from '../../../src/core/engines/engine/machineFacts.ts';
import { type Toolchains } from '../../../src/core/engines/toolchains/toolchains.ts';
import { type ProcessRequest } from '../../../src/core/ports/processRunner.ts';
import { posixPaths } from '../../support/memoryFiles.ts';

const { signal } = new AbortController();

function recorder() {
  const started: (readonly [string, readonly string[] | undefined])[] = [];
  const run = async ({ command, notFrom }: ProcessRequest) => {
    started.push([command, notFrom]);
    return { exitCode: 1, stdout: '', stderr: '' };
  };
  return { started, programs: { run } };
}

describe('programs on PATH', () => {
  it('are not taken from the project: adb', async () => {
    const { started, programs } = recorder();
    const connections = { connect: async () => undefined };
    const world = { connections, programs, machine: new MachineFacts(), paths: posixPaths, projectFolders: ['/app'] };
    await connectAdb(world, signal);
    deepStrictEqual(started, [['adb', ['/app']]]);
  });

  it('are not taken from the project: ssh', async () => {
    const { started, programs } = recorder();
    // No answer is looked at with them.
    const toolchains: Toolchains = Object.create(null);
    await rejects(askHost({ programs, toolchains, projectFolder: '/app' }, 'mac', signal), { code: 'issues-found' });
    deepStrictEqual(started, [['ssh', ['/app']]]);
  });

  it('may be in the home folder of the person', () => {
    const machineAt = (homeFolder: string) => ({ machine: Object.assign(new MachineFacts(), { toolchains: { homeFolder } }) });
    const folders = (workingFolder: string): readonly string[] =>
      projectFolders({ workingFolder, paths: posixPaths }, machineAt('/home/ada'));
    deepStrictEqual([folders('/home/ada/app'), folders('/home/ada'), folders('/')], [['/home/ada/app'], [], []]);
  });
});
