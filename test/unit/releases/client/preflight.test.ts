import { deepStrictEqual } from 'node:assert/strict';
import { preflight, type PreflightInput, type ReleaseCandidate } from '../../../../src/releases/client/preflight.ts';
import { type ServerRelease } from '../../../../src/releases/client/serverAnswers.ts';

const candidate: ReleaseCandidate = {
  extension: 'apk',
  version: '12',
  appIdentifier: 'com.example.hello',
  sizeBytes: 10_000_000,
  isSigned: true,
  isDebug: false,
  permissions: ['android.permission.INTERNET'],
  signerSha256: 'aa',
  profileKind: undefined,
  profileDevices: undefined,
  isChanged: false,
};

function release(changes: Partial<ServerRelease> & { readonly groups?: readonly string[] } = {}): ServerRelease {
  const { groups = ['Beta'], ...rest } = changes;
  return {
    id: 1,
    version: '11',
    shortVersion: '1.1',
    fileName: 'hello.apk',
    sizeBytes: 9_900_000,
    sha256: '',
    appIdentifier: 'com.example.hello',
    bundleSha256: null,
    signer: 'aa',
    permissions: ['android.permission.INTERNET'],
    build: { branch: null, commit: null, message: null },
    notes: '',
    isEnabled: true,
    uploadedAt: '',
    installUrl: '',
    downloadUrl: '',
    destinations: groups.map((name) => ({ kind: 'group', id: name, name, isMandatory: false, notifiesTesters: true })),
    ...rest,
  };
}

function kinds(
  changes: Partial<Omit<PreflightInput, 'candidate'>> & { readonly candidate?: Partial<ReleaseCandidate> } = {},
): readonly string[] {
  const { candidate: changed, ...rest } = changes;
  const input = { notes: '', groups: ['Beta'], knownGroups: ['Beta', 'QA'], releases: [release()], devices: [], ...rest };
  return preflight({ ...input, candidate: { ...candidate, ...changed } }).map(({ severity, kind }) => `${severity} ${kind}`);
}

describe('the pre-flight of a release', () => {
  it('finds nothing in an update as it should be', () => deepStrictEqual(kinds(), []));
  it('finds nothing where nothing is known', () => {
    const unknown = { isSigned: undefined, isDebug: undefined, permissions: undefined, signerSha256: undefined };
    deepStrictEqual(kinds({ candidate: unknown }), []);
    deepStrictEqual(kinds({ releases: [release({ signer: null, permissions: null })] }), []);
    deepStrictEqual(kinds({ releases: [] }), []);
  });
  it('says what the server would refuse', () => {
    deepStrictEqual(kinds({ groups: ['Nobody'], notes: 'x'.repeat(5001) }), ['error group-missing', 'error notes-too-long']);
    deepStrictEqual(kinds({ notes: 'x'.repeat(5000) }), []);
    deepStrictEqual(kinds({ candidate: { extension: 'aab', isSigned: false } }), ['warning other-signer']);
    deepStrictEqual(kinds({ candidate: { extension: 'aab', isSigned: false }, groups: [] }), []);
    const bundle = { candidate: { extension: 'aab', signerSha256: 'ff' }, releases: [release({ bundleSha256: 'b' })] };
    deepStrictEqual(kinds(bundle), []);
    deepStrictEqual(kinds({ candidate: { extension: 'ipa', profileKind: 'app-store' } }), ['error store-profile']);
    deepStrictEqual(kinds({ candidate: { extension: 'ipa', profileKind: 'app-store' }, groups: [] }), []);
    deepStrictEqual(kinds({ candidate: { appIdentifier: 'com.other' } }), ['error other-identifier']);
  });
  it('says what devices would refuse', () => {
    deepStrictEqual(kinds({ candidate: { isSigned: false } }), ['error not-signed']);
    deepStrictEqual(kinds({ candidate: { version: undefined } }), ['error version-missing']);
    deepStrictEqual(kinds({ candidate: { version: undefined, extension: 'msix' } }), []);
    deepStrictEqual(kinds({ candidate: { version: '11' } }), ['warning version-not-higher']);
    deepStrictEqual(kinds({ candidate: { signerSha256: 'bb' } }), ['warning other-signer']);
  });
  it('names devices of testers that the profile does not list', () => {
    const device = { udid: 'AB'.repeat(20), name: 'Ada', model: null, osVersion: null, testerEmail: null, state: 'waiting' };
    const of = (profileDevices: readonly string[] | undefined, state: string): readonly string[] =>
      kinds({ candidate: { extension: 'ipa', profileKind: 'ad-hoc', profileDevices }, devices: [{ ...device, state }] });
    deepStrictEqual(of(['cd'.repeat(20)], 'waiting'), ['warning devices-missing']);
    deepStrictEqual(of(['ab'.repeat(20)], 'waiting'), []);
    deepStrictEqual(of(['cd'.repeat(20)], 'dismissed'), []);
    deepStrictEqual(of(undefined, 'waiting'), []);
  });
  it('compares versions with those of the group alone, by number', () => {
    const releases = [release({ version: '20', groups: ['QA'] }), release({ version: '1.9' })];
    deepStrictEqual(kinds({ candidate: { version: '1.10' }, releases }), []);
    deepStrictEqual(kinds({ candidate: { version: '1.10' }, releases, groups: ['Beta', 'QA'] }), ['warning version-not-higher']);
    deepStrictEqual(kinds({ candidate: { version: '1.9.0' }, releases }), ['warning version-not-higher']);
  });
  it('warns about what changed since the last release, and about the build', () => {
    const permissions = ['android.permission.INTERNET', 'android.permission.CAMERA'];
    deepStrictEqual(kinds({ candidate: { permissions, sizeBytes: 13_000_000, isDebug: true, isChanged: true } }), [
      'warning debug-build',
      'warning file-changed',
      'warning new-permissions',
      'warning much-larger',
    ]);
    deepStrictEqual(kinds({ releases: [release({ sizeBytes: 100_000 })], candidate: { sizeBytes: 200_000 } }), []);
  });
});
