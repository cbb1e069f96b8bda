/** A package that App Store Connect takes, a key for it, and the command that publishes with it. */

import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { ApplePki } from './applePki.ts';
import { commandLine, type CommandLineOptions } from './commandLine.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { type PublishRun } from './playPublishing.ts';
import { appContent, appRoot, packContent } from './sealedApps.ts';
import { signableMachO } from './signableMachO.ts';
import { signIpa } from './signIpa.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const connectP8 = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
export const connectKey = { keyId: 'KEY1234567', issuer: '57246542-96fe-1a63-e053-0824d011072a', publicKey: createPublicKey(privateKey) };
const pki = new ApplePki('ec-p256', 'store');
export const storeAppIdentifier = 'com.acme.hello';
export const storeRoots = [pki.root];
const world = { trustedRoots: storeRoots };

let signed: Promise<Uint8Array> | undefined;

/** Of two megabytes. */
export async function storeIpa(): Promise<Uint8Array> {
  signed ??= signStoreIpa('app-store');
  return await signed;
}

export async function signStoreIpa(kind: 'app-store' | 'ad-hoc'): Promise<Uint8Array> {
  const leaf = pki.leaf();
  const content = { ...appContent(), [`${appRoot}/Hello`]: signableMachO({ codeBytes: 2_000_000 }) };
  const profile = pki.profile({ kind, certificates: [leaf], identifier: '*' });
  return await signIpa({ ipa: await packContent(content), leaf, profile }, world);
}

export async function storeFiles(more: Readonly<Record<string, string | Uint8Array>> = {}): Promise<MemoryFiles> {
  return new MemoryFiles({ '/app/App.ipa': await storeIpa(), '/app/key.p8': connectP8, ...more });
}

export async function publishToConnect(
  files: MemoryFiles,
  endpoint: string,
  more: readonly string[] = [],
  options: CommandLineOptions = {},
): Promise<PublishRun> {
  const who = [
    '--key',
    'file:key.p8',
    '--key-id',
    connectKey.keyId,
    ...(more.includes('--individual') ? [] : ['--issuer', connectKey.issuer]),
  ];
  const args = ['store', 'publish', 'App.ipa', '--store', 'app-store-connect', ...who, '--endpoint', endpoint];
  const rest = more.filter((each) => each !== '--individual');
  const result = await commandLine(files, [...args, ...rest, '--json'], { world, ...options });
  return { ...result, json: JSON.parse(result.out) as PublishRun['json'] };
}
