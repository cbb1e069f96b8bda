/** Runs Stryker over one part of a room and reads its report. What was tried before and has not changed is not tried again. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../steps/projectRoot.ts';
import { runProgram } from '../steps/program.ts';
import { mutationCache, strykerScript } from './installStryker.ts';
import { type MutationPart } from './mutationParts.ts';
import { type MutationRoom } from './mutationRooms.ts';
import { type RunnerOptions } from './runnerOptions.ts';

/** As Stryker's report names them. */
export type MutantStatus = 'Killed' | 'Survived' | 'NoCoverage' | 'Timeout' | 'Ignored' | 'CompileError' | 'RuntimeError' | 'Pending';

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly status: MutantStatus;
}

export interface PartOptions {
  readonly limitMs: number;
  readonly concurrency: number;
  /** Tries unchanged mutants again, too. */
  readonly isForced: boolean;
}

/** Where Stryker copies the project to. A run that was broken off leaves it. */
const sandbox = join(mutationCache, 'sandbox');

/** `undefined` when the limit was reached: nothing of the part is kept. */
export async function runPart(room: MutationRoom, part: MutationPart, options: PartOptions): Promise<readonly Mutant[] | undefined> {
  const name = part.name.replaceAll(/[^\w.-]+/g, '-');
  const folder = join(mutationCache, 'parts');
  mkdirSync(folder, { recursive: true });
  const reportPath = join(folder, `${name}.report.json`);
  const configPath = join(folder, `${name}.config.json`);
  rmSync(reportPath, { force: true });
  rmSync(sandbox, { recursive: true, force: true });
  writeFileSync(configPath, JSON.stringify(configOf(room, part, options, { name, folder, reportPath }), null, 2));
  const started = performance.now();
  const args = ['--disable-warning=ExperimentalWarning', strykerScript, 'run', configPath];
  const { exitCode } = await runProgram(process.execPath, args, { limitMs: options.limitMs });
  if (exitCode === 0) return readMutants(reportPath);
  if (performance.now() - started >= options.limitMs) return undefined;
  throw new Error(`Stryker ended with ${exitCode}; its messages above say why`);
}

function configOf(
  room: MutationRoom,
  part: MutationPart,
  { concurrency, isForced }: PartOptions,
  { name, folder, reportPath }: { readonly name: string; readonly folder: string; readonly reportPath: string },
): object {
  const runner: RunnerOptions = { mochaTypes: { tests: room.tests, required: ['test/support/englishWords.ts'] } };
  return {
    ...runner,
    testRunner: 'mocha-types',
    plugins: [pathToFileURL(join(projectRoot, 'scripts', 'mutation', 'mochaRunner.ts')).href],
    mutate: part.files,
    coverageAnalysis: 'perTest',
    // A change that takes effect while a module is loaded would need a process and all its own tests.
    ignoreStatic: true,
    incremental: true,
    incrementalFile: join(folder, `${name}.incremental.json`),
    force: isForced,
    concurrency,
    // Generous, since a mutant that runs out of time counts as detected; the instrumented code counts its loops besides.
    timeoutMS: 30_000,
    timeoutFactor: 4,
    dryRunTimeoutMinutes: 10,
    reporters: ['json', 'progress-append-only'],
    logLevel: 'warn',
    jsonReporter: { fileName: reportPath },
    tempDirName: relative(projectRoot, sandbox),
    cleanTempDir: 'always',
    ignorePatterns: ['.cache', 'out', 'dist', 'coverage', 'docs', 'samples', 'tsconfig.json'],
    allowConsoleColors: false,
    warnings: { unknownOptions: false },
  };
}

interface Report {
  readonly files: Readonly<Record<string, ReportedFile>>;
}

interface ReportedFile {
  readonly source: string;
  readonly mutants: readonly ReportedMutant[];
}

interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: MutantStatus;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function readMutants(path: string): readonly Mutant[] {
  const report: Report = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map(({ mutatorName, replacement, status, location: { start, end } }) => ({
      file,
      line: start.line,
      column: start.column,
      mutator: mutatorName,
      original: textBetween(lines, start, end),
      replacement: replacement ?? '',
      status,
    }));
  });
}

function textBetween(lines: readonly string[], start: Place, end: Place): string {
  const chosen = lines.slice(start.line - 1, end.line);
  const last = chosen.length - 1;
  return chosen
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join('\n');
}
