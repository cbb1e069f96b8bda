/** Mutated manifests must be read, with sections that lie one after the other in the bytes. */

import { concatBytes, utf8 } from '../../src/core/base/bytes.ts';
import { encodeJarSection } from '../../src/core/formats/jar-manifest/encodeJarManifest.ts';
import { parseJarManifest } from '../../src/core/formats/jar-manifest/jarManifest.ts';
import { digestsToVerify } from '../../src/core/signing/jar/jarDigests.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'jarManifest',
  seeds: async () => [
    concatBytes(
      encodeJarSection([{ name: 'Manifest-Version', value: '1.0' }]),
      encodeJarSection([
        { name: 'Name', value: `res/${'long/'.repeat(20)}é.png` },
        { name: 'SHA-256-Digest', value: 'QUJD' },
      ]),
    ),
    utf8('Signature-Version: 1.0\nDigest-Algorithms: SHA1 MD5\nSHA1-Digest-Manifest: QUJD\n\nName: a\nSHA1-Digest: QUJD\n'),
  ],
  run(bytes) {
    const { main, sections } = parseJarManifest(bytes);
    let end = 0;
    for (const section of main ? [main, ...sections] : sections) {
      if (section.offset < end || section.length <= 0) throw new Error('sections overlap');
      end = section.offset + section.length;
      digestsToVerify(section, '-Digest', { minSdk: 9, maxSdk: 30 });
    }
    if (end > bytes.length) throw new Error('a section ends beyond the bytes');
  },
};
