/** Runs a task of `scripts/tasks` in a separate process and keeps its output, which may be shown at the same time. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../steps/projectRoot.ts';
import { type ProgramResult } from '../steps/program.ts';

export async function runTee(task: string, args: readonly string[], isShown: boolean): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const script = join(projectRoot, 'scripts', 'tasks', `${task}.ts`);
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (text: string) => {
      output += text;
      if (isShown) process.stdout.write(text);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode: exitCode ?? 1, output });
    });
  });
}
