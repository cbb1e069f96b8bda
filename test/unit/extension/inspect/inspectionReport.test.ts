import { ok, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { inspectAndroidPackage } from '../../../../src/core/packages/inspectAndroidPackage.ts';
import { inspectionReport, type InspectionInput } from '../../../../src/extension/inspect/inspectionReport.ts';
import { type InspectionWords } from '../../../../src/extension/inspect/inspectionWords.ts';
import '../../../support/englishWords.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';

describe('inspectionReport', () => {
  let words: InspectionWords;
  let input: InspectionInput;

  before(async () => {
    const { translatedInspectionWords } = await import('../../../../src/extension/inspect/translatedInspectionWords.ts');
    words = translatedInspectionWords();
    const bytes = await smallArchive(smallApkEntries());
    const { inspection } = await inspectAndroidPackage(bytesSource(bytes));
    input = { place: '/x/small.apk', sha256: 'ab', sizeBytes: 1234, ...(inspection && { inspection }), issues: [] };
  });

  it('lays a package out in sections', () => {
    const text = inspectionReport({ ...input, issues: [createIssue('store-app-bundle-wanted', {})] }, words);
    const start = `Small 1.2.3 (7)
===============

Package
  File            /x/small.apk
  Format          APK
  Size            1.2 kB (1,234 bytes)
  SHA-256         ab
  App identifier  com.acme.small
  Version         1.2.3
  Version code    7
  Runs from       Android 7.0 (API level 24)
  Made for        Android 16 (API level 36)
  Compiled with   Android 16 (API level 36)
  Debuggable      no
  Processors      arm64-v8a, armeabi-v7a

Names in other languages
  fr  Petit

What phones or stores would object to
  Note     Google Play takes new apps as app bundles (.aab), not as APK [store-app-bundle-wanted]
           → Create the package with build type app-bundle for Google Play

Signing
  Verdict  not signed

Permissions
  android.permission.INTERNET

Components
  Kind      Name                 Reachable by other apps
  --------  -------------------  -----------------------
  activity  com.acme.small.Main  yes
`;
    strictEqual(text.slice(0, start.length), start);
    ok(text.endsWith('\n') && !text.includes(' \n'));
  });

  it('says of what is no package what it is not', () => {
    const text = inspectionReport({ place: '/x/y.apk', sha256: 'ab', sizeBytes: 3, issues: [] }, words);
    ok(text.startsWith('Not a package that can be read here\n'));
  });

  it('keeps hostile names on their line', () => {
    const { inspection } = input;
    ok(inspection);
    const label = `a\n\u202Eb${'c'.repeat(1_000_000)}`;
    const text = inspectionReport({ ...input, inspection: { ...inspection, label } }, words);
    ok(text.startsWith('a\uFFFD\uFFFDbccc'));
    ok(text.length < 10_000);
  });
});
