/** Whether the entitlements in the signature agree with each other, with the app and with its profile. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { equalPlists, plistBoolean, plistEntry, plistString } from '../../formats/plist/plistValue.ts';
import { withoutPrefix } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { type OpenedIpa } from './openedIpa.ts';

export function entitlementsIssues({ slices, facts, profile }: OpenedIpa): readonly Issue[] {
  const signature = slices.find((slice) => slice.signature)?.signature;
  // What is signed without a certificate runs nowhere, whatever it claims.
  if (!signature?.cms) return [];
  const { entitlements, derEntitlements } = signature;
  const issues: Issue[] = [];
  if (entitlements && !derEntitlements) issues.push(createIssue('ipa-der-entitlements-missing', {}));
  if (entitlements && derEntitlements && !equalPlists(entitlements, derEntitlements))
    issues.push(createIssue('ipa-entitlements-differ', {}));
  const claims = derEntitlements ?? entitlements;
  const claimed = plistString(plistEntry(claims, 'application-identifier'));
  if (claimed !== undefined && facts.appIdentifier !== '' && withoutPrefix(claimed) !== facts.appIdentifier)
    issues.push(createIssue('ipa-application-identifier-differs', { claimed, appIdentifier: facts.appIdentifier }));
  const isDebuggable = plistBoolean(plistEntry(claims, 'get-task-allow')) === true;
  if (isDebuggable && profile?.profile && plistBoolean(plistEntry(profile.profile.entitlements, 'get-task-allow')) !== true)
    issues.push(createIssue('ipa-debuggable', { kind: profile.kind ?? '', name: profile.name ?? '' }));
  return issues;
}
