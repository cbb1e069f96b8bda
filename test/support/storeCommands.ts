/** Runs a command of a store against a stand-in or a recording, with keys that are lying beside the app. */

import { type HttpClient } from '../../src/core/ports/httpClient.ts';
import { commandLine, type CommandLineResult } from './commandLine.ts';
import { connectKey, connectP8 } from './connectPublishing.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { keyFile, packageName } from './playPublishing.ts';

export interface StoreRun extends CommandLineResult {
  readonly json: Readonly<Record<string, unknown>> & { readonly error?: { readonly code: string; readonly message: string } };
}

export function storeKeys(more: Readonly<Record<string, string | Uint8Array>> = {}): MemoryFiles {
  return new MemoryFiles({ '/app/key.json': keyFile(), '/app/key.p8': connectP8, ...more });
}

/** `args` without the key and the address. */
export async function onPlay(
  files: MemoryFiles,
  args: readonly string[],
  place: { readonly endpoint: string; readonly http?: HttpClient; readonly isAboutFile?: boolean },
): Promise<StoreRun> {
  const [noun = '', verb = '', ...rest] = args;
  const isAboutApp = verb !== 'internal-sharing' && place.isAboutFile !== true;
  const app = isAboutApp && !rest.includes('--app-identifier') ? ['--app-identifier', packageName] : [];
  return await run(files, [noun, verb, ...rest, ...app, '--key', 'file:key.json', '--endpoint', place.endpoint], place.http);
}

export async function onConnect(
  files: MemoryFiles,
  args: readonly string[],
  place: { readonly endpoint?: string; readonly http?: HttpClient },
): Promise<StoreRun> {
  const who = ['--key', 'file:key.p8', '--key-id', connectKey.keyId, '--issuer', connectKey.issuer];
  return await run(files, [...args, ...who, '--endpoint', place.endpoint ?? 'http://127.0.0.1'], place.http);
}

async function run(files: MemoryFiles, args: readonly string[], http: HttpClient | undefined): Promise<StoreRun> {
  const result = await commandLine(files, [...args, '--json'], http ? { http } : {});
  return { ...result, json: JSON.parse(result.out) as StoreRun['json'] };
}
