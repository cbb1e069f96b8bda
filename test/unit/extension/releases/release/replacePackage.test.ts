import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { offerReplacement, rememberReleased, type ReplacementParts } from '../../../../../src/extension/releases/release/replacePackage.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';

const where = { server: { kind: 'remote', url: 'https://releases.test' }, owner: 'ada', app: 'Hello', release: 3 } as const;

describe('a package that was released and is signed again', () => {
  let folder: string;
  let replaced: readonly unknown[][];
  let refreshed: number;
  let refusal: Failure | undefined;
  let kept: Map<string, unknown>;
  let parts: ReplacementParts;

  beforeEach(() => {
    resetFakeEditor();
    folder = mkdtempSync(join(tmpdir(), 'replaced-'));
    writeFileSync(join(folder, 'new.ipa'), 'content');
    replaced = [];
    refreshed = 0;
    refusal = undefined;
    kept = new Map();
    const client = {
      replacePackage: async (name: object, release: number, { fileName }: { readonly fileName: string }) => {
        if (refusal) throw refusal;
        replaced = [...replaced, [name, release, fileName]];
      },
    };
    const memory = { get: (key: string) => kept.get(key), update: async (key: string, value: unknown) => void kept.set(key, value) };
    const servers = { client: async () => client, refresh: () => (refreshed += 1) };
    parts = { servers, memory } as unknown as ReplacementParts;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('asks nothing for a file that no one released', async () => {
    await offerReplacement(parts, '/old.ipa', join(folder, 'new.ipa'));
    deepStrictEqual([fakeEditor.asked, replaced], [[], []]);
  });

  it('replaces the package of its release after a yes, and remembers the new file', async () => {
    await rememberReleased(parts.memory, '/old.ipa', where);
    const path = join(folder, 'new.ipa');
    fakeEditor.answers = ['Replace Package'];
    await offerReplacement(parts, '/old.ipa', path);
    deepStrictEqual(replaced, [[{ owner: 'ada', app: 'Hello' }, 3, 'new.ipa']]);
    deepStrictEqual([refreshed, kept.get(`released ${path}`)], [1, where]);
    strictEqual(fakeEditor.asked.at(-1), 'Release 3 has the new package. Its link is the same.');
  });

  it('changes nothing without a yes, and says what the server refuses', async () => {
    await rememberReleased(parts.memory, '/old.ipa', where);
    fakeEditor.answers = [undefined];
    await offerReplacement(parts, '/old.ipa', join(folder, 'new.ipa'));
    deepStrictEqual([replaced, refreshed], [[], 0]);
    refusal = Failure.of('release-not-found', { what: 'Release', name: '3' });
    fakeEditor.answers = ['Replace Package', undefined];
    await offerReplacement(parts, '/old.ipa', join(folder, 'new.ipa'));
    deepStrictEqual([refreshed, kept.has(`released ${join(folder, 'new.ipa')}`)], [0, false]);
    strictEqual(fakeEditor.asked.length, 3);
  });
});
