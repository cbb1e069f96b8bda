import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { Failure, isFailure } from '../../../../../src/core/base/failure.ts';
import { createIssue } from '../../../../../src/core/base/issue.ts';
import { type ErrorPresenter } from '../../../../../src/extension/shared/errors/errorPresenter.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';

const wrongPassword = Failure.of('issues-found', { summary: '' }, { issues: [createIssue('keystore-password-wrong', {})] });
const otherFailure = Failure.of('file-not-found', { path: '/app/upload.p12' });

describe('errors in the editor', () => {
  let errors: ErrorPresenter;
  const logged: unknown[] = [];

  beforeEach(async () => {
    resetFakeEditor();
    logged.length = 0;
    const { ErrorPresenter: Presenter } = await import('../../../../../src/extension/shared/errors/errorPresenter.ts');
    errors = new Presenter({ error: (error: unknown) => logged.push(error), show: () => undefined } as never);
  });

  it('about a wrong password offer to try again', async () => {
    fakeEditor.answers = ['Try Again'];
    let tries = 0;
    await errors.show(wrongPassword, { tryAgain: () => (tries += 1) });
    strictEqual(tries, 1);
    match(fakeEditor.asked[0] ?? '', /wrong keystore password/i);
  });

  it('about something else do not: another try would fail in the same way', async () => {
    fakeEditor.answers = ['Try Again'];
    let tries = 0;
    await errors.show(otherFailure, { tryAgain: () => (tries += 1) });
    deepStrictEqual([tries, logged], [0, [otherFailure]]);
  });

  it('of work that can be repeated offer it each time, until it is done or someone leaves', async () => {
    fakeEditor.answers = ['Try Again', 'Try Again', undefined];
    let tries = 0;
    await errors.orAgain(async () => {
      tries += 1;
      if (tries < 3) throw otherFailure;
    });
    strictEqual(tries, 3);
    await errors.orAgain(async () => {
      tries += 1;
      throw otherFailure;
    });
    deepStrictEqual([tries, fakeEditor.asked.length], [4, 3]);
  });

  it('are not shown for work that someone cancelled', async () => {
    const cancelled = errors.orAgain(async () => await Promise.reject(Failure.of('cancelled', {})));
    await rejects(cancelled, (error) => isFailure(error, 'cancelled'));
    deepStrictEqual(fakeEditor.asked, []);
  });
});
