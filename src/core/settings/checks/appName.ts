/** The form of an app name: one visible line. Stores cut names at 30 characters (Google Play and App Store listing rules). */

import { createIssue, type Issue, type Place } from '../../base/issue.ts';

const storeLimit = 30;

export function checkAppName(name: string, place?: Place): Issue[] {
  if (name.trim() === '') return [createIssue('name-missing', {}, place)];
  if (/\p{Cc}/u.test(name)) return [createIssue('name-control-character', {}, place)];
  const { length } = Array.from(name);
  return length > storeLimit ? [createIssue('name-too-long', { length, limit: storeLimit }, place)] : [];
}
