/** Runs programs for the scripts: tools out of node_modules on this very Node, or anything else by its command. */

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './projectRoot.ts';

export interface ProgramResult {
  readonly exitCode: number;
  /** Both streams in the order they came; empty when the program wrote to the terminal itself. */
  readonly output: string;
}

export interface ProgramOptions {
  /** Keeps the output instead of showing it. */
  readonly quiet?: boolean;
  /** Sends the output to this file while the program runs, for programs that take no pipe, and keeps it as `quiet` does. */
  readonly outputFile?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Ends a program that takes longer, whatever it does. */
  readonly limitMs?: number;
}

export async function runProgram(command: string, args: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  const { outputFile } = options;
  if (outputFile !== undefined) return runIntoFile(command, args, { ...options, outputFile });
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? projectRoot,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...options.env },
      ...(options.limitMs !== undefined && { timeout: options.limitMs, killSignal: 'SIGKILL' }),
    });
    let output = '';
    const keep = (text: string) => {
      output += text;
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode: exitCode ?? 1, output });
    });
  });
}

async function runIntoFile(
  command: string,
  args: readonly string[],
  options: ProgramOptions & { readonly outputFile: string },
): Promise<ProgramResult> {
  const file = openSync(options.outputFile, 'w');
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      const child = spawn(command, args, {
        cwd: options.cwd ?? projectRoot,
        stdio: ['ignore', file, file],
        env: { ...process.env, ...options.env },
        ...(options.limitMs !== undefined && { timeout: options.limitMs, killSignal: 'SIGKILL' }),
      });
      child.on('error', reject);
      child.on('close', (code) => {
        resolve(code ?? 1);
      });
    });
    return { exitCode, output: readFileSync(options.outputFile, 'utf8') };
  } finally {
    closeSync(file);
  }
}

/** The end of an output, which says why a program failed. */
export function lastLines(output: string): string {
  return output.trimEnd().split('\n').slice(-8).join('\n');
}

/** Runs the command `tool` of an installed package, as `npx` would but on this Node and without a shell. */
export async function runTool(tool: string, args: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  return runProgram(process.execPath, [toolScript(tool), ...args], options);
}

/** Commands that are named otherwise than their package. */
const packagesOfTools: Readonly<Record<string, string>> = { tsc: 'typescript', vsce: '@vscode/vsce' };

/** The JavaScript file behind a tool's command, by the `bin` of its package. */
export function toolScript(tool: string): string {
  const packageName = packagesOfTools[tool] ?? tool;
  const folder = join(projectRoot, 'node_modules', packageName);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const bin = isRecord(manifest) ? manifest['bin'] : undefined;
  const script = isRecord(bin) ? bin[tool] : bin;
  if (typeof script !== 'string') throw new Error(`the package ${packageName} has no command ${tool}`);
  return join(folder, script);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
