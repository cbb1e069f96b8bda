/** Errors that a tool writes in one line with their place in the project. Every form is anchored at the start of the line and linear. */

import { filePath, type LogFinding, type LogPlace } from './logFinding.ts';
import { type LogTool } from './logTool.ts';

/** A path up to a colon; that of a drive belongs to it. */
const file = String.raw`(?<file>(?:file:\/{1,3})?(?:[A-Za-z]:(?=[\\/]))?[^:*?"<>|()\s][^:*?"<>|\n]{0,500})`;

interface PlacedForm {
  readonly pattern: RegExp;
  readonly tool?: LogTool;
  /** Babel counts columns from zero. */
  readonly firstColumn?: 0;
}

const forms: readonly PlacedForm[] = [
  // javac, kotlinc 2, aapt2, clang, swiftc, hermesc, dart, manifest merger: `path:3:51-77: error: text`.
  {
    pattern: new RegExp(
      String.raw`^(?:ERROR: ?)?${file}:(?<line>\d{1,7})(?::(?<column>\d{1,6})(?:-\d{1,6}(?::\d{1,6})?)?)?:? {0,2}(?:AAPT: )?(?:fatal )?(?:error|Error|ERROR)(?: \w{2,4}\d{4,5})?:(?<text>.*)$`,
    ),
  },
  // The old aapt: `path:11: AAPT: resource … not found.`
  {
    tool: 'aapt2',
    pattern: new RegExp(String.raw`^${file}:(?<line>\d{1,7})(?::(?<column>\d{1,6}))?: AAPT: (?<text>(?:resource|attribute|style) .*)$`),
  },
  // The Kotlin plugin of Gradle, old and new: `e: path: (2, 50): text`, `e: file:///path:2:50 text`.
  { tool: 'kotlinc', pattern: new RegExp(String.raw`^e: (?:\[ksp\] )?${file}: \((?<line>\d{1,7}), (?<column>\d{1,6})\): (?<text>.*)$`) },
  { tool: 'kotlinc', pattern: new RegExp(String.raw`^e: (?:\[ksp\] )?${file}:(?<line>\d{1,7})(?::(?<column>\d{1,6}))?:? (?<text>.*)$`) },
  // tsc and MSBuild: `path(1,19): error TS2307: text`.
  {
    pattern: new RegExp(
      String.raw`^ {0,12}(?:\d{1,3}>)?(?<file>(?:[A-Za-z]:(?=[\\/]))?[^:*?"<>|()\s][^:*?"<>|\n]{0,500}?)\((?<line>\d{1,7})(?:,(?<column>\d{1,6}))?(?:,\d{1,7},\d{1,6})?\) ?: (?:\w{1,20} )?error (?<text>[A-Z]{1,8}\d{1,5} ?:.*)$`,
    ),
  },
  // tsc --pretty.
  { tool: 'tsc', pattern: new RegExp(String.raw`^${file}:(?<line>\d{1,7}):(?<column>\d{1,6}) - error (?<text>TS\d{1,5}: .*)$`) },
  // MSBuild without a line: `path.csproj : error NU1101: text`.
  {
    tool: 'msbuild',
    pattern:
      /^ {0,12}(?:\d{1,3}>)?(?<file>(?:[A-Za-z]:(?=[\\/]))?[^:*?"<>|()\s][^:*?"<>|()\n]{0,500}?) ?: error (?<text>[A-Z]{2,8}\d{4,5}: .*)$/,
  },
  // Metro and Babel: `SyntaxError: /path/App.js: Unexpected token (4:43)`.
  {
    tool: 'metro',
    firstColumn: 0,
    pattern: new RegExp(String.raw`^(?:error:? )?(?:\w{0,20}Error: ){1,3}${file}: (?<text>.*) \((?<line>\d{1,7}):(?<column>\d{1,6})\)$`),
  },
  // Groovy scripts of Gradle.
  {
    tool: 'gradle',
    pattern: new RegExp(
      String.raw`^ {0,8}(?:build|settings|script)(?: file)? '(?<file>[^']{1,500})': (?<line>\d{1,7}): (?<text>.*?)(?: @ line \d{1,7}, column (?<column>\d{1,6})\.?)?$`,
    ),
  },
  // Rollup: `src/App.tsx (3:9): "a" is not exported by "b"`.
  {
    tool: 'vite',
    pattern:
      /^(?<file>(?:[A-Za-z]:(?=[\\/]))?[^:*?"<>|()\s][^:*?"<>|()\n]{0,500}\.(?:[cm]?[jt]sx?|vue|svelte|css|html|json)) \((?<line>\d{1,7}):(?<column>\d{1,6})\): (?<text>.+)$/,
  },
  // webpack: `ERROR in ./src/main.ts:3:9`, with the text in the next line.
  {
    tool: 'node',
    pattern:
      /^ERROR in (?<file>(?:[A-Za-z]:(?=[\\/]))?[^:*?"<>|()\s][^:*?"<>|()\n]{0,500}?\.(?:[cm]?[jt]sx?|vue|svelte|s?css|html|json))(?:[: ](?<line>\d{1,7}):(?<column>\d{1,6}))?(?<text>)$/,
  },
  // The manifest merger without a line: `path.xml Error:`, with the text in the next line.
  { tool: 'android', pattern: /^(?<file>[^*?"<>|()\s][^*?"<>|\n]{0,500}\.xml) Error:(?<text>.*)$/ },
  // aapt2 without a line: `res/drawable/x.png: error: text`.
  {
    tool: 'aapt2',
    pattern: new RegExp(
      String.raw`^(?:ERROR: ?)?(?<file>[^:*?"<>|()\s][^:*?"<>|\n]{0,500}\.(?:xml|png|flat|9\.png|webp)): (?:AAPT: )?error: (?<text>.*)$`,
    ),
  },
];

const toolOfExtension: Readonly<Record<string, LogTool>> = {
  java: 'javac',
  kt: 'kotlinc',
  kts: 'gradle',
  gradle: 'gradle',
  xml: 'aapt2',
  png: 'aapt2',
  c: 'clang',
  cc: 'clang',
  cpp: 'clang',
  h: 'clang',
  m: 'xcodebuild',
  mm: 'xcodebuild',
  swift: 'swift',
  dart: 'flutter',
  js: 'hermes',
  ts: 'tsc',
  tsx: 'tsc',
  cs: 'msbuild',
  xaml: 'msbuild',
  csproj: 'msbuild',
  pbxproj: 'xcodebuild',
};

const shortestError = 8;

/** Says only that there was an error before. */
const empty = /^ ?(?:file failed to compile|failed processing manifest|failed linking (?:references|file resources))\.?$/;

export function placedError(line: string, logLine: number): LogFinding | undefined {
  // Cheap, and true of most lines: every form has one of these.
  if (line.length < shortestError || !/error|^e: |AAPT|\(\d{1,7}:\d|': \d/i.test(line)) return undefined;
  for (const { pattern, tool, firstColumn = 1 } of forms) {
    const groups = pattern.exec(line)?.groups;
    if (!groups) continue;
    const { file: path = '', text = '' } = groups;
    if (empty.test(text)) return undefined;
    return {
      rank: 'placed',
      tool: tool ?? toolOfExtension[/\.(\w{1,8})$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? (/\bTS\d/.test(text) ? 'tsc' : 'clang'),
      code: 'log-compile-error',
      params: { text: withoutProject(text.trim()) },
      ...placeOf(groups, firstColumn),
      logLine,
    };
  }
  return undefined;
}

export function placeOf(groups: Readonly<Record<string, string | undefined>>, firstColumn: 0 | 1 = 1): LogPlace {
  const { file: path, line, column } = groups;
  return {
    ...(path !== undefined && { file: filePath(path) }),
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column: Number(column) + 1 - firstColumn }),
  };
}

/** MSBuild ends with the project in brackets. */
function withoutProject(text: string): string {
  return text.replace(/ \[[^\]]{1,500}proj(?:::[^\]]{1,200})?\]$/, '');
}
