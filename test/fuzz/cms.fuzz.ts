/** Mutated CMS structures must be checked or refused. */

import { utf8 } from '../../src/core/base/bytes.ts';
import { derUtf8String } from '../../src/core/formats/asn1/derWriter.ts';
import { inspectJarSignatureBlock } from '../../src/core/signing/jar/jarSignatureBlock.ts';
import { signCms } from '../../src/core/signing/cms/signCms.ts';
import { throwAwayIdentity } from '../support/throwAwayIdentity.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const content = utf8('what is signed');
const signer = { identity: throwAwayIdentity({ algorithm: 'rsa-2048' }), hash: 'sha256', algorithmForm: 'combined' } as const;
const attribute = { attrType: '1.2.840.113549.1.9.5', attrValues: [derUtf8String('now')] };

export const target: FuzzTarget = {
  name: 'cms',
  seeds: async () => [
    signCms({ content, isDetached: true, signers: [signer] }),
    signCms({ content, isDetached: false, signers: [{ ...signer, signedAttributes: [attribute] }] }),
  ],
  run(bytes) {
    inspectJarSignatureBlock(bytes, content, { block: 'META-INF/CERT.RSA', file: 'META-INF/CERT.SF' }, { minSdk: 24, maxSdk: 0x7fffffff });
  },
};
