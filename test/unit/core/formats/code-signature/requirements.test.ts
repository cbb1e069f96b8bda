import assert from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import {
  encodeDesignatedRequirement,
  noRequirements,
  requirementOps as op,
} from '../../../../../src/core/formats/code-signature/requirements.ts';
import { requirementsText } from '../../../../../src/core/formats/code-signature/requirementText.ts';
import {
  CSMAGIC_REQUIREMENT,
  CSMAGIC_REQUIREMENTS,
  encodeBlob,
  encodeSuperBlob,
} from '../../../../../src/core/formats/code-signature/superBlob.ts';
import { requirement } from '../../../../support/requirement.ts';

function check(encoded: Bytes, expected: string): void {
  assert.deepEqual(requirementsText(encoded), [`designated => ${expected}`]);
}

describe('requirements', () => {
  it('are written as Apple’s signer writes them for iOS', () => {
    const encoded = encodeDesignatedRequirement({
      kind: 'apple',
      identifier: 'com.acme.hello',
      leafCommonName: 'Apple Distribution: Acme (TEAM123456)',
    });
    check(
      encoded,
      'identifier "com.acme.hello" and anchor apple generic and certificate leaf[subject.CN] = "Apple Distribution: Acme (TEAM123456)" and certificate 1[field.1.2.840.113635.100.6.2.1] /* exists */',
    );
    assert.equal(
      Buffer.from(encoded).toString('hex'),
      'fade0c01000000ac0000000100000003' +
        '00000014fade0c000000009800000001' +
        '00000006000000020000000e636f6d2e61636d652e68656c6c6f0000' +
        '000000060000000f000000060000000b000000000000000a7375626a6563742e434e0000' +
        '0000000100000025' +
        Buffer.from('Apple Distribution: Acme (TEAM123456)').toString('hex') +
        '000000' +
        '0000000e000000010000000a2a864886f76364060201000000000000',
    );
  });

  it('name the certificate of another authority', () => {
    const sha1 = new Uint8Array(20).fill(0xab);
    check(
      encodeDesignatedRequirement({ kind: 'anchor', identifier: 'tool', certificate: -1, sha1 }),
      `identifier tool and certificate root = H"${'ab'.repeat(20)}"`,
    );
    check(
      encodeDesignatedRequirement({ kind: 'anchor', identifier: 'tool', certificate: 0, sha1 }),
      `identifier tool and certificate leaf = H"${'ab'.repeat(20)}"`,
    );
  });

  it('may be none', () => {
    assert.equal(Buffer.from(noRequirements).toString('hex'), 'fade0c010000000c00000000');
    assert.deepEqual(requirementsText(noRequirements), []);
  });

  it('are read with all their operations', () => {
    check(requirement(op.true), 'always');
    check(requirement(op.false), 'never');
    check(requirement(op.appleAnchor), 'anchor apple');
    check(requirement(op.not, op.or, op.appleAnchor, op.notarized), '! (anchor apple or notarized)');
    check(requirement(op.and, op.or, op.true, op.false, op.true), '(always or never) and always');
    check(requirement(op.or, op.and, op.true, op.false, op.true), 'always and never or always');
    check(requirement(op.infoKeyValue, 'CFBundleName', 'A "quoted" \\ name'), 'info[CFBundleName] = "A \\"quoted\\" \\\\ name"');
    check(requirement(op.infoKeyField, 'CFBundleVersion', 8, '10'), 'info[CFBundleVersion] >= "10"');
    check(requirement(op.entitlementField, 'com.apple.x-y', 0), 'entitlement["com.apple.x-y"] /* exists */');
    check(requirement(op.entitlementField, 'com.apple.xy', 14), 'entitlement[com.apple.xy] absent');
    check(requirement(op.certField, 2, 'subject.OU', 2, 'x'), 'certificate 2[subject.OU] ~ x');
    check(requirement(op.certField, -1, 'subject.OU', 3, 'x'), 'certificate root[subject.OU] = x*');
    check(requirement(op.certField, 0, 'subject.OU', 4, 'x'), 'certificate leaf[subject.OU] = *x');
    for (const [match, sign] of [
      [5, '<'],
      [6, '>'],
      [7, '<='],
      [8, '>='],
    ] as const)
      check(requirement(op.infoKeyField, 'v', match, 'a'), `info[v] ${sign} a`);
    check(requirement(op.certPolicy, 1, Uint8Array.of(0x2a, 3), 0), 'certificate 1[policy.1.2.3] /* exists */');
    check(
      requirement(op.certFieldDate, 0, Uint8Array.of(0x2a, 3), 12, 0, 86_400),
      'certificate leaf[timestamp.1.2.3] <= timestamp "2001-01-02T00:00:00.000Z"',
    );
    check(requirement(op.cdHash, Uint8Array.of(1, 2)), 'cdhash H"0102"');
    check(requirement(op.trustedCert, 0), 'certificate leaf trusted');
    check(requirement(op.trustedCerts), 'anchor trusted');
    check(requirement(op.namedAnchor, 'x'), 'anchor apple x');
    check(requirement(op.namedCode, 'x'), '(x)');
    check(requirement(op.platform, 2), 'platform = 2');
    check(requirement(op.legacyDevID), 'legacy');
    check(requirement(op.ident, Uint8Array.of(0xff, 0)), 'identifier 0xff00');
    check(requirement(op.infoKeyField, 'v', 99, 'a'), 'info[v] /* match 99 */ a');
    check(requirement(op.or, 0x8000_0063 | 0, 'skipped!', op.true), 'never /* opcode 99 */ or always');
    check(requirement(op.or, 0x4000_0063, 'skipped!', op.true, op.false), '/* opcode 99 */ always or never');
  });

  it('are refused when they are malformed', () => {
    for (const [encoded, message] of [
      [requirement(99), /unknown operation 99/],
      [requirement(op.certField, 0, 'x', 99), /ends too early/],
      [requirement(op.ident, 'x'.repeat(300_000)), /have 300.* bytes/],
      [requirement(op.ident), /ends too early/],
      [requirement(op.true, 1), /goes on/],
      [requirement(...Array.from({ length: 300 }, () => op.not), op.true), /too deeply/],
      [encodeSuperBlob(new Map([[3, encodeBlob(CSMAGIC_REQUIREMENTS, new Uint8Array(8))]]), CSMAGIC_REQUIREMENTS), /unknown kind/],
      [encodeSuperBlob(new Map([[3, encodeBlob(CSMAGIC_REQUIREMENT, new Uint8Array(8))]]), CSMAGIC_REQUIREMENTS), /unknown form 0/],
    ] as const)
      assert.throws(() => requirementsText(encoded), message);
  });
});
