import { deepStrictEqual } from 'node:assert/strict';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { fixTitle } from '../../../../src/core/settings/fixes/fixTitle.ts';
import { appFixes } from '../../../../src/core/workflow/appFixes.ts';
import { openApp } from '../../../../src/core/workflow/openApp.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

describe('fixes of an app', () => {
  it('offer for one platform no file that signs for the other, and not the one that is set', async () => {
    const settings = {
      android: { appIdentifier: 'com.acme.hello', keystore: 'upload.p12' },
      ios: { appIdentifier: 'com.acme.hello', certificate: 'old.p12' },
    };
    const files = new MemoryFiles({ '/app/mobile-distribution.json': utf8(JSON.stringify(settings)) });
    const app = await openApp({ files, paths: posixPaths }, '/app');
    const found = ['upload.p12', 'old.p12', 'new.p12'];
    const issue = createIssue('certificate-empty', {}, { pointer: '/ios/certificate' });
    const fixes = appFixes(app, 'ios', issue, { certificateFiles: found, keystoreFiles: found });
    deepStrictEqual(
      fixes.map(({ action }) => fixTitle(action)),
      ['Set ios.certificate to "new.p12"', 'Choose another file'],
    );
  });
});
