import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type ProcessRequest } from '../../../src/core/ports/processRunner.ts';
import { NodeProcessRunner } from '../../../src/node/nodeProcessRunner.ts';
import { rejectsWith } from './support/rejectsWith.ts';
import { useTemporaryFolder } from './support/temporaryFolder.ts';

describe('NodeProcessRunner', () => {
  const at = useTemporaryFolder();
  const onPosix = process.platform === 'win32' ? it.skip : it;

  function runScript(script: string, more: Partial<ProcessRequest> = {}, ...args: string[]) {
    return new NodeProcessRunner().run({ command: process.execPath, args: ['-e', script, ...args], notFrom: [], ...more });
  }

  it('gives exit code and output, and passes arguments as they are', async () => {
    const script = 'process.stdout.write(process.argv[1]); process.stderr.write(process.env.MARK); process.exitCode = 3';
    const result = await runScript(script, { env: { MARK: 'ü' } }, '$(echo "x") * ; é');
    deepStrictEqual(result, { exitCode: 3, stdout: '$(echo "x") * ; é', stderr: 'ü' });
  });

  it('passes on the environment, but for variables that contain secrets', async () => {
    process.env['TEST_SECRET'] = 'marker-secret';
    try {
      const runner = new NodeProcessRunner(['TEST_SECRET']);
      const script = 'console.log(process.env.TEST_SECRET, process.env.PATH.length > 0, process.env.MARK)';
      const { stdout } = await runner.run({ command: process.execPath, args: ['-e', script], env: { MARK: 'given' }, notFrom: [] });
      strictEqual(stdout, 'undefined true given\n');
    } finally {
      delete process.env['TEST_SECRET'];
    }
  });

  it('keeps the variables of the product from programs, whichever command they are for', async () => {
    const own = { MDIST_TOKEN: 'marker-secret', MDIST_STORE_KEY: 'marker-secret', MDIST_BUILD_NUMBER: '42' };
    Object.assign(process.env, own);
    try {
      const script = `console.log(JSON.stringify(Object.entries(process.env).filter(([name]) => name.startsWith('MDIST_'))))`;
      strictEqual((await runScript(script)).stdout, '[["MDIST_BUILD_NUMBER","42"]]\n');
      match((await runScript(script, { env: { MDIST_GIVEN: 'x' } })).stdout, /"MDIST_GIVEN","x"/);
    } finally {
      for (const name of Object.keys(own)) delete process.env[name];
    }
  });

  it('gives lines as they come, whole characters and the last one without an end', async () => {
    const lines: string[] = [];
    const script = `const b = Buffer.from('aé\\r\\nb\\n\\nlast'); process.stdout.write(b.subarray(0, 2)); setTimeout(() => process.stdout.write(b.subarray(2)), 30)`;
    await runScript(script, { onLine: (line, stream) => lines.push(`${stream} ${line}`) });
    deepStrictEqual(lines, ['stdout aé', 'stdout b', 'stdout ', 'stdout last']);
  });

  it('keeps the end of much output, and cuts a line that does not end', async () => {
    const pieces: number[] = [];
    const script = `const b = Buffer.alloc(1e6, 'x'); for (let i = 0; i < 20; i++) process.stdout.write(b); process.stdout.write('end')`;
    const { stdout } = await runScript(script, { onLine: (line) => pieces.push(line.length) });
    strictEqual(stdout.length, 8 * 1024 * 1024);
    ok(stdout.endsWith('xend'));
    ok(Math.max(...pieces) <= 64 * 1024);
    strictEqual(
      pieces.reduce((sum, length) => sum + length, 0),
      20_000_003,
    );
  });

  it('says so when a program cannot be started', async () => {
    const result = await new NodeProcessRunner().run({ command: at('no-such-program'), args: [], notFrom: [] });
    strictEqual(result.exitCode, undefined);
    match(result.stderr, /ENOENT/);
  });

  it('says so when an argument or a variable cannot be handed over, and does not wait', async () => {
    const requests: readonly Partial<ProcessRequest>[] = [{ args: ['a\0b'] }, { env: { A: 'x\0y' } }, { cwd: at('a\0b') }];
    for (const request of requests) {
      const result = await new NodeProcessRunner().run({ command: process.execPath, args: ['-e', '0'], notFrom: [], ...request });
      strictEqual(result.exitCode, undefined);
      ok(result.stderr.length > 0);
    }
  });

  onPosix('says so when the arguments are too long for the system', async () => {
    const { exitCode, stderr } = await runScript('0', {}, 'x'.repeat(4_000_000));
    strictEqual(exitCode, undefined);
    match(stderr, /E2BIG/);
  });

  it('is cancelled before and while a program runs', async () => {
    await rejectsWith('cancelled', runScript('0', { signal: AbortSignal.abort() }));
    const controller = new AbortController();
    const running = runScript('console.log("up"); setInterval(() => 0, 1000)', {
      signal: controller.signal,
      onLine: () => controller.abort(),
    });
    await rejectsWith('cancelled', running);
  });

  it('ends a program that takes too long', async () => {
    match(await rejectsWith('process-timeout', runScript('setInterval(() => 0, 1000)', { timeoutMs: 300 })), /within 1 seconds/);
  });

  onPosix('ends what the program started, too', async () => {
    const child = `require('fs').writeFileSync(${JSON.stringify(at('pid'))}, String(process.pid)); console.log('up'); setInterval(() => 0, 1000)`;
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' })`;
    const controller = new AbortController();
    await rejectsWith('cancelled', runScript(script, { signal: controller.signal, onLine: () => controller.abort() }));
    const pid = Number(await readFile(at('pid'), 'utf8'));
    let isGone = false;
    for (let attempt = 0; attempt < 100 && !isGone; attempt++) {
      isGone = await isGoneOrDead(pid);
      await wait(20);
    }
    ok(isGone);
  });

  onPosix('does not wait for a daemon that keeps the output open', async () => {
    // It lives far longer than any busy machine needs to start it, and is ended here.
    const script = `const daemon = require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => 0, 600000)'], { stdio: 'inherit', detached: true }); daemon.unref(); console.log(daemon.pid)`;
    const result = await runScript(script);
    const pid = Number(result.stdout);
    ok(!(await isGoneOrDead(pid)));
    process.kill(pid, 'SIGKILL');
    strictEqual(result.exitCode, 0);
  });

  onPosix('ends a group that a program left behind, also one that ignores the request', async () => {
    const stubborn = `process.on('SIGTERM', () => 0); console.log('up'); setInterval(() => 0, 1000)`;
    const script = `const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: ['ignore', 'pipe', 'ignore'], detached: true }); child.stdout.once('data', () => { console.log(child.pid); process.exit(0); })`;
    const pid = Number((await runScript(script)).stdout);
    ok(!(await isGoneOrDead(pid)));
    await new NodeProcessRunner().endGroups([pid, 1, -3, Number.NaN]);
    ok(await isGoneOrDead(pid));
  });

  (process.platform === 'win32' ? it : it.skip)('hands arguments to a batch file as they are', async () => {
    await writeFile(at('tool.cmd'), '@node -e "process.stdout.write(JSON.stringify(process.argv.slice(1)))" -- %*\r\n');
    const args = ['a b', 'x & echo y', '%PATH%', '"quoted"', '"a" & echo y', '!PATH!', '^', 'a\\', 'ü 漢', "it's", '-x', '(a)', '$HOME;'];
    const { stdout } = await new NodeProcessRunner().run({ command: at('tool.cmd'), args, notFrom: [] });
    deepStrictEqual(JSON.parse(stdout), args);
    // `cmd.exe` would take the second line for a command.
    const refused = await new NodeProcessRunner().run({ command: at('tool.cmd'), args: ['a\necho y'], notFrom: [] });
    deepStrictEqual([refused.exitCode, refused.stdout], [undefined, '']);
  });

  onPosix('gives 128 and the number of the signal that ended a program', async () => {
    strictEqual((await runScript('process.kill(process.pid, "SIGKILL")')).exitCode, 137);
  });
});

/** A dead process stays visible as a zombie where no one collects it, as in containers without an init. */
async function isGoneOrDead(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return /^State:\s+Z/m.test(status);
}
