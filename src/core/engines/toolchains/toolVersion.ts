/**
 * Versions of tools (JDK, Gradle, Node, Flutter, build tools …), compared with each other and with ranges by npm's `semver`. Tools write
 * versions in their own ways, so a version is first written as Semantic Versioning 2.0.0 has it. Versions of apps follow the rules of the
 * stores: `versions/compareVersions.ts`.
 */

import compareBuild from 'semver/functions/compare-build.js';
import parse from 'semver/functions/parse.js';
import Range from 'semver/classes/range.js';
import type SemVer from 'semver/classes/semver.js';

/** Longer texts are not versions or ranges; `semver` has the same limit for a version. */
const textLimit = 256;

/**
 * Numbers, then further numbers (`11.0.20.1`), the update of Java 8 (`1.8.0_402`), a pre-release with or without a hyphen (`8.14-rc-1`,
 * `2.2.20-Beta2`, `36.0.0rc3`), and a build (`17.0.19+10-LTS`).
 */
const written =
  /^v?(\d{1,15})(?:\.(\d{1,15}))?(?:\.(\d{1,15}))?((?:\.\d{1,15})*)(?:_(\d{1,15})(?:-b\d+)?)?(?:-?([a-z\d][a-z\d.-]*))?(?:\+(\d*).*)?$/i;

/**
 * A tool's version as Semantic Versioning has it: `17.0.19+10`, `8.14.0-rc.1`. What comes after the third number is a build, so that it
 * still counts when versions are compared. Undefined: the text is not a version.
 */
export function readToolVersion(text: string): string | undefined {
  const version = parsed(text);
  return version && [version.version, ...(version.build.length > 0 ? [version.build.join('.')] : [])].join('+');
}

/** The order of tools' versions. Texts that are not versions come before all versions, in the order of their characters. */
export function compareToolVersions(a: string, b: string): number {
  const left = parsed(a);
  const right = parsed(b);
  if (left && right) return compareBuild(left, right);
  if (left || right) return left ? 1 : -1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Whether a version is in a range as npm writes them: `>=17`, `^20.19 || >=22.12`, `17.x`. Pre-releases are in ranges too: `26-ea` and
 * `17-ea` are in `>=17`, and only the latter is not in `>=17.0.0`. Undefined: the version or the range cannot be read, so nothing is known.
 */
export function satisfiesToolRange(version: string, range: string): boolean | undefined {
  const found = parsed(version);
  const wanted = parsedRange(range);
  return found && wanted?.test(found);
}

function parsed(text: string): SemVer | undefined {
  if (text.length > textLimit) return undefined;
  const [matched, major, minor, patch, further = '', update, suffix = '', build = ''] = written.exec(text.trim()) ?? [];
  if (matched === undefined) return undefined;
  // Java called its version 8 `1.8`, and its updates are what others call a patch.
  const numbers = update !== undefined && major === '1' ? [minor, patch, update] : [major, minor, patch];
  const core = numbers.map((number) => plainNumber(number ?? '0')).join('.');
  const builds = [...further.split('.'), build].filter((part) => part !== '').map(plainNumber);
  const ends = [preRelease(suffix), builds.join('.')] as const;
  return parse(`${core}${ends[0] && `-${ends[0]}`}${ends[1] && `+${ends[1]}`}`) ?? undefined;
}

/** Words and numbers apart, so that `rc10` comes after `rc9`: `Beta2` → `beta.2`. */
function preRelease(suffix: string): string {
  const parts = suffix.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
  return parts.map((part) => (/^\d/.test(part) ? plainNumber(part) : part)).join('.');
}

/** Without leading zeros, which Semantic Versioning refuses. */
function plainNumber(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

function parsedRange(text: string): Range | undefined {
  if (text.length > textLimit) return undefined;
  try {
    return new Range(text, { includePrerelease: true });
  } catch {
    // A range of another tool (`lts/*`), or none.
    return undefined;
  }
}
