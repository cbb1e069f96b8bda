import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type PasswordId, type PasswordStore } from '../../../../../src/extension/shared/passwords/passwordStore.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
import { KeptOfWindows } from '../../../../support/keptOfWindows.ts';

const keystore: PasswordId = { purpose: 'keystore', asset: '/home/me/upload.p12' };
const key: PasswordId = { purpose: 'key', asset: '/home/me/upload.p12', alias: 'up' };
const other: PasswordId = { purpose: 'keystore', asset: '/home/me/other.p12' };
const use = 'Use Stored Password';

describe('stored passwords', () => {
  let Store: typeof PasswordStore;
  let kept: KeptOfWindows;

  const inWorkspace = (id: string): PasswordStore =>
    new Store(kept.storage, kept.index, { isTrusted: () => fakeEditor.isTrusted, id: () => id });
  const shown = async (secret: Promise<Secret | undefined>): Promise<string | undefined> => (await secret)?.reveal();

  before(async () => {
    ({ PasswordStore: Store } = await import('../../../../../src/extension/shared/passwords/passwordStore.ts'));
  });

  beforeEach(async () => {
    resetFakeEditor();
    kept = new KeptOfWindows();
    await inWorkspace('first').set(keystore, new Secret('right'));
  });

  it('are used in the workspace they were stored in, without a question', async () => {
    strictEqual(await shown(inWorkspace('first').get(keystore)), 'right');
    strictEqual(await shown(inWorkspace('first').obtain(keystore)), 'right');
    deepStrictEqual(fakeEditor.asked, []);
  });

  it('are not used in another workspace that names the asset', async () => {
    const second = inWorkspace('second');
    strictEqual(await shown(second.get(keystore)), undefined);
    strictEqual(await second.has(keystore), false);
    strictEqual(await second.isLost(keystore), false);
    deepStrictEqual(fakeEditor.asked, []);
  });

  it('are used there after one question, for all passwords of the asset and no other', async () => {
    await inWorkspace('first').set(key, new Secret('of the key'));
    await inWorkspace('first').set(other, new Secret('of another'));
    fakeEditor.answers = [use];
    strictEqual(await shown(inWorkspace('second').obtain(keystore)), 'right');
    deepStrictEqual(fakeEditor.asked, ['Use the stored password of /home/me/upload.p12 in this workspace?']);
    strictEqual(await shown(inWorkspace('second').get(keystore)), 'right');
    strictEqual(await shown(inWorkspace('second').obtain(key)), 'of the key');
    strictEqual(await shown(inWorkspace('second').get(other)), undefined);
    strictEqual(await shown(inWorkspace('third').get(keystore)), undefined);
    strictEqual(fakeEditor.asked.length, 1);
  });

  it('are typed again where someone prefers that, and nothing happens on Escape', async () => {
    fakeEditor.answers = ['Enter Password'];
    strictEqual(await shown(inWorkspace('second').obtain(keystore)), undefined);
    await rejects(inWorkspace('second').obtain(keystore), (error) => isFailure(error, 'cancelled'));
    strictEqual(await shown(inWorkspace('second').get(keystore)), undefined);
  });

  it('of an earlier version of the product are used after the same question', async () => {
    kept.values.delete('passwordWorkspaces');
    strictEqual(await shown(inWorkspace('first').get(keystore)), undefined);
    fakeEditor.answers = [use];
    strictEqual(await shown(inWorkspace('first').obtain(keystore)), 'right');
    strictEqual(await shown(inWorkspace('first').get(keystore)), 'right');
  });

  it('are not used in Restricted Mode, and no one is asked', async () => {
    fakeEditor.isTrusted = false;
    fakeEditor.answers = [use];
    for (const workspace of ['first', 'second']) {
      strictEqual(await shown(inWorkspace(workspace).get(keystore)), undefined);
      strictEqual(await shown(inWorkspace(workspace).obtain(keystore)), undefined);
      strictEqual(await inWorkspace(workspace).has(keystore), false);
    }
    deepStrictEqual(fakeEditor.asked, []);
    strictEqual(await inWorkspace('first').isLost(keystore), false);
  });

  it('are bound to the workspace in which they are typed', async () => {
    await inWorkspace('second').set(keystore, new Secret('newer'));
    strictEqual(await shown(inWorkspace('second').get(keystore)), 'newer');
    strictEqual(await shown(inWorkspace('first').get(keystore)), 'newer');
    strictEqual(await shown(inWorkspace('third').get(keystore)), undefined);
  });

  it('are lost when the storage lost them, and not after they were forgotten', async () => {
    kept.secrets.clear();
    strictEqual(await inWorkspace('first').isLost(keystore), true);
    await inWorkspace('first').forget(keystore);
    strictEqual(await inWorkspace('first').isLost(keystore), false);
  });

  it('are forgotten all together, with where they may be used', async () => {
    strictEqual(await inWorkspace('second').forgetAll(), 1);
    deepStrictEqual([kept.secrets.size, kept.values.get('passwordWorkspaces')], [0, {}]);
  });
});
