/**
 * The form of a version and of a version code. iOS: CFBundleShortVersionString is one to three numbers. Android shows any
 * text as versionName; numbers with an optional suffix are asked for here, since only those can be compared.
 */

import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { phrase } from '../../base/phrase.ts';
import { type Platform } from '../platform.ts';
import { largestAndroidVersionCode } from '../settingsModel.ts';

const rules = {
  android: {
    name: 'Android',
    form: phrase('numbers with dots between them, and a suffix such as -beta.1 when wanted'),
    pattern: /^\d+(\.\d+)*([-+][0-9A-Za-z][0-9A-Za-z.+-]*)?$/,
    limit: 128,
  },
  ios: { name: 'iOS', form: phrase('one to three numbers with dots between them'), pattern: /^\d+(\.\d+){0,2}$/, limit: 18 },
} as const;

export function checkVersionForm(platform: Platform, version: string, place?: Place): Issue[] {
  const rule = rules[platform];
  if (version.length > rule.limit)
    return [createIssue('version-too-long', { length: version.length, limit: rule.limit, platform: rule.name }, place)];
  return rule.pattern.test(version) ? [] : [createIssue('version-form', { version, platform: rule.name, form: rule.form }, place)];
}

export function checkVersionCodeForm(platform: Platform, versionCode: number, place?: Place): Issue[] {
  if (!Number.isSafeInteger(versionCode) || versionCode < 1) return [createIssue('version-code-form', { versionCode }, place)];
  if (platform === 'android' && versionCode > largestAndroidVersionCode)
    return [createIssue('version-code-too-large', { versionCode, limit: largestAndroidVersionCode }, place)];
  return [];
}
