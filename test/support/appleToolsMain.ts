/**
 * Acts like `security` and `xcodebuild` of a Mac, for tests: keychains with their passwords and identities, the search list, an archive that is signed with
 * what the search list has, and its export. What each was started with is appended to a log. State and orders are in the folder that
 * APPLE_STAND_IN names.
 */

import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

interface Keychain {
  readonly password: string;
  isUnlocked: boolean;
  identities: string[];
  partitions: string;
}

interface State {
  searchList: string[];
  keychains: Record<string, Keychain>;
}

const folder = process.env['APPLE_STAND_IN'] ?? '';
const statePath = join(folder, 'state.json');
const state: State = JSON.parse(readFileSync(statePath, 'utf8'));
const [tool = '', ...args] = process.argv.slice(2);
appendFileSync(join(folder, 'starts.jsonl'), `${JSON.stringify({ tool, args, environment: process.env })}\n`);
await (tool === 'security' ? security(args) : xcodebuild(args));
writeFileSync(statePath, JSON.stringify(state));

async function security(words: readonly string[]): Promise<void> {
  if (words[0] !== '-i') return await command(words);
  for (const line of readFileSync(0, 'utf8').split('\n')) {
    const parts = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '',
    );
    if (parts.length > 0) await command(parts);
  }
}

async function command([name = '', ...words]: readonly string[]): Promise<void> {
  const after = (option: string): string => words[words.indexOf(option) + 1] ?? '';
  const path = words.at(-1) ?? '';
  const keychain = state.keychains[name === 'import' ? after('-k') : path];
  switch (name) {
    case 'create-keychain':
      if (existsSync(join(folder, 'refuses'))) return say(`security: SecKeychainCreate ${after('-p')}: no`);
      writeFileSync(path, 'keychain');
      state.keychains[path] = { password: after('-p'), isUnlocked: false, identities: [], partitions: '' };
      return;
    case 'set-keychain-settings':
      return;
    case 'unlock-keychain':
      if (keychain?.password === after('-p')) keychain.isUnlocked = true;
      return;
    case 'import': {
      // Loaded here, as the tool is started often.
      const { readCertificateFile } = await import('../../src/core/assets/certificate/readCertificateFile.ts');
      const { Secret } = await import('../../src/core/base/secret.ts');
      const reading = await readCertificateFile(readFileSync(words[0] ?? ''), new Secret(after('-P')));
      if (keychain?.isUnlocked === true && reading.password !== 'missing' && reading.password !== 'wrong')
        keychain.identities = reading.identities.map(({ certificate }) => certificate.sha1.toUpperCase());
      return;
    }
    case 'set-key-partition-list':
      if (keychain && keychain.password === after('-k')) keychain.partitions = after('-S');
      return;
    case 'list-keychains':
      if (words.includes('-s')) state.searchList = words.slice(words.indexOf('-s') + 1);
      else for (const each of state.searchList) process.stdout.write(`    "${each}"\n`);
      return;
    case 'find-identity':
      for (const [index, identity] of (keychain?.identities ?? []).entries()) process.stdout.write(`  ${index + 1}) ${identity} "Lab"\n`);
      return;
    case 'delete-keychain':
      rmSync(path, { force: true });
      delete state.keychains[path];
      state.searchList = state.searchList.filter((each) => each !== path);
      return;
    default:
      say(`security: unknown command "${name}"`);
  }
}

async function xcodebuild(words: readonly string[]): Promise<void> {
  const after = (option: string): string => words[words.indexOf(option) + 1] ?? '';
  if (words.includes('-exportArchive')) {
    const options = readFileSync(after('-exportOptionsPlist'), 'utf8');
    copyFileSync(after('-exportOptionsPlist'), join(folder, 'ExportOptions.plist'));
    if (!existsSync(join(after('-archivePath'), 'signed')) || !options.includes('<key>signingCertificate</key>'))
      return fail('** EXPORT FAILED **');
    mkdirSync(after('-exportPath'), { recursive: true });
    copyFileSync(join(folder, 'small.ipa'), join(after('-exportPath'), 'Hello.ipa'));
    return say('** EXPORT SUCCEEDED **');
  }
  if (existsSync(join(folder, 'hangs'))) for (;;) await wait(1000);
  const settings = readFileSync(after('-xcconfig'), 'utf8');
  copyFileSync(after('-xcconfig'), join(folder, 'Signing.xcconfig'));
  const identity = /^CODE_SIGN_IDENTITY = (.+)$/m.exec(settings)?.[1] ?? '';
  const profile = /^MOBILE_DISTRIBUTION_PROFILE_com_acme_hello = (.+)$/m.exec(settings)?.[1] ?? '';
  const usable = state.searchList.some((path) => {
    const keychain = state.keychains[path];
    return keychain?.isUnlocked === true && keychain.partitions.includes('codesign:') && keychain.identities.includes(identity);
  });
  const profiles = ['Library/Developer/Xcode/UserData/Provisioning Profiles', 'Library/MobileDevice/Provisioning Profiles'];
  const home = process.env['STAND_IN_HOME'] ?? homedir();
  const isInBoth = profiles.every((each) => existsSync(join(home, each, `${profile}.mobileprovision`)));
  if (!usable || !isInBoth || existsSync(join(folder, 'fails')))
    return fail('error: No signing certificate "iOS Distribution" found\n** ARCHIVE FAILED **');
  mkdirSync(after('-archivePath'), { recursive: true });
  writeFileSync(join(after('-archivePath'), 'signed'), '');
  say('** ARCHIVE SUCCEEDED **');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(text: string): void {
  say(text);
  process.exitCode = 65;
}
