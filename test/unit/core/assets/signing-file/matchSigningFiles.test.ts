import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { certificateName } from '../../../../../src/core/assets/apple/appleCertificateKind.ts';
import { commonCertificates, hidesCertificates } from '../../../../../src/core/assets/signing-file/matchSigningFiles.ts';
import { readSigningFile } from '../../../../../src/core/assets/signing-file/readSigningFile.ts';
import { type SigningFile } from '../../../../../src/core/assets/signing-file/signingFile.ts';
import { ApplePki, p12Of, p12Password } from '../../../../support/applePki.ts';

const now = new Date('2026-11-21T10:00:00Z');
const pki = new ApplePki();
const leaf = pki.leaf();
const namesake = pki.leaf({ label: 'namesake' });

async function read(bytes: Bytes, password?: string): Promise<SigningFile> {
  return await readSigningFile('a', bytes, { now, ...(password !== undefined && { password: new Secret(password) }) });
}

describe('files that belong together', () => {
  it('are a profile and the certificates that it allows, whichever is asked first', async () => {
    const profile = await read(pki.profile({ certificates: [leaf] }));
    const names = async (bytes: Bytes, password?: string): Promise<readonly string[]> => {
      const store = await read(bytes, password);
      const common = commonCertificates(profile, store).map(certificateName);
      deepStrictEqual(commonCertificates(store, profile).map(certificateName), common);
      return common;
    };
    const name = 'Apple Distribution: Lab Corp (TEAM123456)';
    deepStrictEqual(await names(leaf.certificates[0]), [name]);
    deepStrictEqual(await names(await p12Of([namesake, leaf]), p12Password), [name]);
    // The same name, another certificate.
    deepStrictEqual(await names(namesake.certificates[0]), []);
  });

  it('are never two of one kind', async () => {
    const profile = await read(pki.profile({ certificates: [leaf] }));
    deepStrictEqual(commonCertificates(profile, profile), []);
    const store = await read(leaf.certificates[0]);
    deepStrictEqual(commonCertificates(store, store), []);
  });

  it('may hide what they contain until their password is known', async () => {
    const p12 = await p12Of([leaf], 'modern');
    strictEqual(hidesCertificates(await read(p12)), true);
    strictEqual(hidesCertificates(await read(p12, 'another')), true);
    strictEqual(hidesCertificates(await read(p12, p12Password)), false);
    strictEqual(hidesCertificates(await read(leaf.certificates[0])), false);
  });
});
