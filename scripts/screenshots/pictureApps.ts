/** The workspaces of pictures: the sample, with the author, the history and the keys that real apps have. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKeystore } from '../../src/core/assets/keystore/createKeystore.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { systemRandom } from '../../src/node/systemRandom.ts';
import { copySample } from '../../test/host/scenes.ts';
import { ApplePki, p12Of } from '../../test/support/applePki.ts';

export const picturePassword = 'correct horse battery staple';

export function freshApp(folder: string): string {
  copySample(folder);
  rmSync(join(folder, 'mobile-distribution.json'));
  return folder;
}

/** A workspace file that names no folder. */
export function emptyWorkspace(folder: string): string {
  const file = join(folder, 'hello-web.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [] }));
  return file;
}

export function sampleApp(folder: string): string {
  copySample(folder);
  commit(folder);
  return folder;
}

/** With rules that say which groups get the packages of a branch, and a release server on any free port. */
export function ruledApp(folder: string): string {
  copySample(folder);
  edit(folder, [['"android": {', '"release": { "rules": { "main": "QA", "feature/*": "Beta" } },\n  "android": {']]);
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode', 'settings.json'), '{ "mobileDistribution.server.port": 0 }');
  commit(folder);
  return folder;
}

/** With a keystore, and settings that name it. */
export async function releaseApp(folder: string): Promise<string> {
  copySample(folder);
  await writeKeystore(folder);
  edit(folder, [['"android": {', '"android": { "buildType": "release", "keystore": "signing/upload.p12", "keyAlias": "upload",']]);
  commit(folder);
  return folder;
}

/** With settings that need a person. */
export function faultyApp(folder: string): string {
  copySample(folder);
  edit(folder, [
    ['"dev.mobiledistribution.hello"', '"dev.mobiledistribution.2hello"'],
    ['"webDir": "www"', '"webDir": "wwww"'],
    ['"android": {', '"android": { "buildType": "release", "keystore": "signing/upload.jks",'],
  ]);
  commit(folder);
  return folder;
}

/** With settings for both platforms. */
export function bothPlatforms(folder: string): string {
  copySample(folder);
  edit(folder, [['"android": {', '"ios": { "appIdentifier": "dev.mobiledistribution.hello", "buildType": "ad-hoc" },\n  "android": {']]);
  commit(folder);
  return folder;
}

/** With what signs the packages of both platforms; the profile expires soon. */
export async function signingApp(folder: string): Promise<string> {
  copySample(folder);
  await writeKeystore(folder);
  const pki = new ApplePki();
  const inDays = (days: number): Date => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  const leaf = pki.leaf({ notAfter: inDays(300) });
  const identifier = 'dev.mobiledistribution.hello';
  writeFileSync(join(folder, 'signing', 'distribution.p12'), await p12Of([leaf], 'modern'), { mode: 0o600 });
  const profile = pki.profile({ certificates: [leaf], identifier, name: 'Hello for testers', expiresAt: inDays(12) });
  writeFileSync(join(folder, 'signing', 'adhoc.mobileprovision'), profile);
  const ios = `"ios": { "appIdentifier": "${identifier}", "buildType": "ad-hoc", "certificate": "signing/distribution.p12",
    "provisioningProfile": "signing/adhoc.mobileprovision" }`;
  edit(folder, [
    ['"android": {', `${ios},\n  "android": { "buildType": "release", "keystore": "signing/upload.p12", "keyAlias": "upload",`],
  ]);
  commit(folder);
  return folder;
}

/** With what signs iOS packages for testers, and profiles for another app, another authority's certificate and one more device next to it. */
export async function testersApp(folder: string): Promise<string> {
  copySample(folder);
  mkdirSync(join(folder, 'signing'));
  const pki = new ApplePki();
  const [leaf, other] = [pki.leaf(), pki.leaf({ label: 'other', name: 'Apple Distribution: Other Corp (OTHER12345)', unit: 'OTHER12345' })];
  const identifier = 'dev.mobiledistribution.hello';
  writeFileSync(join(folder, 'signing', 'distribution.p12'), await p12Of([leaf], 'modern'), { mode: 0o600 });
  const [phone, tablet, third] = ['00008110-001A2B3C4D5E001E', '00008120-000A1B2C3D4E5F60', '00008130-0000AAAA1111BBBB'];
  const profiles = {
    'hello-testers': { identifier, name: 'Hello for testers', certificates: [leaf], devices: [phone, tablet] },
    'hello-testers-2': { identifier, name: 'Hello for testers, autumn', certificates: [leaf], devices: [phone, tablet, third] },
    'hello-other': { identifier, name: 'Hello of a partner', certificates: [other], devices: [phone] },
    goodbye: { identifier: 'dev.mobiledistribution.goodbye', name: 'Goodbye for testers', certificates: [leaf], devices: [phone] },
  };
  for (const [name, options] of Object.entries(profiles))
    writeFileSync(join(folder, 'signing', `${name}.mobileprovision`), pki.profile(options));
  const ios = `"ios": { "appIdentifier": "${identifier}", "buildType": "ad-hoc", "certificate": "signing/distribution.p12",
    "provisioningProfile": "signing/hello-testers.mobileprovision" }`;
  edit(folder, [['"android": {', `${ios},\n  "android": {`]]);
  commit(folder);
  return folder;
}

/** With files of other tools, which do not agree. */
export function importApp(folder: string): string {
  copySample(folder);
  const expo = {
    name: 'Hello Web',
    version: '1.0.0',
    android: { versionCode: 12 },
    ios: { bundleIdentifier: 'dev.mobiledistribution.hello' },
  };
  writeFileSync(join(folder, 'app.json'), `${JSON.stringify({ expo }, undefined, 2)}\n`);
  writeFileSync(join(folder, 'app.config.ts'), "export default { ios: { bundleIdentifier: 'dev.mobiledistribution.hello.beta' } };\n");
  commit(folder);
  return folder;
}

function edit(folder: string, replacements: readonly (readonly [string, string])[]): void {
  const path = join(folder, 'mobile-distribution.json');
  let text = readFileSync(path, 'utf8');
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`The sample's settings no longer hold ${from}`);
    text = text.replace(from, to);
  }
  writeFileSync(path, text);
}

async function writeKeystore(folder: string): Promise<void> {
  mkdirSync(join(folder, 'signing'));
  const subject = [{ type: 'CN' as const, value: 'Hello Developers' }];
  const password = new Secret(picturePassword);
  const bytes = await createKeystore({ alias: 'upload', subject, password, clock: systemClock, random: systemRandom });
  writeFileSync(join(folder, 'signing', 'upload.p12'), bytes, { mode: 0o600 });
}

/** The same author and the same commit in every picture. */
function commit(folder: string): void {
  const date = '2026-01-05T09:00:00Z';
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: '/dev/null' };
  writeFileSync(join(folder, '.gitignore'), '.mobile-distribution/\nsigning/\n');
  const git = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('git', args, { cwd: folder, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  };
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ada Lovelace');
  git('config', 'user.email', 'ada@example.com');
  git('add', '.');
  git('commit', '-q', '-m', 'Say hello');
}
