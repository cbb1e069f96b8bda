import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { type LiveRelease } from '../../../../src/core/stores/google-play/trackChange.ts';
import { StoreAccounts, type StoreAccountsParts } from '../../../../src/extension/shared/stores/storeAccounts.ts';
import { choicesFor } from '../../../../src/extension/releases/stores/storeChanges.ts';

const marker = 'marker-key-Geheim';

describe('store accounts in the editor', () => {
  function window(): { readonly accounts: StoreAccounts; readonly kept: Map<string, unknown>; readonly secrets: Map<string, string> } {
    const [kept, secrets] = [new Map<string, unknown>(), new Map<string, string>()];
    const memory = {
      get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
      update: async (key: string, value: unknown) => void kept.set(key, value),
      keys: () => [...kept.keys()],
    };
    const storage = {
      get: async (key: string) => secrets.get(key),
      store: async (key: string, value: string) => void secrets.set(key, value),
      delete: async (key: string) => void secrets.delete(key),
    };
    const accounts = new StoreAccounts({ memory, secrets: storage } as unknown as StoreAccountsParts);
    return { accounts, kept, secrets };
  }

  it('keep the key in the secret storage alone', async () => {
    const { accounts, kept, secrets } = window();
    await accounts.connect({ name: 'apple', store: 'app-store-connect', keyId: 'ABC' }, new Secret(marker));
    await accounts.connect({ name: 'apple', store: 'app-store-connect', keyId: 'DEF' }, new Secret(marker));
    const [account, ...others] = accounts.list();
    ok(account);
    deepStrictEqual([others, [...secrets.values()]], [[], [marker]]);
    ok(!JSON.stringify([...kept]).includes(marker));
    const source = await accounts.source(account);
    deepStrictEqual([source.store, source.keyId, source.key.reveal()], ['app-store-connect', 'DEF', marker]);
    ok(!JSON.stringify(source).includes(marker));
    secrets.clear();
    await rejects(accounts.source(account), (error: unknown) => isFailure(error, 'store-account-unknown'));
    await accounts.disconnect('apple');
    deepStrictEqual(accounts.list(), []);
  });

  it('offer what can be done with a release where it is', () => {
    const release = (track: string, state: LiveRelease['state']): LiveRelease => ({
      track,
      state,
      name: '1.0',
      versionCodes: [3, 5],
      fraction: null,
      countries: null,
      review: null,
    });
    const kinds = (track: string, state: LiveRelease['state']): readonly string[] =>
      choicesFor({ kind: 'play', release: release(track, state) }).map(({ change }) => (change.kind === 'track' ? change.change.kind : ''));
    deepStrictEqual(kinds('production', 'in-progress'), ['halt', 'rollout', 'rollout']);
    deepStrictEqual(kinds('production', 'halted'), ['resume', 'rollout']);
    deepStrictEqual(kinds('production', 'completed'), []);
    deepStrictEqual(kinds('beta', 'completed'), ['promote', 'promote']);
    deepStrictEqual(kinds('beta', 'draft'), []);
    const [promote] = choicesFor({ kind: 'play', release: release('internal', 'completed') });
    ok(promote?.change.kind === 'track' && promote.change.change.kind === 'promote');
    strictEqual(promote.change.change.versionCode, 5);
    deepStrictEqual(
      choicesFor({ kind: 'phases', isPaused: false }).map(({ label }) => label),
      ['Pause Phased Release', 'Release to Everyone'],
    );
    const labels = (subject: Parameters<typeof choicesFor>[0]): readonly string[] => choicesFor(subject).map(({ label }) => label);
    // Of closed tracks alone Google's API knows who tests.
    deepStrictEqual(labels({ kind: 'play', release: release('alpha', 'draft') }), ['Testers…']);
    deepStrictEqual(labels({ kind: 'play', release: release('friends', 'in-progress') }).at(-1), 'Testers…');
    deepStrictEqual(labels({ kind: 'beta-build', version: '1.2', build: '41' }), ['Submit to App Store Review…', 'Expire Build']);
    deepStrictEqual(choicesFor(undefined), []);
  });
});
