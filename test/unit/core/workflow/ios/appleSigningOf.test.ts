/** What Xcode gets to sign with: the key under a password of one run, and of profiles only what cannot be more than a name. */

import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type FiledIdentity } from '../../../../../src/core/assets/certificate/certificateFile.ts';
import { readCertificateFile } from '../../../../../src/core/assets/certificate/readCertificateFile.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type AppleSigning } from '../../../../../src/core/engines/xcode/appleSigning.ts';
import { appleSigningOf } from '../../../../../src/core/workflow/ios/appleSigningOf.ts';
import { openProfiles, withChain } from '../../../../../src/core/workflow/ios/signingAssets.ts';
import { ApplePki, p12Of, p12Password, team, type ProfileOptions } from '../../../../support/applePki.ts';
import { countingRandom, FakeProcesses } from '../../../../support/fixedWorld.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';

const pki = new ApplePki();
const leaf = pki.leaf();
const uuid = '0a1b2c3d-0000-4000-8000-000000000000';

async function filed(): Promise<FiledIdentity> {
  const { identities } = await readCertificateFile(await p12Of([leaf]), new Secret(p12Password));
  const [first] = identities;
  ok(first);
  return first;
}

interface Signing {
  readonly signing: AppleSigning;
  readonly kept: Secret[];
  readonly processes: FakeProcesses;
  readonly files: MemoryFiles;
}

async function signingWith(...options: readonly ProfileOptions[]): Promise<Signing> {
  const paths = options.map((_, index) => `/p${index}`);
  const files = new MemoryFiles(
    Object.fromEntries(options.map((each, index) => [`/p${index}`, pki.profile({ certificates: [leaf], ...each })])),
  );
  const { profiles } = await openProfiles(files, paths, { now: new Date('2026-11-21'), trusted: [pki.root] });
  const identity = await filed();
  const certificate = withChain(identity, leaf.privateKey, [pki.root]);
  const kept: Secret[] = [];
  const processes = new FakeProcesses(42);
  const world = { random: countingRandom(), processes };
  return {
    signing: await appleSigningOf(world, { certificate, profiles, issues: [] }, (secret) => kept.push(secret)),
    kept,
    processes,
    files,
  };
}

describe('what Xcode signs with', () => {
  it('is the certificate by its fingerprint, and the team of the first profile', async () => {
    const { signing } = await signingWith({}, { identifier: 'com.acme.hello.share', team: 'OTHER12345' });
    deepStrictEqual([signing.sha1, signing.team], [(await filed()).certificate.sha1, team]);
    strictEqual((await signingWith()).signing.team, undefined);
  });

  it('has a team only where it can be a word of a settings file', async () => {
    for (const [names, expected] of [
      [['TEAM123456'], 'TEAM123456'],
      [['a b'], undefined],
      [['TEAM;\nCODE_SIGN = no'], undefined],
      [['$(HOME)'], undefined],
      [['T'.repeat(41)], undefined],
      [['T'.repeat(40)], 'T'.repeat(40)],
      [['$(HOME)', 'SECOND1234'], 'SECOND1234'],
      [[], undefined],
    ] as const) {
      const { signing } = await signingWith({ change: { TeamIdentifier: [...names] } });
      strictEqual(signing.team, expected, names.join());
    }
  });

  it('has the profile of each program, by a name that is no path', async () => {
    const { signing, files } = await signingWith(
      {},
      { identifier: 'com.acme.hello.*', name: 'Wide', change: { UUID: uuid.toUpperCase() } },
    );
    const own = signing.profileFor('com.acme.hello');
    deepStrictEqual([own?.uuid, own?.bytes], [uuid, await files.readFile('/p0')]);
    strictEqual(signing.profileFor('com.acme.hello.share')?.uuid, uuid.toUpperCase());
    strictEqual(signing.profileFor('org.else'), undefined);
    for (const wrong of [
      '../../../../../etc/a-file-that-is-there1',
      `${uuid}/x`,
      `x${uuid}`,
      uuid.slice(1),
      uuid.replace('0a', '/a'),
      '',
    ]) {
      const named = await signingWith({ change: { UUID: wrong } });
      strictEqual(named.signing.profileFor('com.acme.hello'), undefined, wrong);
    }
  });

  it('is handed over under a new password each time, which the log is kept free of', async () => {
    const { signing, kept } = await signingWith({});
    deepStrictEqual(kept, []);
    const first = await signing.transport();
    const second = await signing.transport();
    deepStrictEqual(kept, [first.password, second.password]);
    match(first.password.reveal(), /^[0-9a-f]{48}$/);
    notStrictEqual(first.password.reveal(), second.password.reveal());
    const { identities, encryption } = await readCertificateFile(first.file, first.password);
    deepStrictEqual(
      identities.map(({ certificate, privateKey, issuers }) => [
        certificate.sha1,
        privateKey?.equals(leaf.privateKey),
        issuers.map(({ sha256 }) => sha256).includes(pki.root.sha256),
      ]),
      [[signing.sha1, true, true]],
    );
    // `security import` does not take the newer encryption.
    deepStrictEqual(
      encryption?.protections.map((each) => each.split(',')[0]),
      ['3DES'],
    );
    strictEqual((await readCertificateFile(first.file, second.password)).password, 'wrong');
  });

  it('has one name a run, and knows whose run it is', async () => {
    const { signing, processes } = await signingWith({});
    match(signing.runName, /^[0-9a-f]{16}$/);
    strictEqual(signing.runName, signing.runName);
    deepStrictEqual(signing.owner, { pid: 42, host: 'here', startedAt: 'then' });
    strictEqual(await signing.isRunning(signing.owner), true);
    processes.running.clear();
    strictEqual(await signing.isRunning(signing.owner), false);
  });
});
