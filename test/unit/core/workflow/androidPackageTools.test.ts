import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { androidPackageTools } from '../../../../src/core/workflow/androidPackageTools.ts';
import { hereDigester } from '../../../support/hereDigester.ts';

describe('the tools for Android packages', () => {
  it('say that what an engine wrote is no package', async () => {
    const tools = androidPackageTools(hereDigester);
    const options = { now: new Date('2026-11-21'), isForStore: false, signal: new AbortController().signal };
    const { facts, signature, issues } = await tools.describe(bytesSource(utf8('no zip')), options);
    deepStrictEqual([facts.appIdentifier, facts.debuggable, signature.verified], [undefined, undefined, false]);
    strictEqual(issues.at(-1)?.code, 'package-unreadable');
    ok(issues.some(({ severity }) => severity === 'error'));
  });
});
