import assert from 'node:assert/strict';
import { fromHex, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { derOctetString, derSequence, derObjectIdentifier, derUtf8String } from '../../../../../src/core/formats/asn1/derWriter.ts';
import {
  evaluateDesignatedRequirement,
  type RequirementSubject,
} from '../../../../../src/core/formats/code-signature/evaluateRequirement.ts';
import {
  encodeDesignatedRequirement,
  matchOps as match,
  noRequirements,
  requirementOps as op,
} from '../../../../../src/core/formats/code-signature/requirements.ts';
import { createPlist, type PlainPlist, type PlistDictionary } from '../../../../../src/core/formats/plist/plistValue.ts';
import { encodeObjectIdentifier } from '../../../../../src/core/formats/asn1/objectIdentifier.ts';
import { parseCertificate, type Certificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { requirement, type RequirementOperand } from '../../../../support/requirement.ts';

const pki = new ApplePki();
const [leaf, wwdr] = pki.leaf().certificates.map((der) => parseCertificate(der)) as [Certificate, Certificate];
const cdHash = new Uint8Array(20).fill(7);

function dictionary(content: Readonly<Record<string, PlainPlist>>): PlistDictionary {
  const value = createPlist(content);
  assert.equal(value.type, 'dictionary');
  return value;
}

const subject: RequirementSubject = {
  identifier: 'com.acme.hello',
  cdHashes: [cdHash],
  platform: 0,
  info: dictionary({
    CFBundleVersion: '1.10',
    UIDeviceFamily: ['one', 'two'],
    Flag: true,
    Off: false,
    Number: 3,
    When: new Date('2026-11-29T00:00:00Z'),
  }),
  entitlements: dictionary({ 'application-identifier': 'TEAM123456.com.acme.hello', 'get-task-allow': false }),
  chain: [leaf, wwdr, pki.root],
  isChainWhole: true,
  isApples: true,
};

type Expected = 'met' | 'unmet' | RegExp;

function check(operands: readonly RequirementOperand[], expected: Expected, fields: Partial<RequirementSubject> = {}): void {
  const verdict = evaluateDesignatedRequirement(requirement(...operands), { ...subject, ...fields });
  if (expected instanceof RegExp) {
    assert.equal(verdict?.outcome, 'unknown', JSON.stringify(operands));
    assert.match(verdict.reason, expected);
  } else assert.equal(verdict?.outcome, expected, JSON.stringify(operands));
}

const oid = encodeObjectIdentifier;
const marker = oid('1.2.840.113635.100.6.2.1');
/** The leaf with one more extension, whose signature no one asks for here. */
function leafWith(identifier: string, value: Bytes): readonly Certificate[] {
  return [{ ...leaf, extensions: [...leaf.extensions, { oid: identifier, name: identifier, isCritical: false, value }] }, wwdr, pki.root];
}

describe('what a code requirement asks of code', () => {
  it('the forms that are written here are met by the code they are written for, and by no other', () => {
    const leafCommonName = 'Apple Distribution: Lab Corp (TEAM123456)';
    const apple = encodeDesignatedRequirement({ kind: 'apple', identifier: 'com.acme.hello', leafCommonName });
    const verdictOf = (encoded: Bytes, fields: Partial<RequirementSubject> = {}) =>
      evaluateDesignatedRequirement(encoded, { ...subject, ...fields })?.outcome;
    assert.equal(verdictOf(apple), 'met');
    assert.equal(verdictOf(apple, { identifier: 'com.acme.other' }), 'unmet');
    assert.equal(verdictOf(apple, { isApples: undefined }), 'unknown');
    assert.equal(verdictOf(apple, { isApples: undefined, identifier: 'com.acme.other' }), 'unmet');
    for (const [certificate, place] of [
      [0, leaf],
      [1, wwdr],
      [-1, pki.root],
    ] as const) {
      const sha1 = fromHex(place.sha1) ?? new Uint8Array(0);
      const anchored = encodeDesignatedRequirement({ kind: 'anchor', identifier: 'com.acme.hello', certificate, sha1 });
      assert.equal(verdictOf(anchored), 'met');
      assert.equal(verdictOf(anchored, { chain: [pki.root, pki.root] }), certificate === -1 ? 'met' : 'unmet');
    }
    assert.equal(evaluateDesignatedRequirement(noRequirements, subject), undefined);
  });

  it('constants, their connections, and what is behind what is decided', () => {
    check([op.true], 'met');
    check([op.false], 'unmet');
    check([op.not, op.false], 'met');
    for (const [left, right, and, or] of [
      [op.true, op.true, 'met', 'met'],
      [op.true, op.false, 'unmet', 'met'],
      [op.false, op.true, 'unmet', 'met'],
      [op.false, op.false, 'unmet', 'unmet'],
      [op.true, op.notarized, /notarized/, 'met'],
      [op.notarized, op.true, /notarized/, 'met'],
      [op.false, op.notarized, 'unmet', /notarized/],
      [op.notarized, op.false, 'unmet', /notarized/],
      [op.notarized, op.trustedCerts, /notarized/, /notarized/],
    ] as const) {
      check([op.and, left, right], and);
      check([op.or, left, right], or);
    }
    check([op.not, op.notarized], /notarized/);
  });

  it('identifier, hash of the code directory, platform', () => {
    check([op.ident, 'com.acme.hello'], 'met');
    check([op.ident, 'com.acme'], 'unmet');
    check([op.ident, Uint8Array.of(0xff)], 'unmet');
    check([op.cdHash, cdHash], 'met');
    check([op.cdHash, cdHash.subarray(1)], 'unmet');
    check([op.platform, 0], 'met');
    check([op.platform, 2], 'unmet');
    check([op.platform, -1], 'met', { platform: -1 });
  });

  it('Info.plist and entitlements', () => {
    check([op.infoKeyValue, 'CFBundleVersion', '1.10'], 'met');
    check([op.infoKeyValue, 'CFBundleVersion', '1.1'], 'unmet');
    check([op.infoKeyValue, 'Missing', ''], 'unmet');
    check([op.infoKeyValue, 'CFBundleVersion', '1.10'], 'unmet', { info: undefined });
    const version = (...rest: readonly RequirementOperand[]) => [op.infoKeyField, 'CFBundleVersion', ...rest];
    check(version(match.exists), 'met');
    check(version(match.absent), 'unmet');
    check(version(match.equal, '1.10'), 'met');
    check(version(match.contains, '.1'), 'met');
    check(version(match.contains, 'x'), 'unmet');
    check(version(match.beginsWith, '1.1'), 'met');
    check(version(match.beginsWith, '.1'), 'unmet');
    check(version(match.endsWith, '10'), 'met');
    check(version(match.endsWith, '1.1'), 'unmet');
    for (const [wanted, order] of [
      ['1.9', 1],
      ['1.010', 0],
      ['1.10', 0],
      ['1.10.1', -1],
      ['1', 1],
      ['1.10a', -1],
      ['0.99999999999999999999', 1],
      ['1.99999999999999999999', -1],
      ['a', -1],
    ] as const) {
      check(version(match.lessThan, wanted), order < 0 ? 'met' : 'unmet');
      check(version(match.greaterThan, wanted), order > 0 ? 'met' : 'unmet');
      check(version(match.lessEqual, wanted), order <= 0 ? 'met' : 'unmet');
      check(version(match.greaterEqual, wanted), order >= 0 ? 'met' : 'unmet');
    }
    check([op.infoKeyField, 'Missing', match.exists], 'unmet');
    check([op.infoKeyField, 'Missing', match.absent], 'met');
    check([op.infoKeyField, 'Flag', match.exists], 'met');
    check([op.infoKeyField, 'Off', match.exists], 'unmet');
    check([op.infoKeyField, 'Number', match.equal, '3'], 'unmet');
    check([op.infoKeyField, 'UIDeviceFamily', match.equal, 'two'], 'met');
    check([op.infoKeyField, 'UIDeviceFamily', match.beginsWith, 'x'], 'unmet');
    check([op.infoKeyField, 'CFBundleVersion', match.equal, Uint8Array.of(0xff)], 'unmet');
    check([op.infoKeyField, 'CFBundleVersion', 99, 'x'], /unknown way/);
    check([op.entitlementField, 'application-identifier', match.endsWith, 'hello'], 'met');
    check([op.entitlementField, 'application-identifier', match.endsWith, 'hello'], 'unmet', { entitlements: undefined });
    check([op.entitlementField, 'get-task-allow', match.exists], 'unmet');
  });

  it('dates, in seconds since 2001', () => {
    const day = Date.parse('2026-11-29T00:00:00Z') / 1000 - 978_307_200;
    for (const [comparison, before, same, after] of [
      [match.on, 'unmet', 'met', 'unmet'],
      [match.before, 'unmet', 'unmet', 'met'],
      [match.after, 'met', 'unmet', 'unmet'],
      [match.onOrBefore, 'unmet', 'met', 'met'],
      [match.onOrAfter, 'met', 'met', 'unmet'],
    ] as const) {
      check([op.infoKeyField, 'When', comparison, 0, day - 1], before);
      check([op.infoKeyField, 'When', comparison, 0, day], same);
      check([op.infoKeyField, 'When', comparison, 0, day + 1], after);
    }
    check([op.infoKeyField, 'When', match.after, -1, -5], 'met');
    check([op.infoKeyField, 'CFBundleVersion', match.on, 0, day], 'unmet');
  });

  it('certificates by place: names, markers, policies and dates', () => {
    const name = (place: number, key: string, value: string) => [op.certField, place, key, match.equal, value];
    check(name(0, 'subject.OU', 'TEAM123456'), 'met');
    check(name(0, 'subject.UID', 'TEAM123456'), 'met');
    check(name(0, 'subject.O', 'Lab Corp'), 'met');
    check(name(0, 'subject.C', 'US'), 'met');
    check(name(1, 'subject.OU', 'G3'), 'met');
    check(name(-2, 'subject.OU', 'G3'), 'met');
    check(name(-1, 'subject.O', 'Lab Inc.'), 'met');
    check(name(2, 'subject.O', 'Lab Inc.'), 'met');
    check(name(3, 'subject.O', 'Lab Inc.'), 'unmet');
    check(name(-4, 'subject.O', 'Lab Inc.'), 'unmet');
    check([op.certField, 0, 'subject.X', match.absent], 'met');
    check([op.certField, 0, 'toString', match.exists], 'unmet');
    check([op.certField, 3, 'subject.O', match.absent], 'unmet');
    check([op.certField, 0, 'email', match.equal, 'a@b.c'], 'unmet');
    check([op.certField, 0, 'email', match.equal, 'a@b.c'], /cannot be read/, { chain: leafWith('2.5.29.17', derSequence()) });
    check([op.certGeneric, 1, marker, match.exists], 'met');
    check([op.certGeneric, 0, marker, match.exists], 'unmet');
    check([op.certGeneric, 0, marker, match.absent], 'unmet');
    check([op.certGeneric, 0, Uint8Array.of(0x80), match.exists], 'unmet');
    const policies = leafWith('2.5.29.32', derSequence(derSequence(derObjectIdentifier('1.2.840.113635.100.5.1'))));
    check([op.certPolicy, 0, oid('1.2.840.113635.100.5.1'), match.exists], 'met', { chain: policies });
    check([op.certPolicy, 0, oid('1.2.840.113635.100.5.2'), match.exists], 'unmet', { chain: policies });
    check([op.certPolicy, 0, oid('1.2.840.113635.100.5.1'), match.exists], 'unmet');
    check([op.certPolicy, 0, oid('1.2.3'), match.exists], 'unmet', { chain: leafWith('2.5.29.32', derOctetString(marker)) });
    const dated = (text: string) => leafWith('1.2.840.113635.100.6.1.33', derUtf8String(text));
    const noon = Date.parse('2026-11-29T12:00:00Z') / 1000 - 978_307_200;
    const on = [op.certFieldDate, 0, oid('1.2.840.113635.100.6.1.33'), match.on, 0, noon];
    check(on, 'met', { chain: dated('20261129120000Z') });
    check(on, 'unmet', { chain: dated('20261129120001Z') });
    check(on, 'unmet');
    check(on, /cannot be read/, { chain: dated('yesterday') });
    check([op.certFieldDate, 0, oid('1.2.840.113635.100.6.1.33'), match.exists], 'unmet');
    check([op.anchorHash, 3, new Uint8Array(20)], 'unmet');
  });

  it('where the chain ends, if that is known', () => {
    const open = { chain: [leaf, wwdr], isChainWhole: false, isApples: undefined };
    check([op.appleGenericAnchor], 'met');
    check([op.appleGenericAnchor], /root certificate is unknown/, { isApples: undefined });
    check([op.certField, 1, 'subject.OU', match.equal, 'G3'], 'met', open);
    check([op.certField, -1, 'subject.O', match.exists], /not complete/, open);
    check([op.certField, 2, 'subject.O', match.exists], /not complete/, open);
    check([op.anchorHash, -1, new Uint8Array(20)], /not complete/, open);
    check([op.appleAnchor], 'unmet');
    check([op.appleAnchor], /not complete/, open);
    const intermediate = {
      ...wwdr,
      subject: {
        ...wwdr.subject,
        attributes: [
          { oid: '2.5.4.3', key: 'CN', value: 'Apple Code Signing Certification Authority' },
          { oid: '2.5.4.10', key: 'O', value: 'Apple Inc.' },
        ],
      },
    };
    check([op.appleAnchor], 'met', { chain: [leaf, intermediate, pki.root] });
    check([op.appleAnchor], /root certificate is unknown/, { chain: [leaf, intermediate, pki.root], isApples: undefined });
  });

  it('what only a Mac knows is unknown, and what is new is too', () => {
    check([op.trustedCert, 0], /trust settings/);
    check([op.trustedCerts], /trust settings/);
    check([op.namedAnchor, 'x'], /only a Mac has/);
    check([op.namedCode, 'x'], /only a Mac has/);
    check([op.notarized], /notarized/);
    check([op.legacyDevID], /notarized/);
    check([99], /unknown operation 99/);
    check([op.and, op.false, 99], /unknown operation 99/);
    check([op.or, 0x8000_0063 | 0, 'skipped', op.true], 'met');
    check([0x8000_0063 | 0, 'skipped!'], 'unmet');
    check([0x4000_0063, 'skipped!', op.true], 'met');
  });

  it('is refused when it is malformed', () => {
    const refused = (encoded: Bytes, message: RegExp) => assert.throws(() => evaluateDesignatedRequirement(encoded, subject), message);
    refused(requirement(op.ident), /ends too early/);
    refused(requirement(op.true, 1), /goes on/);
    refused(requirement(...Array.from({ length: 300 }, () => op.not), op.true), /too deeply/);
    refused(requirement(op.ident, 'x'.repeat(300_000)), /have 300\d+ bytes/);
    refused(requirement(op.true).subarray(0, 30), /too early/);
  });
});
