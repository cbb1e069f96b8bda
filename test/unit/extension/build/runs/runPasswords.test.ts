import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type RunPasswords } from '../../../../../src/extension/build/runs/runPasswords.ts';
import { type PasswordStore } from '../../../../../src/extension/shared/passwords/passwordStore.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
import { KeptOfWindows } from '../../../../support/keptOfWindows.ts';
import { keystoreOf } from '../../../../support/keystores.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { until } from '../../../../support/until.ts';

const file = '/work/app/upload.p12';
const request = { purpose: 'keystore', file, isNeeded: true } as const;
const id = { purpose: 'keystore', asset: file } as const;

describe('the passwords of a run', () => {
  let store: PasswordStore;
  let passwords: RunPasswords;

  beforeEach(async () => {
    resetFakeEditor();
    const kept = new KeptOfWindows();
    const { PasswordStore: Store } = await import('../../../../../src/extension/shared/passwords/passwordStore.ts');
    const { RunPasswords: Passwords } = await import('../../../../../src/extension/build/runs/runPasswords.ts');
    store = new Store(kept.storage, kept.index, { isTrusted: () => true, id: () => 'here' });
    passwords = new Passwords(new MemoryFiles({ [file]: await keystoreOf([{ alias: 'up' }], 'right') }), store);
  });

  it('are asked for again with the reason when they are wrong, and stored when the package is there', async () => {
    fakeEditor.answers = ['wrong', 'right'];
    strictEqual((await passwords.ask(request))?.reveal(), 'right');
    match(fakeEditor.prompts[1] ?? '', /wrong keystore password/i);
    strictEqual(await store.get(id), undefined);
    await passwords.keep();
    strictEqual((await store.get(id))?.reveal(), 'right');
  });

  it('are asked for three times at most; the run then says what is wrong, and nothing is stored', async () => {
    fakeEditor.answers = ['one', 'two', 'three', 'right'];
    strictEqual((await passwords.ask(request))?.reveal(), 'three');
    strictEqual(fakeEditor.asked.length, 3);
    await passwords.keep();
    strictEqual(await store.get(id), undefined);
  });

  it('that are stored and open their file are given without a question, and others are asked for with the reason', async () => {
    await store.set(id, new Secret('right'));
    strictEqual((await passwords.ask(request))?.reveal(), 'right');
    deepStrictEqual(fakeEditor.asked, []);
    await store.set(id, new Secret('of another file'));
    fakeEditor.answers = ['right'];
    strictEqual((await passwords.ask(request))?.reveal(), 'right');
    match(fakeEditor.prompts[0] ?? '', /password/i);
    await passwords.keep();
    strictEqual((await store.get(id))?.reveal(), 'right');
  });

  it('of a file that is nothing a password opens are given as they are stored, since the run says what the file is', async () => {
    const { RunPasswords: Passwords } = await import('../../../../../src/extension/build/runs/runPasswords.ts');
    await store.set(id, new Secret('stored'));
    const asking = new Passwords(new MemoryFiles({ [file]: new TextEncoder().encode('no keystore') }), store);
    strictEqual((await asking.ask(request))?.reveal(), 'stored');
    deepStrictEqual(fakeEditor.asked, []);
  });

  it('are no longer asked for when the run is cancelled elsewhere', async () => {
    const run = new AbortController();
    const { RunPasswords: Passwords } = await import('../../../../../src/extension/build/runs/runPasswords.ts');
    const asking = new Passwords(new MemoryFiles({ [file]: await keystoreOf([{ alias: 'up' }], 'right') }), store, { signal: run.signal });
    fakeEditor.isSilent = true;
    const asked = asking.ask(request);
    await until('the question is open', () => fakeEditor.prompts.length > 0 || undefined);
    run.abort();
    await rejects(asked, (error) => isFailure(error, 'cancelled'));
  });

  it('end the run when someone leaves', async () => {
    fakeEditor.answers = ['wrong', undefined];
    await rejects(passwords.ask(request), (error) => isFailure(error, 'cancelled'));
  });

  it('that are not needed are not asked for', async () => {
    strictEqual(await passwords.ask({ ...request, isNeeded: false }), undefined);
    deepStrictEqual(fakeEditor.asked, []);
  });
});
