/**
 * What a tool wrote, without what its terminal and its CI server put around it: colors and other escape sequences, time stamps, names of
 * jobs and steps. Each form is anchored and bounded, so that a line costs its length.
 */

/** CSI sequences, OSC sequences up to their end, and the short ones. */
const escapes = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/g;

const prefixes: readonly RegExp[] = [
  // `gh run view --log`: job, step, time.
  /^[^\t]{1,120}\t[^\t]{1,200}\t(?=\d{4}-\d\d-\d\dT)/,
  // GitHub Actions, Azure Pipelines, GitLab (`00O` is its stream), Jenkins.
  /^\uFEFF?\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?(?: \d\d[OE][+ ]?)? ?/,
  // fastlane, Bitrise.
  /^\[\d\d:\d\d:\d\d\]:? (?:▸ )?/,
  // flutter --verbose.
  /^\[ {0,8}(?:\+\d{1,7} m?s)?\] {1,2}/,
  // Commands of GitHub Actions and Azure Pipelines.
  /^(?:##\[(?:error|warning|command|section|debug)\]|::(?:error|warning)(?: [^:]{0,200})?::)/,
  // EAS Build, and its phases.
  /^\[(?:RUN|INSTALL|PREPARE|PREBUILD|READ|RESTORE|SAVE|UPLOAD|SPIN|FIX|PRE|EAGER|CONFIGURE|POST|ON|COMPLETE|START|CALCULATE)(?:_[A-Z_]{1,40})?\] /,
  // Gradle's native builds.
  /^C\/C\+\+: (?! )/,
  // xcbeautify and xcpretty.
  /^(?:❌|⚠️|\[x\]|\[!\](?= \/)) {1,3}/,
];

/** How each of them begins; a tab is the sign of the first. */
const mayHavePrefix = /^[\d[#:❌⚠\uFEFFC]|\t/u;

/** Gradle prints a task's name without a line end before what the task says: `:app:mergeResources/project/…: error: …`. */
const gluedTask = /^(?::[\w.-]{1,120}){1,8}(?=\/|[A-Za-z]:[\\/]|\[Fatal Error\]|(?:warning|error): )/;

export function cleanLine(line: string): string {
  let text = line.includes('\u001B') ? line.replaceAll(escapes, '') : line;
  if (mayHavePrefix.test(text)) for (const prefix of prefixes) text = text.replace(prefix, '');
  if (text.startsWith(':')) text = text.replace(gluedTask, '');
  return text.trimEnd();
}
