/**
 * Where issues of an app are shown: each at a place of a text file that the person can change. What is wrong with a keystore, a
 * picture or a folder is shown where the settings name it. Pure.
 */

import { wantedFiles } from '../../../core/formats/recognition/fileIssue.ts';
import { type Issue, type TextRange } from '../../../core/base/issue.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { type OpenedApp, placeInSettings } from '../../../core/workflow/openApp.ts';
import { isWithin } from '../../shared/workspace/isWithin.ts';

export interface PlacedIssue {
  readonly issue: Issue;
  /** Absent for what is wrong on every platform alike. */
  readonly platform?: Platform;
  /** Absolute path of a text file. */
  readonly file: string;
  readonly range: TextRange;
  /** In the settings file: the JSON pointer of the value it is about. */
  readonly pointer?: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  /** The file the issue is really about, when that is not a text. */
  readonly about?: string;
}

/** What belongs to the person's text: other files are shown where the settings name them. */
const textFile = /\.(jsonc?|jsonl|p8|webmanifest|html?|xml|ya?ml|gradle|kts|properties|[cm]?[jt]s|css|plist)$/i;

/** Said elsewhere or by the very view the person looks at: they are not problems of a file. */
const unplaced: ReadonlySet<string> = new Set([
  'app-settings-missing',
  'keystore-password-missing',
  'certificate-password-missing',
  'web-file-left-out',
]);

/** In text that is not JSON, these come from the remains of other values. */
const echoes: ReadonlySet<string> = new Set(['settings-unknown-key', 'settings-misspelled-key', 'settings-duplicate-key']);

/** This machine has no engine for it, and nothing in the file is wrong. */
const ofMachine: ReadonlySet<string> = new Set(['engine-not-available']);

/** The editor asks for it when a package is created, and remembers the answer: the settings need not say it. */
const askedFor: ReadonlySet<string> = new Set(['variant-not-chosen']);

/** They say of a file that it is not there, or are about a folder: a way to it would lead nowhere. */
const nothingToOpen =
  /^web-(folder|not-built|too-many|start-page-missing|icon-not-found)|-is-folder$|^(signing-keystore|certificate|profile)-missing$/;

export interface PlatformIssue {
  readonly issue: Issue;
  readonly platform?: Platform;
}

/** What a build says of a file is believed in the folder of the app and in `workspaceFolder`, an absolute path. */
export function placeIssues(app: OpenedApp, issues: readonly PlatformIssue[], workspaceFolder = app.folder): readonly PlacedIssue[] {
  const placed = new Map<string, PlacedIssue>();
  const isBroken = issues.some(({ issue }) => issue.code === 'settings-syntax');
  for (const { issue, platform } of issues) {
    if (unplaced.has(issue.code) || (isBroken && echoes.has(issue.code))) continue;
    const at = placeOf(app, issue, platform, [app.folder, workspaceFolder]);
    const severity = severityOf(issue, platform);
    // Both platforms report what is wrong with what they share.
    const key = JSON.stringify([issue.code, issue.message, at.file, at.range]);
    const known = placed.get(key);
    if (!known) placed.set(key, { issue, severity, ...at, ...(platform && { platform }) });
    else if (platform && !known.platform) placed.set(key, { ...known, platform });
  }
  return [...placed.values()];
}

function severityOf(issue: Issue, platform: Platform | undefined): PlacedIssue['severity'] {
  if ((ofMachine.has(issue.code) && platform === 'ios') || askedFor.has(issue.code)) return 'info';
  // This follows every package whose code is in the settings: the code must be raised, but nothing is wrong.
  const { versionCode, lastVersionCode } = issue.params;
  return issue.code === 'version-code-not-higher' && versionCode === lastVersionCode ? 'warning' : issue.severity;
}

type At = Pick<PlacedIssue, 'file' | 'range' | 'pointer' | 'about'>;

function placeOf(app: OpenedApp, issue: Issue, platform: Platform | undefined, roots: readonly string[]): At {
  const { file, pointer, range } = issue.place ?? {};
  const isElsewhere = file !== undefined && file !== app.settingsPath;
  const isFromLog = issue.code.startsWith('log-');
  const isShownThere = file !== undefined && (isFromLog ? isInProject(roots, file) : textFile.test(file) && !/^https?:/.test(file));
  if (isElsewhere && issue.place?.entry === undefined && isShownThere) return { file, range: range ?? start };
  const given = isElsewhere ? undefined : pointer;
  // What an engine says of its section as a whole is often about one value of it.
  const wanted = given === undefined || given === '/web' || given === '' ? (pointerFor(issue, platform) ?? given ?? '') : given;
  const shown = wanted === given && range ? range : placeInSettings(app, wanted).range;
  return {
    file: app.settingsPath,
    range: shown ? withoutBody(app, wanted, shown) : start,
    pointer: wanted,
    ...(isElsewhere && !isFromLog && !nothingToOpen.test(issue.code) && { about: file }),
  };
}

/** Whether a log, which says what the project's own scripts want, may lead to a file: of any kind, but never outside of the project. */
export function isInProject(roots: readonly string[], file: string): boolean {
  return !/(^|[\\/])\.\.([\\/]|$)|https?:[\\/]/.test(file) && roots.some((root) => isWithin(sameCase(root), sameCase(file)));
}

/** On Windows, tools write paths in other letters than VS Code. */
function sameCase(path: string): string {
  return /^[A-Za-z]:/.test(path) ? path.toLowerCase() : path;
}

/** Of an object over several lines its key is marked, not all that is in it. */
function withoutBody({ inspected: { ranges } }: OpenedApp, pointer: string, range: TextRange): TextRange {
  if (range.line === range.endLine) return range;
  return ranges.get(pointer)?.key ?? { line: range.line, column: range.column, endLine: range.line, endColumn: range.column + 1 };
}

const start: TextRange = { line: 0, column: 0, endLine: 0, endColumn: 1 };

/** The value of the settings that an issue without a place in them is about. */
function pointerFor({ code, params }: Issue, platform: Platform | undefined): string | undefined {
  if (code.startsWith('profile-') || params['what'] === wantedFiles.profile) return '/ios/provisioningProfile';
  if (code.startsWith('keystore-alias')) return '/android/keyAlias';
  if (/^(keystore|pkcs12|jks|signing|certificate|key|file|password)-/.test(code))
    return platform === 'ios' ? '/ios/certificate' : '/android/keystore';
  if (code.startsWith('web-icon') || code.startsWith('image-') || code.startsWith('png-')) return '/web/icon';
  if (code.startsWith('web-address')) return '/web/address';
  if (code.startsWith('web-start-page')) return '/web/startPage';
  if (/^web-(folder|file|source|too-many|package|not-built|output)/.test(code)) return '/web/webDir';
  if (code.startsWith('web-')) return '/web';
  return code.startsWith('engine-') ? '/engine' : undefined;
}
