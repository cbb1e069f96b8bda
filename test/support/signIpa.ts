/** Apps for iOS that the command line signed with throw-away assets. */

import { strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { p12Of, p12Password } from './applePki.ts';
import { commandLine, type CommandLineOptions } from './commandLine.ts';
import { MemoryFiles } from './memoryFiles.ts';

export interface IpaToSign {
  readonly ipa: Bytes;
  readonly leaf: SigningIdentity;
  /** A profile that covers every identifier in the app. */
  readonly profile: Bytes;
  /** Beside the package, by name. */
  readonly files?: Readonly<Record<string, string | Bytes>>;
  readonly arguments?: readonly string[];
}

export async function signIpa(app: IpaToSign, world?: CommandLineOptions['world']): Promise<Bytes> {
  const { ipa, leaf, profile, files: more = {}, arguments: also = [] } = app;
  const files = new MemoryFiles({
    '/app/a.ipa': ipa,
    '/app/d.p12': await p12Of([leaf]),
    '/app/all.mobileprovision': profile,
    ...Object.fromEntries(Object.entries(more).map(([name, bytes]) => [`/app/${name}`, bytes])),
  });
  const signing = ['--certificate', 'd.p12', '--certificate-password', 'env:P', '--profile', 'all.mobileprovision', '--out', 'out.ipa'];
  const { exitCode, out, err } = await commandLine(files, ['package', 'sign', 'a.ipa', ...signing, ...also], {
    environment: { P: p12Password },
    ...(world && { world }),
  });
  strictEqual(exitCode, 0, `${out}${err}`);
  return await files.readFile('/app/out.ipa');
}
