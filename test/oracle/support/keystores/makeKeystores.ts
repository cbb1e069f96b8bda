/**
 * Makes the keystores of the matrix with keytool, openssl and Java. Run as a program, it writes them into test/fixtures/keystores:
 * `node test/oracle/support/keystores/makeKeystores.ts`.
 */

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keystoreRows, passwords, pemSteps, type MakeStep } from '../../../fixtures/keystores/keystoreRows.ts';
import { askJudge } from '../judges.ts';

export const passwordEnvironment = {
  STORE: passwords.store,
  KEY: passwords.key,
  OTHER_KEY: passwords.otherKey,
  UNICODE: passwords.unicode,
  STORE_PASSWORD: passwords.store,
  KEY_PASSWORD: passwords.key,
  EMPTY: '',
  LC_ALL: 'C.UTF-8',
} as const;

function runStep({ tool, args }: MakeStep, folder: string): void {
  const program = join(import.meta.dirname, 'DifferentKeyPassword.java');
  const real = args.map((arg) => (arg.endsWith('.java') ? program : arg.replace(/^@/, '')));
  const { exitCode, stdout, stderr } = askJudge(tool, real, { cwd: folder, env: passwordEnvironment });
  if (exitCode !== 0) throw new Error(`${tool} ${args.join(' ')}\n${stdout}${stderr}`);
}

/** The files of all rows, and the PEM files they were made from, in a folder. */
export function makeKeystores(folder: string): void {
  for (const step of pemSteps) runStep(step, folder);
  for (const row of keystoreRows) for (const step of row.steps) runStep(step, folder);
}

if (import.meta.main) {
  const folder = await mkdtemp(join(tmpdir(), 'keystores-'));
  makeKeystores(folder);
  for (const { file } of keystoreRows) await copyFile(join(folder, file), join(import.meta.dirname, '../../../fixtures/keystores', file));
  await rm(folder, { recursive: true });
}
