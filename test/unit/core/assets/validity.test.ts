import { deepStrictEqual } from 'node:assert/strict';
import { checkCertificateFitness } from '../../../../src/core/assets/keystore/certificateFitness.ts';
import { type Validity, validityOf } from '../../../../src/core/assets/validity.ts';
import { type Certificate } from '../../../../src/core/formats/x509/certificate.ts';

const end = new Date('2026-11-29T12:00:00Z');
const dayMs = 24 * 60 * 60 * 1000;

function check(leftMs: number, kind: Validity['kind'], days: number): void {
  const { kind: found, days: foundDays } = validityOf(end, new Date(end.getTime() - leftMs));
  deepStrictEqual([found, foundDays], [kind, days]);
}

describe('validityOf', () => {
  // "through notAfter, inclusive" (RFC 5280, 4.1.2.5).
  it('is valid at its last moment, and not after it', () => {
    check(0, 'expires-soon', 0);
    check(-1, 'expired', 0);
    check(1, 'expires-soon', 0);
  });

  it('warns from thirty days on', () => {
    check(30 * dayMs, 'expires-soon', 30);
    check(30 * dayMs + 1, 'lasting', 30);
  });
});

describe('checkCertificateFitness', () => {
  const moment = new Date('2040-01-01T00:00:00Z');
  const certificate = { subject: { text: 'CN=Ada' }, notBefore: moment, notAfter: moment } as Certificate;

  it('takes a certificate at its first and at its last moment, and neither before nor after', () => {
    const codes = [-1, 0, 1].map((left) =>
      checkCertificateFitness('upload', certificate, { buildType: 'release', now: new Date(moment.getTime() + left) }).map(
        ({ code }) => code,
      ),
    );
    deepStrictEqual(codes, [['keystore-certificate-not-yet-valid'], [], ['keystore-certificate-expired']]);
  });
});
