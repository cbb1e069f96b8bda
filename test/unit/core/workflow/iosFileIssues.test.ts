/** What is said of the files of certificate and profile themselves, before anything in them is looked at. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { type CertificateReading } from '../../../../src/core/assets/certificate/certificateFile.ts';
import { readCertificateFile } from '../../../../src/core/assets/certificate/readCertificateFile.ts';
import { utf8, type Bytes } from '../../../../src/core/base/bytes.ts';
import { type Issue } from '../../../../src/core/base/issue.ts';
import { encodePem } from '../../../../src/core/formats/pem/pem.ts';
import { certificateObstacle, exposureIssues, profileObstacle } from '../../../../src/core/workflow/iosFileIssues.ts';
import { ApplePki, p12Of } from '../../../support/applePki.ts';
import { assertFilled } from '../../../support/assertFilled.ts';

const shown = 'signing/ios.p12';
const leaf = new ApplePki().leaf();
const [certificate] = leaf.certificates;
const key = String(leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }));
const pem = utf8(encodePem('CERTIFICATE', certificate));

const linesOf = (issues: readonly Issue[]): readonly string[] => {
  assertFilled(issues);
  return issues.map(({ code, params }) => `${code} ${Object.values(params).join(' ')}`);
};

describe('the file of a certificate or a profile', () => {
  for (const [obstacle, says] of [
    [{ kind: 'missing' }, `missing ${shown}`],
    [{ kind: 'folder' }, `is-folder ${shown}`],
    [{ kind: 'too-large', sizeBytes: 20_000_000 }, 'too-large 20000000'],
    [{ kind: 'unreadable', reason: 'permission denied' }, `file-unreadable ${shown} permission denied`],
  ] as const)
    it(`is ${obstacle.kind}`, () => {
      deepStrictEqual(linesOf([certificateObstacle(obstacle, shown)]), [`certificate-${says}`]);
      deepStrictEqual(linesOf([profileObstacle(obstacle, shown)]), [`profile-${says}`]);
    });

  const readable = `certificate-readable ${shown}`;
  const tracked = `certificate-tracked ${shown}`;
  const forms: readonly (readonly [string, () => Bytes | Promise<Bytes>, mayHoldKey: boolean])[] = [
    ['a .p12, even one that nobody opened', () => p12Of([leaf]), true],
    ['a PEM file with the key', () => utf8(`${encodePem('CERTIFICATE', certificate)}${key}`), true],
    ['a PEM file of the certificate alone', () => pem, false],
    ['the .cer that Apple made', () => certificate, false],
  ];
  for (const [name, make, mayHoldKey] of forms)
    it(`is for its owner alone: ${name} is ${mayHoldKey ? '' : 'not '}a secret`, async () => {
      const bytes = await make();
      const reading: CertificateReading = await readCertificateFile(bytes);
      const exposed = (isReadableByAll: boolean, isTracked: boolean): readonly string[] =>
        linesOf(exposureIssues({ path: '/app/x', bytes, isReadableByAll, isTracked }, reading, shown));
      deepStrictEqual(exposed(false, false), []);
      deepStrictEqual(exposed(true, false), mayHoldKey ? [readable] : []);
      deepStrictEqual(exposed(false, true), mayHoldKey ? [tracked] : []);
      deepStrictEqual(exposed(true, true), mayHoldKey ? [readable, tracked] : []);
      ok(reading.format !== undefined);
    });
});
