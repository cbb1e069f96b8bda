/** Mutated certificate files, of the forms that need no password, and mutated requests must be read or refused. */

import { utf8 } from '../../src/core/base/bytes.ts';
import { inspectCertificateFile } from '../../src/core/assets/certificate/inspectCertificateFile.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { createCertificateRequest, inspectCertificateRequest } from '../../src/core/formats/x509/certificateRequest.ts';
import { fixedIdentity } from '../support/throwAwayIdentity.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const now = new Date('2026-11-21T10:00:00Z');

export const target: FuzzTarget = {
  name: 'certificateFile',
  seeds: async () => {
    const { privateKey, certificates } = fixedIdentity();
    const certificate = encodePem('CERTIFICATE', certificates[0]);
    const key = encodePem('PRIVATE KEY', privateKey.export({ type: 'pkcs8', format: 'der' }));
    return [certificates[0], utf8(certificate + key), utf8(key), createCertificateRequest([{ type: 'CN', value: 'Ada' }], privateKey)];
  },
  run: async (bytes) => {
    inspectCertificateRequest(bytes);
    await inspectCertificateFile(bytes, { now });
  },
};
