/**
 * What is looked at before a package is published, a row each: what the package itself says, by the topic of its issues. A row that nothing
 * speaks against has passed; what only the store could say and does not is unknown.
 */

import { type Failure } from '../../../base/failure.ts';
import { type Issue } from '../../../base/issue.ts';
import { type IssueCode } from '../../../base/issues/issueTable.ts';

export const preflightChecks = [
  'account',
  'store',
  'package',
  'format',
  'signature',
  'upload-certificate',
  'profile',
  'version-code',
  'target-sdk',
  'sdk',
  'code',
  'page-size',
  'debuggable',
  'icon',
  'privacy-manifest',
  'export-compliance',
  'size',
  'track',
  'groups',
  'test-information',
  'notes',
] as const;

export type PreflightCheck = (typeof preflightChecks)[number];

export type PreflightState = 'passed' | 'warning' | 'refused' | 'unknown';

export interface PreflightRow {
  readonly check: PreflightCheck;
  readonly state: PreflightState;
  /** What speaks against it, in the words of the tables. */
  readonly reasons: readonly (Issue | Failure)[];
}

const topics: readonly (readonly [beginning: RegExp, check: PreflightCheck])[] = [
  [/^store-app-bundle-wanted$/, 'format'],
  [/^store-(?:unsigned|v2-signature-missing|debug-certificate|certificate-\w+(?:-\w+)?|weak-key)$/, 'signature'],
  [/^ipa-(?:not-signed|signed-ad-hoc|signer-unknown|team-differs|nested-team-differs|der-entitlements-missing)/, 'signature'],
  [/^(?:profile|ipa-profile|ipa-entitlement)/, 'profile'],
  [/^store-version-code$/, 'version-code'],
  [/^store-target-too-old/, 'target-sdk'],
  [/^ipa-(?:sdk|minimum-os|scenes|launch-screen)/, 'sdk'],
  [/^store-(?:64-bit-missing|code-missing)$|^ipa-64-bit-missing$/, 'code'],
  [/^store-librar/, 'page-size'],
  [/^store-(?:debuggable|test-only)$|^ipa-debuggable$/, 'debuggable'],
  [/^ipa-icon/, 'icon'],
  [/^ipa-privacy/, 'privacy-manifest'],
  [/^ipa-export-compliance/, 'export-compliance'],
];

/** The rows that a package of Android or iOS always has. */
const ownChecks = {
  android: ['package', 'format', 'signature', 'version-code', 'target-sdk', 'code', 'page-size', 'debuggable'],
  ios: ['package', 'signature', 'profile', 'sdk', 'debuggable', 'icon', 'privacy-manifest', 'export-compliance'],
} as const satisfies Readonly<Record<string, readonly PreflightCheck[]>>;

function topicOf(code: IssueCode): PreflightCheck {
  return topics.find(([beginning]) => beginning.test(code))?.[1] ?? 'package';
}

/** `isRefused` says of a warning that the store refuses what it is about. */
export function packageRows(
  platform: keyof typeof ownChecks,
  issues: readonly Issue[],
  isRefused: (issue: Issue) => boolean,
): readonly PreflightRow[] {
  return ownChecks[platform].map((check) => {
    const reasons = issues.filter(({ code, severity }) => severity !== 'info' && topicOf(code) === check);
    const state = reasons.some(isRefused) ? 'refused' : reasons.length > 0 ? 'warning' : 'passed';
    return { check, state, reasons };
  });
}

/** `notices`: what is good to know all the same. */
export function passed(check: PreflightCheck, ...notices: readonly Issue[]): PreflightRow {
  return { check, state: 'passed', reasons: notices };
}

export function refused(check: PreflightCheck, ...reasons: readonly (Issue | Failure)[]): PreflightRow {
  return { check, state: 'refused', reasons };
}

export function warned(check: PreflightCheck, ...reasons: readonly (Issue | Failure)[]): PreflightRow {
  return { check, state: 'warning', reasons };
}

export function unknown(check: PreflightCheck, ...reasons: readonly (Issue | Failure)[]): PreflightRow {
  return { check, state: 'unknown', reasons };
}

/** Each check once, in their order: what was said last of one counts with what was said before. */
export function joinedRows(rows: readonly PreflightRow[]): readonly PreflightRow[] {
  const worst: readonly PreflightState[] = ['refused', 'warning', 'unknown', 'passed'];
  return preflightChecks.flatMap((check) => {
    const own = rows.filter((row) => row.check === check);
    const state = worst.find((each) => own.some((row) => row.state === each));
    return state === undefined ? [] : [{ check, state, reasons: own.flatMap(({ reasons }) => reasons) }];
  });
}
