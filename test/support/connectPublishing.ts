/** A package that App Store Connect takes, a key for it, and the command that publishes with it. */

import { strictEqual } from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { ApplePki, p12Of, p12Password } from './applePki.ts';
import { commandLine, type CommandLineOptions } from './commandLine.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { type PublishRun } from './playPublishing.ts';
import { appContent, appRoot, packContent } from './sealedApps.ts';
import { signableMachO } from './signableMachO.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const connectP8 = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
export const connectKey = { keyId: 'KEY1234567', issuer: '57246542-96fe-1a63-e053-0824d011072a', publicKey: createPublicKey(privateKey) };
const pki = new ApplePki('ec-p256', 'store');
export const storeAppIdentifier = 'com.acme.hello';
const world = { trustedRoots: [pki.root] };

let signed: Promise<Uint8Array> | undefined;

/** Of two megabytes. */
export async function storeIpa(): Promise<Uint8Array> {
  signed ??= signStoreIpa('app-store');
  return await signed;
}

export async function signStoreIpa(kind: 'app-store' | 'ad-hoc'): Promise<Uint8Array> {
  const leaf = pki.leaf();
  const content = { ...appContent(), [`${appRoot}/Hello`]: signableMachO({ codeBytes: 2_000_000 }) };
  const files = new MemoryFiles({
    '/app/a.ipa': await packContent(content),
    '/app/d.p12': await p12Of([leaf]),
    '/app/all.mobileprovision': pki.profile({ kind, certificates: [leaf], identifier: '*' }),
  });
  const args = [
    'package',
    'sign',
    'a.ipa',
    '--certificate',
    'd.p12',
    '--certificate-password',
    'env:P',
    '--profile',
    'all.mobileprovision',
  ];
  const { exitCode, err } = await commandLine(files, [...args, '--out', 'out.ipa'], { environment: { P: p12Password }, world });
  strictEqual(exitCode, 0, err);
  return await files.readFile('/app/out.ipa');
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
