/** Every remedy of an app and of an Android package that is a command of this program: it is run, and the issue is gone. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { type Bytes, utf8 } from '../../../src/core/base/bytes.ts';
import { failureTable } from '../../../src/core/base/failureTable.ts';
import { type IssueRow } from '../../../src/core/base/issues/defineIssues.ts';
import { issueTable } from '../../../src/core/base/issues/issueTable.ts';
import { commandLine } from '../../support/commandLine.ts';
import { hereDigester } from '../../support/hereDigester.ts';
import { keystoreOf, type TestKey } from '../../support/keystores.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { signBytes } from '../../support/signedPackages.ts';
import { smallApkEntries, smallArchive, type SmallEntry } from '../../support/smallPackages.ts';
import { throwAwayIdentity, type ThrowAwayOptions } from '../../support/throwAwayIdentity.ts';

const environment = { P: 'a-good-password' };

interface Row {
  readonly files: () => Promise<Readonly<Record<string, Bytes | string>>>;
  /** What tells the issue, before and after. */
  readonly look: readonly string[];
  readonly lookAgain?: readonly string[];
  /** The command of the remedy with what it needs; others before and after it. */
  readonly run: readonly (readonly string[])[];
}

const inspect = (file: string): readonly string[] => ['package', 'inspect', file];
const createKeystore = ['keystore', 'create', 'new.p12', '--password', 'env:P'] as const;
const sign = ['package', 'sign', 'FILE.apk', '--keystore', 'new.p12', '--keystore-password', 'env:P', '--out', 'NEW.apk'] as const;
const validate = ['validate', '--platform', 'android'] as const;

/** A faulty package that signing it with a new key puts right. */
function ofPackage(apk: () => Promise<Bytes>): Row {
  const files = async () => ({ 'FILE.apk': await apk() });
  return { files, look: inspect('FILE.apk'), run: [createKeystore, sign], lookAgain: inspect('NEW.apk') };
}

const small = (changes: Readonly<Record<string, SmallEntry>> = {}, alignment?: () => number): Promise<Bytes> =>
  smallArchive(smallApkEntries(changes), alignment);
const signedBy = (options: ThrowAwayOptions): Row =>
  ofPackage(async () => await signBytes(await small(), { identities: [throwAwayIdentity(options)] }));
const resources = (): SmallEntry => {
  const entry = smallApkEntries().find(({ name }) => name === 'resources.arsc');
  if (!entry) throw new Error('no resources');
  return { ...entry, method: 'deflated' };
};

async function unalignedResources(): Promise<Bytes> {
  for (const fill of ['', 'x']) {
    const apk = await smallArchive([{ name: 'a', bytes: utf8(fill) }, ...smallApkEntries()], () => 1);
    const nameAt = Buffer.from(apk).indexOf('resources.arsc');
    if ((nameAt + 'resources.arsc'.length) % 4 !== 0) return apk;
  }
  throw new Error('one of two neighbors is not aligned');
}

const settings = (android: object): string =>
  JSON.stringify({
    name: 'Hello',
    web: { webDir: 'www' },
    android: { appIdentifier: 'com.acme.hello', buildType: 'app-bundle', ...android },
  });

/** An app whose keystore is put right by another one in its place. */
function ofKeystore(key: Partial<TestKey> | undefined, android: object = { keystore: 'upload.p12' }): Row {
  return {
    files: async () => ({
      'mobile-distribution.json': settings(android),
      'www/index.html': '<p>Hello',
      ...(key && { 'upload.p12': await keystoreOf([{ alias: 'upload', ...key }], environment.P) }),
    }),
    look: [...validate, '--keystore-password', 'env:P'],
    run: [['keystore', 'create', 'upload.p12', '--password', 'env:P', '--force']],
    ...(!('keystore' in android) && { lookAgain: [...validate, '--keystore-password', 'env:P', '--keystore', 'upload.p12'] }),
  };
}

const rows: Readonly<Record<string, Row>> = {
  'store-unsigned': ofPackage(() => small()),
  'store-v2-signature-missing': ofPackage(async () => await signBytes(await small(), { schemes: { v1: true, v2: false, v3: false } })),
  'store-resource-table-compressed': ofPackage(() => small({ 'resources.arsc': resources() })),
  'store-resource-table-unaligned': ofPackage(unalignedResources),
  'store-library-offset': ofPackage(() => small({}, () => 1)),
  'store-debug-certificate': signedBy({
    subject: [
      { type: 'CN', value: 'Android Debug' },
      { type: 'O', value: 'Android' },
      { type: 'C', value: 'US' },
    ],
  }),
  'store-certificate-ends-early': signedBy({ notAfter: new Date('2030-01-01T00:00:00Z') }),
  'store-certificate-expired': signedBy({ notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2021-01-01T00:00:00Z') }),
  'store-weak-key': signedBy({ algorithm: 'rsa-1024' }),
  'keystore-key-dsa': ofKeystore({ algorithm: 'dsa-2048' }),
  'keystore-certificate-debug': ofKeystore({ algorithm: 'rsa-2048', commonName: 'Android Debug' }),
  'keystore-certificate-expired': ofKeystore({ notBefore: '2020-01-01T00:00:00Z', notAfter: '2021-01-01T00:00:00Z' }),
  'keystore-certificate-ends-early': ofKeystore({ notAfter: '2030-01-01T00:00:00Z' }),
  'signing-keystore-not-set': ofKeystore(undefined, {}),
  'signing-keystore-missing': ofKeystore(undefined),
  'app-not-found': {
    files: async () => ({ 'README.md': 'Hello' }),
    look: validate,
    run: [['init', '--app-identifier', 'com.acme.hello']],
  },
  'app-settings-missing': {
    files: async () => ({ 'index.html': '<p>Hello', 'manifest.webmanifest': '{ "name": "Hello" }' }),
    look: validate,
    run: [['init', '--app-identifier', 'com.acme.hello']],
  },
  'import-available': {
    files: async () => ({
      'www/index.html': '<p>Hello',
      'capacitor.config.json': '{ "appId": "com.acme.hello", "appName": "Hello", "webDir": "www" }',
      'package.json': '{ "dependencies": { "@capacitor/core": "8.0.0" } }',
      'android/key.properties': 'storeFile=upload.jks\nkeyAlias=upload\n',
    }),
    look: ['init'],
    lookAgain: ['init', '--import'],
    run: [['init', '--import']],
  },
};

/** The commands of the texts that say what to do. */
function commandsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/\bmdist (keystore create|package sign|init)\b/g), ([, command]) => command ?? '');
}

describe('the remedy of', () => {
  for (const [code, row] of Object.entries(rows))
    it(`${code} removes it`, async () => {
      const files = new MemoryFiles(
        Object.fromEntries(Object.entries(await row.files()).map(([name, content]) => [`/app/${name}`, content])),
      );
      const run = (args: readonly string[]) => commandLine(files, args, { environment, world: { digester: hereDigester } });
      const codes = async (args: readonly string[]): Promise<readonly string[]> =>
        JSON.parse((await run([...args, '--json'])).out).issues.map((issue: { code: string }) => issue.code);
      const before = await codes(row.look);
      ok(before.includes(code), `${before.join()} without ${code}`);
      for (const args of row.run) {
        const { exitCode, err, out } = await run(args);
        deepStrictEqual([exitCode, err], [0, ''], `${args.join(' ')}: ${out}`);
      }
      const wanted = commandsOf((issueTable as Readonly<Record<string, IssueRow>>)[code]?.remedy ?? '');
      const done = new Set(row.run.map((args) => (args[0] === 'init' ? 'init' : `${args[0]} ${args[1]}`)));
      deepStrictEqual(
        wanted.filter((command) => !done.has(command)),
        [],
      );
      const after = await codes(row.lookAgain ?? row.look);
      ok(!after.includes(code), `${code} is still there: ${after.join()}`);
    });

  it('each issue that is such a command is in the table; those of seals are in sealMutations.test.ts', () => {
    const named = Object.entries<IssueRow>(issueTable).filter(([, { remedy }]) => commandsOf(remedy).length > 0);
    deepStrictEqual(
      named
        .map(([code]) => code)
        // What a log says is of a build that ended: no command makes it unsaid.
        .filter((code) => !Object.hasOwn(rows, code) && !/^(?:seal|log)-/.test(code) && code !== 'engine-not-available'),
      [],
    );
  });

  it('each failure names commands that exist', async () => {
    const { commandList } = await import('../../../src/cli/commands/commandList.ts');
    const known = new Set(commandList.map(({ path }) => path.join(' ')));
    const texts = [
      ...Object.values<{ readonly hint: string }>(failureTable).map(({ hint }) => hint),
      ...Object.values<IssueRow>(issueTable).map(({ remedy }) => remedy),
    ];
    const named = texts.flatMap((text) => Array.from(text.matchAll(/\bmdist ([a-z]+)(?: ([a-z-]+))?/g), ([, one, two]) => [one, two]));
    ok(named.length > 40);
    deepStrictEqual(
      named.filter(([one, two]) => !known.has(one ?? '') && !known.has(`${one} ${two}`)),
      [],
    );
  });
});
