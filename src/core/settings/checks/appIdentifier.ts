/**
 * The form of an app identifier. Android: "Set the application ID" of the Android documentation, and the 223 characters
 * that the package parser of Android takes. iOS: CFBundleIdentifier of Apple's Information Property List reference.
 */

import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { phrase } from '../../base/phrase.ts';
import { type Platform } from '../platform.ts';
import { javaKeywords } from './javaKeywords.ts';

const rules = {
  android: { name: 'Android', foreign: /[^A-Za-z0-9_.]/u, allowed: phrase('letters a to z, digits, underscores and dots'), limit: 223 },
  ios: { name: 'iOS', foreign: /[^A-Za-z0-9.-]/u, allowed: phrase('letters a to z, digits, hyphens and dots'), limit: 155 },
} as const;

export function checkAppIdentifier(platform: Platform, identifier: string, place?: Place): Issue[] {
  const rule = rules[platform];
  if (identifier.length > rule.limit)
    return [createIssue('identifier-too-long', { length: identifier.length, limit: rule.limit, platform: rule.name }, place)];
  const issues: Issue[] = [];
  const [foreign] = rule.foreign.exec(identifier) ?? [];
  if (foreign !== undefined) {
    const params = { identifier, character: describeCharacter(foreign), platform: rule.name, allowed: rule.allowed };
    issues.push(createIssue('identifier-character', params, place));
  }
  const segments = identifier.split('.');
  if (segments.includes('')) issues.push(createIssue('identifier-empty-segment', { identifier }, place));
  else if (segments.length < 2) issues.push(createIssue('identifier-too-few-segments', { identifier }, place));
  if (platform === 'android') issues.push(...checkAndroidSegments(identifier, segments, place));
  if (issues.length === 0) issues.push(...checkHabits(identifier, place));
  return issues;
}

function checkAndroidSegments(identifier: string, segments: readonly string[], place: Place | undefined): Issue[] {
  const start = segments.find((segment) => /^[0-9_]/.test(segment));
  const keyword = segments.find((segment) => javaKeywords.has(segment));
  return [
    ...(start === undefined ? [] : [createIssue('identifier-segment-start', { segment: start, identifier }, place)]),
    ...(keyword === undefined ? [] : [createIssue('identifier-java-keyword', { segment: keyword, identifier }, place)]),
  ];
}

/** What project templates write until someone chooses an identifier. */
const placeholders =
  /^(com|org|net|io)\.(example|companyname|company|mycompany|yourcompany|yourdomain|domain|test)\.|^io\.(ionic\.starter|cordova\.hellocordova)$|^org\.(reactjs\.native\.example|nativescript\.app)\b/i;

function checkHabits(identifier: string, place: Place | undefined): Issue[] {
  if (placeholders.test(identifier)) return [createIssue('identifier-placeholder', { identifier }, place)];
  return /[A-Z]/.test(identifier) ? [createIssue('identifier-upper-case', { identifier }, place)] : [];
}

/** A blank is named, so that it can be seen in the message. */
function describeCharacter(character: string): string {
  if (character === ' ') return 'a space';
  if (/[\p{C}\p{Z}]/u.test(character))
    return `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return `the character ${character}`;
}
