/** Commands of Intune, AppGallery and Firebase against recorded answers, with packages and a client secret that must be shown nowhere. */

import { ok } from 'node:assert/strict';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { commandLine } from './commandLine.ts';
import { hereDigester } from './hereDigester.ts';
import { type MemoryFiles } from './memoryFiles.ts';
import { publishFiles } from './playPublishing.ts';
import { RecordingHttp, type RecordedRow } from './recordingHttp.ts';
import { signBytes } from './signedPackages.ts';
import { smallApkEntries, smallArchive } from './smallPackages.ts';

export interface StoreDocument {
  readonly state?: string;
  readonly continued?: boolean;
  readonly url?: string | null;
  readonly versionCode?: number | string;
  readonly highestVersionCode?: number | null;
  readonly permissions?: readonly { readonly code: string; readonly isGranted: boolean | null }[];
  readonly releases?: readonly object[];
  readonly requests?: readonly { readonly method: string; readonly url: string }[];
  readonly error?: { readonly code: string; readonly message: string };
}

interface StoreRun {
  readonly exitCode: number;
  readonly json: StoreDocument;
  readonly http: RecordingHttp;
}

const endpoint = ['--endpoint', 'https://store.test'];
const clientSecret = 'marker-client-secret';

let apk: Promise<Bytes> | undefined;

export async function storePackages(): Promise<MemoryFiles> {
  apk ??= smallArchive(smallApkEntries()).then(signBytes);
  return await publishFiles({ '/app/secret.txt': `${clientSecret}\n`, '/app/app.apk': await apk });
}

export async function runStore(
  files: MemoryFiles,
  args: readonly string[],
  rows: readonly RecordedRow[],
  change?: (http: RecordingHttp) => void,
): Promise<StoreRun> {
  const http = new RecordingHttp(rows);
  change?.(http);
  const world = { wait: async () => {}, digester: hereDigester };
  const { exitCode, out, err } = await commandLine(files, [...args, ...endpoint, '--json'], { http, world });
  ok(!out.includes(clientSecret) && !err.includes(clientSecret), 'the secret is shown');
  return { exitCode, json: JSON.parse(out) as StoreDocument, http };
}
