/** What programs claim, as their own signatures say. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { readEntitlements } from '../../../../../src/core/signing/apple/code/readEntitlements.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import {
  appContent,
  appRoot,
  extensionRoot,
  filesOf,
  frameworkRoot,
  sealedContent,
  type AppContent,
} from '../../../../support/sealedApps.ts';

const pki = new ApplePki();

async function identifierOf(content: AppContent, path: string): Promise<unknown> {
  const found = await readEntitlements(filesOf(content), path);
  const value = found?.entries.get('application-identifier');
  return value?.type === 'string' ? value.value : found && [...found.entries.keys()];
}

describe('the entitlements of a program', () => {
  it('are what was sealed into it', async () => {
    const content = await sealedContent({ pki });
    const of = async (path: string): Promise<unknown> => String(await identifierOf(content, path)).replace(/^\w+\./, '');
    deepStrictEqual([await of(`${appRoot}/Hello`), await of(`${extensionRoot}/Share`)], ['com.acme.hello', 'com.acme.hello.share']);
  });

  it('are unknown without a signature, and of what is not a program', async () => {
    const unsigned = appContent();
    const sealed = await sealedContent({ pki });
    const paths = [`${appRoot}/Info.plist`, `${appRoot}/latest.html`, `${appRoot}/nothing`];
    for (const path of paths) strictEqual(await readEntitlements(filesOf(sealed), path), undefined, path);
    strictEqual(await readEntitlements(filesOf(unsigned), `${appRoot}/Hello`), undefined);
    // A framework is sealed without any.
    deepStrictEqual((await identifierOf(sealed, `${frameworkRoot}/Core`)) ?? [], []);
    strictEqual(await readEntitlements(filesOf({ [`${appRoot}/Hello`]: utf8('#!/bin/sh') }), `${appRoot}/Hello`), undefined);
  });

  it('are unknown when the program was cut off before its signature', async () => {
    const sealed = await sealedContent({ pki });
    const program = sealed[`${appRoot}/Hello`];
    if (typeof program === 'string' || !program) throw new Error('there is no program');
    for (const length of [program.length - 1, program.length - 5000, 4096])
      strictEqual(
        await readEntitlements(filesOf({ ...sealed, [`${appRoot}/Hello`]: program.subarray(0, length) }), `${appRoot}/Hello`),
        undefined,
      );
  });
});
