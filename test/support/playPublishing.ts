/** A package that can be published, a key of a service account, and the command that publishes with it. */

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { type HttpClient } from '../../src/core/ports/httpClient.ts';
import { encodeElf } from './elfFiles.ts';
import { signAppBundle } from '../../src/core/signing/app-bundle/signAppBundle.ts';
import { commandLine, type CommandLineOptions, type CommandLineResult } from './commandLine.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { MemorySink } from './memorySink.ts';
import { type PlayStandInOptions } from './playStandIn.ts';
import { smallArchive, smallBundleEntries } from './smallPackages.ts';
import { throwAwayIdentity } from './throwAwayIdentity.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const accountEmail = 'publisher@lab.iam.gserviceaccount.test';
export const keyMarker = 'marker-key-id-of-the-service-account';
export const packageName = 'com.acme.small';
export const versionCode = 7;

export const account: PlayStandInOptions['account'] = { email: accountEmail, publicKey: createPublicKey(privateKey) };

/** As Google gives it. */
export function keyFile(changes: Readonly<Record<string, unknown>> = {}): string {
  const key = {
    type: 'service_account',
    project_id: 'lab',
    private_key_id: keyMarker,
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: accountEmail,
    client_id: '1',
    token_uri: 'https://oauth2.googleapis.com/token',
    ...changes,
  };
  return JSON.stringify(key, undefined, 2);
}

/** Lines of the key that must be nowhere. */
export const keyLines: readonly string[] = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  .split('\n')
  .slice(1, -2);

let bundle: Promise<Bytes> | undefined;

/** Of two megabytes, so that its upload can be cut. */
export async function publishableBundle(): Promise<Bytes> {
  bundle ??= makeBundle();
  return await bundle;
}

async function makeBundle(): Promise<Bytes> {
  const library = { name: 'base/lib/arm64-v8a/libsmall.so', bytes: encodeElf({ alignments: [16_384] }), method: 'deflated' } as const;
  const large = { name: 'base/assets/large.bin', bytes: Uint8Array.from({ length: 2_000_000 }, (_, index) => (index * 31) & 0xff) };
  const entries = smallBundleEntries({ [library.name]: library, [large.name]: large });
  const output = new MemorySink();
  const identity = throwAwayIdentity({ notAfter: new Date('2060-01-01T00:00:00Z') });
  await signAppBundle({ source: bytesSource(await smallArchive(entries)), output, identities: [identity] });
  return output.bytes();
}

export interface PublishDocument {
  readonly store?: string;
  readonly track?: string;
  readonly versionCode?: number;
  readonly state?: string;
  readonly url?: string;
  readonly sentForReview?: boolean;
  readonly continued?: boolean;
  readonly requests?: readonly { readonly method: string; readonly url: string; readonly body?: unknown }[];
  readonly issues: readonly { readonly code: string }[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
}

export interface PublishRun extends CommandLineResult {
  readonly json: PublishDocument;
}

export async function publishFiles(files: Readonly<Record<string, Bytes | string>> = {}): Promise<MemoryFiles> {
  return new MemoryFiles({ '/app/app.aab': await publishableBundle(), '/app/key.json': keyFile(), ...files });
}

export async function publish(
  files: MemoryFiles,
  endpoint: string,
  more: readonly string[] = [],
  options: CommandLineOptions & { readonly http?: HttpClient } = {},
): Promise<PublishRun> {
  const common = ['store', 'publish', 'app.aab', '--store', 'google-play', '--key', 'file:key.json', '--endpoint', endpoint];
  const result = await commandLine(files, [...common, ...more, '--json'], options);
  return { ...result, json: JSON.parse(result.out) as PublishDocument };
}
