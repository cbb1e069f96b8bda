import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { exitCodeOf } from '../../../../../src/core/base/exitCodes.ts';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { failureTable, type FailureCode } from '../../../../../src/core/base/failureTable.ts';
import { type CreatedPackage } from '../../../../../src/core/workflow/createPackage.ts';
import { type RunRequest } from '../../../../../src/extension/build/runs/packageRun.ts';
import { type RunPackage } from '../../../../../src/extension/build/runs/packageRuns.ts';
import { resetFakeEditor } from '../../../../support/fakeEditor.ts';

const request = { appFolder: '/work/app', appName: 'Hello', platform: 'android' } as const;

interface Ended {
  readonly code: number;
  readonly text: string;
}

/** Runs one task to its end. */
async function run(runPackage: RunPackage, found: () => Promise<readonly RunRequest[]> = async () => [request]): Promise<Ended> {
  const { PackageRuns } = await import('../../../../../src/extension/build/runs/packageRuns.ts');
  const { PackageTerminal } = await import('../../../../../src/extension/build/tasks/packageTerminal.ts');
  const terminal = new PackageTerminal(new PackageRuns(runPackage), found);
  let text = '';
  terminal.onDidWrite((written) => (text += written));
  const code = await new Promise<number>((resolve) => {
    terminal.onDidClose(resolve);
    terminal.open();
  });
  return { code, text };
}

function failing(error: unknown): RunPackage {
  return async () => {
    throw error;
  };
}

const codes = Object.keys(failureTable).filter((code): code is FailureCode => code in failureTable);

describe('the terminal of a package', () => {
  beforeEach(resetFakeEditor);

  it('ends with the exit code of the command line, for every failure there is', async () => {
    const ended = await Promise.all(
      codes.map(async (code) => {
        const failure = Failure.revive({ code, params: {}, issues: [] });
        const { code: exitCode } = await run(failing(failure));
        return [code, exitCode, exitCodeOf(failureTable[code].kind)] as const;
      }),
    );
    deepStrictEqual(
      ended.map(([code, exitCode]) => [code, exitCode]),
      ended.map(([code, , expected]) => [code, expected]),
    );
  });

  it('ends with the same codes when the app is not found, or when something breaks', async () => {
    const absent = async () => Promise.reject(Failure.of('app-folder-unknown', { folder: 'x' }));
    const [first, second] = await Promise.all([run(failing(new Error('never asked')), absent), run(failing(new Error('broken')))]);
    deepStrictEqual([first.code, second.code], [exitCodeOf(failureTable['app-folder-unknown'].kind), 70]);
    match(second.text, /broken|internal|defect/i);
  });

  it('shows the lines of its run', async () => {
    const { text } = await run(async (_request, { onLogLine }) => {
      onLogLine('error some-code: something');
      onLogLine('plain');
      throw Failure.of('cancelled', {});
    });
    match(text, /\u001B\[31merror some-code: something\u001B\[0m\r\nplain\r\n/);
  });

  it('shows several packages that are made together: what one tool says to each once, and the first exit code that is none of success', async () => {
    const work: RunPackage = async ({ variant = '' }, { onLogLine }) => {
      onLogLine('> Task :app:assemble');
      if (variant === 'paid') throw Failure.of('file-not-found', { path: '/work/app/paid.p12' });
      return { path: `/work/app/${variant}.apk`, record: { sha256: 'ab' } } as CreatedPackage;
    };
    const variants = ['free', 'paid'].map((variant) => ({ ...request, variant }));
    const { code, text } = await run(work, async () => variants);
    strictEqual(code, exitCodeOf(failureTable['file-not-found'].kind));
    strictEqual(text.split('> Task :app:assemble').length, 2, text);
    for (const part of ['Hello · Android · free', 'Hello · Android · paid', 'Created /work/app/free.apk', 'paid.p12'])
      ok(text.includes(part), text);
  });
});
