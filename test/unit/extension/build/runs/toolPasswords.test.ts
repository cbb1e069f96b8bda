import { rejects, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type PasswordStore } from '../../../../../src/extension/shared/passwords/passwordStore.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';

async function passwords(stored?: string) {
  const { RunPasswords } = await import('../../../../../src/extension/build/runs/runPasswords.ts');
  const store = { get: async () => (stored === undefined ? undefined : new Secret(stored)) } as unknown as PasswordStore;
  return new RunPasswords({ readFile: () => Promise.reject(new Error('Nothing is tried')) }, store, { asksNobody: true });
}

describe('the passwords of a run that a language model started', () => {
  beforeEach(resetFakeEditor);
  const request = { purpose: 'keystore', file: '/app/upload.p12', isNeeded: true } as const;

  it('are the stored ones', async () => {
    strictEqual((await (await passwords('a')).ask(request))?.reveal(), 'a');
  });

  it('are asked of no one: the answer says how to store one', async () => {
    await rejects(
      (await passwords()).ask(request),
      (error) => isFailure(error, 'password-not-stored') && /Set Password…/.test(error.hint) && error.message.includes('keystore password'),
    );
    strictEqual(await (await passwords()).ask({ ...request, isNeeded: false }), undefined);
    strictEqual(fakeEditor.asked.length, 0);
  });
});
