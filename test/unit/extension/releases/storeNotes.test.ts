import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Failure } from '../../../../src/core/base/failure.ts';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { isStopped, preflightLines } from '../../../../src/extension/releases/stores/preflightSummary.ts';
import {
  longestStoreNotes,
  notesRemark,
  proposeStoreNotes,
  rememberPublished,
} from '../../../../src/extension/releases/stores/storeNotes.ts';
import { type PackageToRelease } from '../../../../src/extension/releases/release/packageToRelease.ts';

const commit = 'a'.repeat(40);

function memory(): vscode.Memento {
  const kept = new Map<string, unknown>();
  return {
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
    keys: () => [...kept.keys()],
  };
}

/** What the functions read of a package. */
function chosen(version: string): PackageToRelease {
  return { appFolder: '/app', build: { commit }, candidate: { appIdentifier: 'com.acme.hello', version } } as unknown as PackageToRelease;
}

function control(subjects: readonly string[]) {
  return {
    describe: async () => ({ author: 'Ada' }),
    isTracked: async () => false,
    subjectsSince: async (_: string, since: string | undefined) => (since === undefined ? ['Begin'] : since === commit ? subjects : []),
  };
}

describe('release notes for stores from git', () => {
  it('are the commits since the version that was published last, of that store and app', async () => {
    const own = memory();
    const git = control(['Add icons', 'Fix crash']);
    deepStrictEqual(await proposeStoreNotes(own, git, 'google-play', chosen('13')), { text: '- Begin', count: 1, since: '' });
    await rememberPublished(own, 'google-play', chosen('12'));
    deepStrictEqual(await proposeStoreNotes(own, git, 'google-play', chosen('13')), {
      text: '- Add icons\n- Fix crash',
      count: 2,
      since: '12',
    });
    strictEqual((await proposeStoreNotes(own, git, 'app-store-connect', chosen('13'))).text, '- Begin');
    strictEqual((await proposeStoreNotes(own, git, 'intune', chosen('13'))).text, '');
    strictEqual((await proposeStoreNotes(own, git, 'google-play', { ...chosen('13'), appFolder: undefined })).text, '');
  });

  it('have no angle brackets, which TestFlight refuses, and no more characters than the store takes', async () => {
    const own = memory();
    await rememberPublished(own, 'app-store-connect', chosen('12'));
    const { text } = await proposeStoreNotes(own, control(['Map<String, Key> and <en-US>x</en-US>']), 'app-store-connect', chosen('13'));
    strictEqual(text, '- MapString, Key and en-USx/en-US');
    await rememberPublished(own, 'google-play', chosen('12'));
    const long = await proposeStoreNotes(own, control(Array.from({ length: 60 }, () => 'x'.repeat(60))), 'google-play', chosen('13'));
    ok(long.text.length <= longestStoreNotes['google-play'] && long.count === 7, String(long.count));
  });

  it('are checked for each language while they are typed', () => {
    strictEqual(notesRemark('google-play', 'x'.repeat(500)), undefined);
    ok(notesRemark('google-play', 'x'.repeat(501)));
    strictEqual(notesRemark('app-store-connect', 'x'.repeat(4000)), undefined);
    ok(notesRemark('app-store-connect', `<de-DE>${'x'.repeat(4001)}</de-DE>`)?.text.includes('de-DE'));
  });
});

describe('the summary before a publication', () => {
  const refusal = Failure.of('store-version-code-low', { store: 'Google Play', versionCode: 3, highest: 7, next: 8 });
  const doubt = createIssue('ipa-privacy-manifest-missing', {});

  it('names what stops it first, then what is doubtful or not known, and what passed on one line', () => {
    const rows = [
      { check: 'signature', state: 'passed', reasons: [] },
      { check: 'upload-certificate', state: 'unknown', reasons: [] },
      { check: 'privacy-manifest', state: 'warning', reasons: [doubt] },
      { check: 'version-code', state: 'refused', reasons: [refusal] },
      { check: 'track', state: 'passed', reasons: [] },
    ] as const;
    const lines = preflightLines(rows);
    deepStrictEqual(
      lines.map((line) => line.slice(0, 20)),
      ['✗ Version code: The v', '⚠ Privacy manifest: T', '? Not known: Upload c', '✓ Signature, Track'].map((line) => line.slice(0, 20)),
    );
    ok(lines[0]?.includes('Create the package again with version code 8 or higher.'));
    deepStrictEqual([isStopped(rows), isStopped(rows.slice(0, 3))], [true, false]);
  });
});
