/** Code that is verified, and signed again. */

import { bytesSource } from '../../src/core/base/byteSource.ts';
import { openCode } from '../../src/core/signing/apple/code/openCode.ts';
import { signCode } from '../../src/core/signing/apple/code/signCode.ts';
import { contentOfSource } from '../../src/core/signing/apple/fileContent.ts';
import { SealFindings } from '../../src/core/signing/apple/verify/sealFindings.ts';
import { verifyCode } from '../../src/core/signing/apple/verify/verifyCode.ts';
import { ApplePki } from '../support/applePki.ts';
import { armv7, encodeFat } from '../support/machOFiles.ts';
import { appRoot, extensionRoot, sealedContent } from '../support/sealedApps.ts';
import { signableMachO } from '../support/signableMachO.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const bundle = { infoPlist: new Uint8Array(10), codeResources: new Uint8Array(10), identifier: 'com.acme.hello' };

export const target: FuzzTarget = {
  name: 'signedCode',
  seeds: async () => {
    const small = { codeBytes: 500, linkeditBytes: 20 };
    const [current, both] = [
      await sealedContent({ pki: new ApplePki() }, small),
      await sealedContent({ pki: new ApplePki() }, { ...small, minos: 9 }),
    ];
    const signed = [current, both].flatMap((content) => [content[`${appRoot}/Hello`], content[`${extensionRoot}/Share`]]);
    return [
      ...signed.filter((code) => code instanceof Uint8Array),
      signableMachO(small),
      encodeFat([signableMachO({ ...small, bits: 32, cpu: armv7 }), signableMachO(small)]),
      encodeFat([signableMachO({ ...small, info: new Uint8Array(20) })], 64),
    ];
  },
  run: async (bytes) => {
    const content = contentOfSource(bytesSource(bytes));
    const findings = new SealFindings();
    await verifyCode(content, { file: 'code', bundle, wantsFileHashes: true }, findings);
    const { code } = await openCode(content);
    if (code) await signCode({ content, code, identifier: 'code', signer: undefined, wantsFileHashes: true });
    return findings.list.length;
  },
};
