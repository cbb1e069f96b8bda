/** Android's own apksigner, zipalign and Java's jarsigner judge what the product signs; the product judges what they sign. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { signApkV4 } from '../../src/core/signing/android/v4/signer.ts';
import { signApk, type SignSchemes } from '../../src/core/signing/android/signApk.ts';
import { signAppBundle } from '../../src/core/signing/app-bundle/signAppBundle.ts';
import { verifyAppBundle } from '../../src/core/signing/app-bundle/verifyAppBundle.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { hereDigester } from '../support/hereDigester.ts';
import { errorCodes, unsignedApk, verifyBytes } from '../support/signedPackages.ts';
import { smallArchive, smallBundleEntries } from '../support/smallPackages.ts';
import { throwAwayIdentity, type ThrowAwayAlgorithm } from '../support/throwAwayIdentity.ts';
import { askJudge } from './support/judges.ts';

const algorithms: readonly ThrowAwayAlgorithm[] = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'ec-p256', 'ec-p384', 'ec-p521'];
const combinations: readonly SignSchemes[] = [
  { v1: true, v2: true, v3: true },
  { v1: true, v2: false, v3: false },
  { v1: true, v2: true, v3: false },
  { v1: false, v2: true, v3: true },
  { v1: false, v2: false, v3: true },
];

describe('package signatures', () => {
  let folder = '';
  let apk: Bytes = new Uint8Array();
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdist-signing-'));
    // In file names a judge prints, and long enough for several manifest lines.
    const assets = Array.from({ length: 30 }, (_, index) => ({
      name: `assets/été/${'long/'.repeat(index % 20)}${index}.txt`,
      bytes: new Uint8Array(index),
    }));
    apk = await unsignedApk({ minSdk: 18, targetSdk: 29 }, [{ name: 'lib/arm64-v8a/libx.so', bytes: new Uint8Array(5000) }, ...assets]);
    await writeFile(join(folder, 'unsigned.apk'), apk);
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function sign(identities: readonly [SigningIdentity, ...SigningIdentity[]], schemes: SignSchemes, minSdk: number): Promise<string> {
    const path = join(folder, 'signed.apk');
    const files = new NodeFileSystem();
    const source = await files.openFile(join(folder, 'unsigned.apk'));
    const output = await files.createFile(path);
    await signApk({ source, output, identities, schemes, minSdk, digester: hereDigester });
    await output.commit();
    await source.close();
    return path;
  }

  /** What `apksigner verify -v` says of each scheme, and whether it is content at all. */
  function judgeApk(path: string, minSdk: number, more: readonly string[] = []): { verified: boolean; schemes: string; said: string } {
    const { exitCode, stdout, stderr } = askJudge('apksigner', ['verify', '-v', '--min-sdk-version', String(minSdk), ...more, path]);
    const schemes = [...stdout.matchAll(/Verified using (v\d)[^:]*: true/g)].map(([, scheme]) => scheme).join(' ');
    return { verified: exitCode === 0, schemes, said: stdout + stderr };
  }

  for (const algorithm of algorithms)
    for (const schemes of combinations) {
      const minSdk = schemes.v1 === true ? 18 : schemes.v2 === true ? 24 : 28;
      const wanted = Object.entries(schemes)
        .filter(([, is]) => is === true)
        .map(([scheme]) => scheme);
      it(`by ${algorithm} with ${wanted.join('+')} content apksigner and zipalign`, async () => {
        const path = await sign([throwAwayIdentity({ algorithm })], schemes, minSdk);
        const { verified, schemes: seen, said } = judgeApk(path, minSdk);
        ok(verified, said);
        deepStrictEqual(seen, wanted.join(' '));
        strictEqual(askJudge('zipalign', ['-c', '-p', '4', path]).exitCode, 0);
        if (schemes.v1 === true) strictEqual(askJudge('jarsigner', ['-verify', path]).exitCode, 0);
      });
    }

  it('for platforms before API level 18 content apksigner', async () => {
    const { verified, said } = judgeApk(await sign([throwAwayIdentity()], {}, 9), 9);
    ok(verified, said);
  });

  it('by several keys content apksigner', async () => {
    const identities = [throwAwayIdentity(), throwAwayIdentity({ algorithm: 'ec-p256' })] as const;
    const { verified, schemes, said } = judgeApk(await sign(identities, {}, 18), 18, ['--print-certs']);
    ok(verified, said);
    strictEqual(schemes, 'v1 v2');
  });

  it('of the v4 scheme content apksigner', async () => {
    for (const algorithm of ['rsa-2048', 'rsa-4096', 'ec-p256'] as const) {
      const identity = throwAwayIdentity({ algorithm });
      const path = await sign([identity], {}, 24);
      const idsig = await signApkV4({ source: bytesSource(await readFile(path)), identity, digester: hereDigester });
      await writeFile(`${path}.idsig`, idsig);
      const { verified, schemes, said } = judgeApk(path, 28, ['--v4-signature-file', `${path}.idsig`]);
      ok(verified, said);
      ok(schemes.includes('v4'), said);
    }
  });

  it('of app bundles content jarsigner and bundletool', async () => {
    for (const algorithm of ['rsa-2048', 'ec-p256', 'ec-p384'] as const) {
      const path = join(folder, 'signed.aab');
      const output = await new NodeFileSystem().createFile(path);
      await signAppBundle({
        source: bytesSource(await smallArchive(smallBundleEntries())),
        output,
        identities: [throwAwayIdentity({ algorithm })],
      });
      await output.commit();
      const { exitCode, stdout } = askJudge('jarsigner', ['-verify', '-verbose', path]);
      strictEqual(exitCode, 0, stdout);
      ok(stdout.includes('jar verified.') && !stdout.includes('unsigned entries'), stdout);
    }
  });

  describe('that apksigner makes', () => {
    const password = 'pass:password';
    async function makeKey(name: string, algorithm: readonly string[]): Promise<string> {
      const store = join(folder, `${name}.p12`);
      const args = ['-genkeypair', '-keystore', store, '-storetype', 'PKCS12', '-storepass', 'password', '-alias', name];
      const { exitCode, stderr } = askJudge('keytool', [...args, ...algorithm, '-validity', '10000', '-dname', `CN=${name}`]);
      strictEqual(exitCode, 0, stderr);
      return store;
    }
    const rsa = ['-keyalg', 'RSA', '-keysize', '2048'];
    const ec = ['-keyalg', 'EC', '-groupname', 'secp256r1'];
    const dsa = ['-keyalg', 'DSA', '-keysize', '2048'];

    async function signThere(
      stores: readonly string[],
      more: readonly string[],
      minSdk: number,
      input = join(folder, 'unsigned.apk'),
    ): Promise<Buffer> {
      const out = join(folder, 'theirs.apk');
      const signers = stores.flatMap((store, index) => [...(index > 0 ? ['--next-signer'] : []), '--ks', store, '--ks-pass', password]);
      const args = ['sign', '--min-sdk-version', String(minSdk), '--out', out, ...more, ...signers, input];
      const { exitCode, stdout, stderr } = askJudge('apksigner', args);
      strictEqual(exitCode, 0, stdout + stderr);
      return readFile(out);
    }

    it('verify, whatever the keys', async () => {
      const stores = [await makeKey('rsa', rsa), await makeKey('ec', ec), await makeKey('dsa', dsa)];
      for (const list of [...stores.map((store) => [store]), stores]) {
        // Without a history, v3 takes one key.
        const isSingle = String(list.length === 1);
        const signed = await signThere(list, ['--v4-signing-enabled', 'false', '--v3-signing-enabled', isSingle], 21);
        const { signers, schemes, ...result } = await verifyBytes(signed, { minSdk: 21 });
        deepStrictEqual([errorCodes(result), schemes.v1, schemes.v2, schemes.v3], [[], true, true, list.length === 1]);
        strictEqual(signers.length, list.length);
      }
    });

    it('verify with a v4 file', async () => {
      const signed = await signThere([await makeKey('v4', rsa)], ['--v4-signing-enabled', 'true'], 28);
      const idsig = await readFile(join(folder, 'theirs.apk.idsig'));
      const { verified, schemes } = await verifyBytes(signed, { minSdk: 28, idsig });
      deepStrictEqual([verified, schemes.v4], [true, true]);
    });

    it('verify after a rotation of the key, by its history', async () => {
      const [old, current] = [await makeKey('old', rsa), await makeKey('new', ec)];
      const lineage = join(folder, 'lineage');
      const rotation = [
        'rotate',
        '--out',
        lineage,
        '--old-signer',
        '--ks',
        old,
        '--ks-pass',
        password,
        '--new-signer',
        '--ks',
        current,
        '--ks-pass',
        password,
      ];
      strictEqual(askJudge('apksigner', rotation).exitCode, 0);
      const signed = await signThere([old, current], ['--lineage', lineage, '--v4-signing-enabled', 'false'], 21);
      const result = await verifyBytes(signed, { minSdk: 21 });
      deepStrictEqual(errorCodes(result), []);
      deepStrictEqual(
        [result.signers.map(({ subject }) => subject), result.lineage.map(({ subject }) => subject.text)],
        [['CN=new'], ['CN=old', 'CN=new']],
      );
    });

    it('are the same bytes as ours when the key is RSA and the layout is right', async () => {
      const store = await makeKey('same', rsa);
      const pem = askJudge('openssl', ['pkcs12', '-in', store, '-passin', password, '-nodes']).stdout;
      const identity: SigningIdentity = { privateKey: createPrivateKey(pem), certificates: [new Uint8Array(new X509Certificate(pem).raw)] };
      const ours = await sign([identity], {}, 24);
      const theirs = await signThere([store], ['--v1-signing-enabled', 'false', '--v4-signing-enabled', 'false'], 24, ours);
      ok(theirs.equals(await readFile(ours)));
    });

    it('of app bundles verify, as jarsigner makes them', async () => {
      const store = await makeKey('bundle', rsa);
      const path = join(folder, 'theirs.aab');
      await writeFile(path, await smallArchive(smallBundleEntries()));
      const args = ['-keystore', store, '-storepass', 'password', '-digestalg', 'SHA-256', '-sigalg', 'SHA256withRSA', path, 'bundle'];
      strictEqual(askJudge('jarsigner', args).exitCode, 0);
      const { verified, signers } = await verifyAppBundle(bytesSource(await readFile(path)));
      deepStrictEqual([verified, signers.map(({ certificates: [certificate] }) => certificate.subject.text)], [true, ['CN=bundle']]);
    });
  });
});
