/**
 * Acts like a tool that builds packages, for tests of engines: `node`, `java`, `flutter`, `dotnet` and the tools of npm are files that start this
 * one. What it does is in the file that STAND_IN names; what it was started with is appended to a log next to it. A real tool may leave children,
 * write late or not at all, say nothing, or ignore signals, and so does this one.
 */

import { appendFileSync, cpSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type StandInScript, type StandInStart } from './standInTool.ts';

const [tool = '', ...args] = process.argv.slice(2);
await main();

async function main(): Promise<void> {
  const script = JSON.parse(readFileSync(process.env['STAND_IN'] ?? '', 'utf8')) as StandInScript;
  const behavior = script.tools[tool] ?? {};
  const joined = args.join(' ');
  const gradleArgs = args.flatMap((arg) => (arg.startsWith('--gradleArg=') ? wordsOf(arg.slice('--gradleArg='.length)) : [arg]));
  const named = '-PmobileDistribution.request=';
  const requestFile = gradleArgs.find((arg) => arg.startsWith(named))?.slice(named.length);
  const start: StandInStart = {
    tool,
    pid: process.pid,
    args,
    folder: process.cwd(),
    environment: process.env,
    sawMarker: [joined, ...Object.values(process.env)].some((text) => text?.includes(script.marker)),
    ...(requestFile !== undefined && { request: JSON.parse(readFileSync(requestFile, 'utf8')) as NonNullable<StandInStart['request']> }),
  };
  appendFileSync(script.log, `${JSON.stringify(start)}\n`);
  // As tools do that print their options: then it is in the log of the package.
  if (start.sawMarker) process.stdout.write(`${script.marker}\n`);
  if (behavior.ignoresSignals === true) for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  for (const [path, text] of Object.entries(behavior.rewrites ?? {})) {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    writeFileSync(path, text);
  }
  if (behavior.stdout !== undefined) process.stdout.write(behavior.stdout);
  if (behavior.stderr !== undefined) process.stderr.write(behavior.stderr);
  if (behavior.delayMs !== undefined) await wait(behavior.delayMs);
  for (const { from, to } of behavior.writes ?? []) {
    const place = resolve(to);
    mkdirSync(dirname(place), { recursive: true });
    if (behavior.roomBytes === undefined) cpSync(from, place, { recursive: true });
    else {
      writeFileSync(place, readFileSync(from).subarray(0, behavior.roomBytes));
      process.stderr.write('java.io.IOException: No space left on device\n');
    }
    if (behavior.isOld === true) utimesSync(place, 1, 1);
    if (behavior.saysArtifact === true) sayArtifact(place, start.request);
  }
  if (behavior.lingerMs !== undefined) await wait(behavior.lingerMs);
  if (behavior.hangs === true) for (;;) await wait(1000);
  process.exitCode = behavior.exitCode ?? 0;
}

/** As `media/gradle/init.gradle` does it. */
function sayArtifact(path: string, request: StandInStart['request']): void {
  const [variant = ''] = Object.keys(request?.variants ?? {});
  const say = (event: object): void => void process.stdout.write(`MDIST ${JSON.stringify(event)}\n`);
  say({ event: 'process', pid: process.pid, gradle: '8.14.3', java: '17.0.15' });
  say({ event: 'artifact', format: path.endsWith('.aab') ? 'aab' : 'apk', path, variant });
}

/** As Cordova splits the one option that holds those for Gradle: at blanks outside of quotes, which mean nothing else. */
function wordsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/"([^"]*)"|'([^']*)'|[^\s'"]+/g), ([word, double, single]) => double ?? single ?? word);
}
