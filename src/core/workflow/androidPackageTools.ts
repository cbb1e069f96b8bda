/** The rooms for signatures and packages, bound together as the workflow asks of them. */

import { createIssue } from '../base/issue.ts';
import { inspectAndroidPackage } from '../packages/inspectAndroidPackage.ts';
import { storeReadiness } from '../packages/storeReadiness.ts';
import { type ContentDigester } from '../ports/contentDigester.ts';
import { signApk } from '../signing/android/signApk.ts';
import { signAppBundle } from '../signing/app-bundle/signAppBundle.ts';
import { type PackageTools } from './packageTools.ts';
import { verifyPackage } from './verifyPackage.ts';

export function androidPackageTools(digester: ContentDigester): PackageTools {
  return {
    inspect: async (source, { today, isForStore, isVerified }) => {
      const { inspection, issues } = await inspectAndroidPackage(source);
      if (!inspection)
        return { format: 'apk', appIdentifier: '', debuggable: false, issues: [...issues, createIssue('package-unreadable', {})] };
      const { format, appIdentifier, label, version, versionCode, minSdk, debuggable } = inspection;
      const readiness = storeReadiness(inspection, { today, audience: isForStore ? 'store' : 'phone', isVerified });
      return { format, appIdentifier, label, version, versionCode, minSdk, debuggable, issues: [...issues, ...readiness] };
    },
    sign: async ({ source, format, output, identity, report, signal }) => {
      const request = { source, output, identities: [identity] as const, digester, report, signal };
      await (format === 'aab' ? signAppBundle(request) : signApk(request));
    },
    verify: async (source, signal) => verifyPackage(source, { digester, signal }),
  };
}
