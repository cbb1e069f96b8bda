/**
 * The form of a version and of a version code. iOS: CFBundleShortVersionString is one to three numbers. Android shows any text as
 * versionName; only numbers with an optional suffix can be compared, so for other texts it is unknown which one is newer.
 */

import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { phrase } from '../../base/phrase.ts';
import { type Platform } from '../platform.ts';
import { largestAndroidVersionCode } from '../settingsModel.ts';

const comparable = /^\d+(\.\d+)*([-+][0-9A-Za-z][0-9A-Za-z.+-]*)?$/;

const rules = {
  // No control characters, no line ends, nothing invisible at its ends.
  android: {
    name: 'Android',
    form: phrase('one line of text without leading or trailing spaces'),
    pattern: /^(?!\s)[^\p{Cc}\p{Zl}\p{Zp}]+(?<!\s)$/u,
    limit: 128,
  },
  ios: { name: 'iOS', form: phrase('one to three numbers with dots between them'), pattern: /^\d+(\.\d+){0,2}$/, limit: 18 },
} as const;

/** Whether it is known which of two such versions is newer. */
export function isComparableVersion(version: string): boolean {
  return version.length <= rules.android.limit && comparable.test(version);
}

export function checkVersionForm(platform: Platform, version: string, place?: Place): Issue[] {
  const rule = rules[platform];
  if (version.length > rule.limit)
    return [createIssue('version-too-long', { length: version.length, limit: rule.limit, platform: rule.name }, place)];
  if (!rule.pattern.test(version)) return [createIssue('version-form', { version, platform: rule.name, form: rule.form }, place)];
  return platform === 'android' && !comparable.test(version) ? [createIssue('version-not-comparable', { version }, place)] : [];
}

export function checkVersionCodeForm(platform: Platform, versionCode: number, place?: Place): Issue[] {
  if (!Number.isSafeInteger(versionCode) || versionCode < 1) return [createIssue('version-code-form', { versionCode }, place)];
  if (platform === 'android' && versionCode > largestAndroidVersionCode)
    return [createIssue('version-code-too-large', { versionCode, limit: largestAndroidVersionCode }, place)];
  return [];
}
