import { strictEqual } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { NodeProcessRunner } from '../../../src/node/nodeProcessRunner.ts';
import { NodeRunningProcesses } from '../../../src/node/nodeRunningProcesses.ts';

describe('NodeRunningProcesses', () => {
  const running = new NodeRunningProcesses(new NodeProcessRunner());

  it('knows that this process runs, by the same mark every time', async () => {
    const mark = await running.current();
    strictEqual(await running.isRunning(mark), true);
    strictEqual((await running.current()).startedAt, mark.startedAt);
  });

  it('knows an ended process, and one that only has the number of another', async () => {
    const { host, startedAt } = await running.current();
    const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
    await once(child, 'close');
    strictEqual(await running.isRunning({ pid: child.pid ?? 0, host }), false);
    if (startedAt !== undefined) strictEqual(await running.isRunning({ pid: process.pid, host, startedAt: 'earlier' }), false);
  });

  for (const pid of [0, -1, Number.NaN, 2 ** 40])
    it(`takes ${pid} for no process`, async () => strictEqual(await running.isRunning({ ...(await running.current()), pid }), false));

  it('cannot tell for another machine', async () => strictEqual(await running.isRunning({ pid: 1, host: 'another.example' }), undefined));
});
