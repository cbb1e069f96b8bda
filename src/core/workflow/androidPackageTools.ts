/** The rooms for signatures and packages, bound together as the workflow asks of them. */

import { createIssue } from '../base/issue.ts';
import { describePackage } from '../packages/describePackage.ts';
import { type ContentDigester } from '../ports/contentDigester.ts';
import { signApk } from '../signing/android/signApk.ts';
import { signAppBundle } from '../signing/app-bundle/signAppBundle.ts';
import { type PackageTools } from './packageTools.ts';

export function androidPackageTools(digester: ContentDigester): PackageTools {
  return {
    sign: async ({ source, format, output, identity, report, signal }) => {
      const request = { source, output, identities: [identity] as const, digester, report, signal };
      await (format === 'aab' ? signAppBundle(request) : signApk(request));
    },
    describe: async (source, { now, isForStore, signal }) => {
      const audience = isForStore ? 'store' : 'phone';
      const described = await describePackage(source, { now, audience, signal, verify: { digester }, hash: digester });
      const { inspection, verification, sha256 = '', issues } = described;
      const signature = { verified: verification?.verified ?? false, signers: verification?.signers ?? [] };
      if (!inspection || inspection.format === 'ipa')
        return { facts: { format: 'apk' }, signature, sha256, issues: [...issues, createIssue('package-unreadable', {})] };
      const { format, appIdentifier, label, version, versionCode, minSdk, debuggable } = inspection;
      return { facts: { format, appIdentifier, label, version, versionCode, minSdk, debuggable }, signature, sha256, issues };
    },
  };
}
