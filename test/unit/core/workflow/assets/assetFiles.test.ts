/** Signing assets that are made of files someone named: what is written, for whose eyes, and what is never read or replaced. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { readCertificateFile } from '../../../../../src/core/assets/certificate/readCertificateFile.ts';
import { utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { type Failure } from '../../../../../src/core/base/failure.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { encodePem } from '../../../../../src/core/formats/pem/pem.ts';
import { writeDecodedFile } from '../../../../../src/core/workflow/assets/decodeFile.ts';
import { openRecoveryFile } from '../../../../../src/core/workflow/assets/recoverKeystore.ts';
import {
  openDownloadedCertificate,
  writeCertificate,
  writeCompatibleCopy,
} from '../../../../../src/core/workflow/assets/writeCertificate.ts';
import { ApplePki, p12Of, p12Password } from '../../../../support/applePki.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const pki = new ApplePki();
const leaf = pki.leaf();
const [certificate] = leaf.certificates;
const password = new Secret(p12Password);
const pem = utf8(encodePem('CERTIFICATE', certificate));
const keyPem = utf8(String(leaf.privateKey.export({ type: 'pkcs8', format: 'pem' })));
const largest = 64 * 1024 * 1024;

const worldWith = (content: Readonly<Record<string, Bytes | string>>) => {
  const files = new MemoryFiles(content);
  return { files, world: workflowWorld(files) };
};
const refusedBecause =
  (code: string, ...words: readonly string[]) =>
  (error: Failure): boolean => {
    deepStrictEqual([error.code, ...words.map((word) => error.message.includes(word))], [code, ...words.map(() => true)], error.message);
    return true;
  };

describe('a copy of a .p12 for Keychain Access', () => {
  const copy = { from: '/app/ios.p12', path: '/app/copy.p12', password };

  it('opens with the same password, is in the older encryption, and is for its owner alone', async () => {
    const { files, world } = worldWith({ '/app/ios.p12': await p12Of([leaf], 'modern') });
    await writeCompatibleCopy(world, copy);
    const { identities, encryption } = await readCertificateFile(await files.readFile('/app/copy.p12'), password);
    deepStrictEqual(
      [identities.map((each) => each.privateKey?.equals(leaf.privateKey)), encryption?.protections.map((each) => each.split(',')[0])],
      [[true], ['3DES']],
    );
    strictEqual(files.content.get('/app/copy.p12')?.mode, 0o600);
  });

  it('is not made without an open key, and says why', async () => {
    for (const [bytes, given, reason] of [
      [await p12Of([leaf]), new Secret('wrong'), 'password'],
      [pem, password, 'no private key in it is open'],
      ['nothing', password, 'not a certificate'],
    ] as const) {
      const { files, world } = worldWith({ '/app/ios.p12': bytes });
      await rejects(
        writeCompatibleCopy(world, { ...copy, password: given }),
        refusedBecause('certificate-file-unusable', '/app/ios.p12', reason),
      );
      deepStrictEqual(files.paths(), ['/app/ios.p12']);
    }
  });

  it('never takes the place of its original, or of another file unasked', async () => {
    const { world } = worldWith({ '/app/ios.p12': await p12Of([leaf]), '/app/copy.p12': 'mine' });
    await rejects(writeCompatibleCopy(world, { ...copy, path: copy.from, mayReplace: true }), { code: 'output-is-input' });
    await rejects(writeCompatibleCopy(world, copy), { code: 'file-exists' });
    await writeCompatibleCopy(world, { ...copy, mayReplace: true });
  });
});

describe('a .p12 of the certificate that Apple made and its key', () => {
  const wish = { keyPath: '/app/ios.key', path: '/app/ios.p12', password, form: 'modern' as const };

  it('is for its owner alone, and never in the place of the key', async () => {
    const { files, world } = worldWith({ '/app/ios.cer': certificate, '/app/ios.key': keyPem });
    const downloaded = await openDownloadedCertificate(world, '/app/ios.cer');
    await rejects(writeCertificate(world, { ...wish, certificate: downloaded, path: wish.keyPath, mayReplace: true }), {
      code: 'output-is-input',
    });
    await writeCertificate(world, { ...wish, certificate: downloaded });
    strictEqual(files.content.get('/app/ios.p12')?.mode, 0o600);
    const { identities } = await readCertificateFile(await files.readFile('/app/ios.p12'), password);
    deepStrictEqual(
      identities.map((each) => each.privateKey?.equals(leaf.privateKey)),
      [true],
    );
  });

  it('is not made without a certificate or a key', async () => {
    const { files, world } = worldWith({ '/app/ios.cer': certificate, '/app/ios.key': pem, '/app/empty.cer': 'nothing' });
    await rejects(openDownloadedCertificate(world, '/app/empty.cer'), refusedBecause('certificate-file-unusable', '/app/empty.cer'));
    const downloaded = await openDownloadedCertificate(world, '/app/ios.cer');
    await rejects(writeCertificate(world, { ...wish, certificate: downloaded }), ({ code, issues }: Failure) => {
      ok(code === 'issues-found' && issues.length > 0);
      for (const { severity, place } of issues) deepStrictEqual([severity, place?.file], ['error', '/app/ios.key']);
      return true;
    });
    deepStrictEqual(files.text('/app/ios.p12'), undefined);
  });
});

describe('a signing file that became text on its way', () => {
  it('is written as it was, for its owner alone', async () => {
    const bytes = await p12Of([leaf]);
    // A file of some megabytes is read, too.
    const padded = `${Buffer.from(bytes).toString('base64')}${'\n'.repeat(2_000_000)}`;
    const { files, world } = worldWith({ '/app/ios.txt': padded });
    await writeDecodedFile(world, { from: '/app/ios.txt', path: '/app/ios.p12' });
    deepStrictEqual([files.content.get('/app/ios.p12')?.mode, (await files.readFile('/app/ios.p12')).length], [0o600, bytes.length]);
    await rejects(writeDecodedFile(world, { from: '/app/ios.txt', path: '/app/ios.txt', mayReplace: true }), { code: 'output-is-input' });
  });

  it('is left alone where it is none', async () => {
    const { files, world } = worldWith({ '/app/ios.p12': await p12Of([leaf]) });
    const decoding = writeDecodedFile(world, { from: '/app/ios.p12', path: '/app/out.p12' });
    await rejects(decoding, refusedBecause('file-not-encoded', '/app/ios.p12'));
    deepStrictEqual(files.paths(), ['/app/ios.p12']);
  });
});

describe('files that are far too large', () => {
  it('are not read, whatever is made of them', async () => {
    const { world } = worldWith({ '/app/large': new Uint8Array(largest) });
    const [from, path] = ['/app/large', '/app/out'];
    const tries = {
      copy: () => writeCompatibleCopy(world, { from, path, password }),
      certificate: () => openDownloadedCertificate(world, from),
      decode: () => writeDecodedFile(world, { from, path }),
      recover: () => openRecoveryFile(world, from, password),
    };
    for (const [what, attempt] of Object.entries(tries)) await rejects(attempt(), { code: 'file-too-large' }, what);
  });
});
