/** The rooms for signatures and packages, bound together as the workflow asks of them. */

import { createIssue } from '../base/issue.ts';
import { describePackage } from '../packages/describePackage.ts';
import { type ContentDigester } from '../ports/contentDigester.ts';
import { signApk } from '../signing/android/signApk.ts';
import { signAppBundle } from '../signing/app-bundle/signAppBundle.ts';
import { packageFactsOf } from './packageFacts.ts';
import { type PackageTools } from './packageTools.ts';

export function createPackageTools(digester: ContentDigester): PackageTools {
  return {
    sign: async ({ source, format, output, identity, report, signal }) => {
      const request = { source, output, identities: [identity] as const, digester, report, signal };
      await (format === 'aab' ? signAppBundle(request) : signApk(request));
    },
    describe: async (source, options) => {
      const { now, isForStore, signal, trusted = [], allowedEntries } = options;
      const audience = isForStore ? 'store' : 'phone';
      const access = { now, audience, trusted, signal, hash: digester, allowedEntries } as const;
      // An authority other than Apple's is allowed: managed devices may trust it.
      const checks = { verify: { digester }, seal: { unknownRoots: 'warning' } } as const;
      const { inspection, verification, seal, sha256 = '', issues } = await describePackage(source, { ...access, ...checks });
      if (inspection?.format === 'ipa')
        return { facts: packageFactsOf(inspection), signature: seal ?? { verified: false, signers: [] }, sha256, issues };
      const signature = { verified: verification?.verified ?? false, signers: verification?.signers ?? [] };
      if (!inspection) return { facts: { format: 'apk' }, signature, sha256, issues: [...issues, createIssue('package-unreadable', {})] };
      return { facts: packageFactsOf(inspection), signature, sha256, issues };
    },
  };
}
