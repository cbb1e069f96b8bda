/** PKCS #12 with and without passwords, in DER and BER, modern and old. Few iterations, so that a run is short. */

import { openSigningIdentity } from '../../src/core/assets/keystore/openSigningIdentity.ts';
import { utf8 } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { passwordForms } from '../../src/core/formats/password-encryption/passwordForms.ts';
import { inspectPkcs12 } from '../../src/core/formats/pkcs12/inspectPkcs12.ts';
import {
  certificateBag,
  encryptedPart,
  keyBag,
  pbes2,
  pbmac1,
  pfx,
  pkcs12Mac,
  plainPart,
  saltedScheme,
  shroudedKeyBag,
  toIndefinite,
} from '../support/pkcs12Pieces.ts';
import { fixedIdentity } from '../support/throwAwayIdentity.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const password = new Secret('fuzz');

export const target: FuzzTarget = {
  name: 'pkcs12',
  seeds: async () => {
    const { privateKey, certificates } = fixedIdentity();
    const attributes = { name: 'one', localKeyId: 'id' };
    const certificate = certificateBag(certificates[0], attributes);
    const open = [plainPart(keyBag(privateKey, attributes), certificate)];
    const modern = { algorithm: pbes2(), password: utf8('fuzz') };
    const old = { algorithm: saltedScheme('1.2.840.113549.1.12.1.6'), password: passwordForms(password, 'bmp')[0] };
    const closed = async (encryption: typeof modern): Promise<readonly Uint8Array[]> => [
      plainPart(await shroudedKeyBag(privateKey, encryption, attributes)),
      await encryptedPart(encryption, certificate),
    ];
    return [
      await pfx(open),
      await pfx(open, pkcs12Mac('fuzz'), toIndefinite),
      await pfx(await closed(modern)),
      await pfx(await closed(modern), pbmac1('fuzz')),
      await pfx(await closed(old), pkcs12Mac('fuzz'), toIndefinite),
    ];
  },
  run: async (bytes) => {
    await inspectPkcs12(bytes);
    await openSigningIdentity(bytes, { password });
  },
};
