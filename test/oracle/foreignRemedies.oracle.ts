/** Remedies that are commands of openssl and keytool: as they are in the table, with places filled in, they remove the issue. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bytes, utf8 } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { type IssueRow } from '../../src/core/base/issues/defineIssues.ts';
import { type IssueCode, issueTable } from '../../src/core/base/issues/issueTable.ts';
import { inspectKeystore } from '../../src/core/assets/keystore/inspectKeystore.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { commandLine } from '../support/commandLine.ts';
import { MemoryFiles } from '../support/memoryFiles.ts';
import { throwAwayIdentity } from '../support/throwAwayIdentity.ts';
import { askJudge } from './support/judges.ts';
import { type JudgeName } from './support/judgeTable.ts';

const environment = { P: 'a-good-password' };
const identity = throwAwayIdentity({ algorithm: 'rsa-2048' });
const key = encodePem('PRIVATE KEY', identity.privateKey.export({ type: 'pkcs8', format: 'der' }));
const certificate = encodePem('CERTIFICATE', identity.certificates[0]);

const keystoreInspect = (file: string): readonly string[] => ['keystore', 'inspect', file, '--password', 'env:P'];
const certificateInspect = (file: string): readonly string[] => ['certificate', 'inspect', file, '--password', 'env:P'];

interface Row {
  readonly tool: JudgeName;
  readonly files: Readonly<Record<string, Bytes>>;
  readonly look: (file: string) => readonly string[];
  /** What the text leaves to the reader, such as passwords and places. */
  readonly more: readonly string[];
  readonly made: string;
}

const rows: Partial<Record<IssueCode, Row>> = {
  'certificate-is-pem': {
    tool: 'openssl',
    files: { FILE: utf8(key + certificate) },
    look: certificateInspect,
    more: ['-passout', 'env:P'],
    made: 'NEW.p12',
  },
  'file-is-pem': {
    tool: 'openssl',
    files: { FILE: utf8(key + certificate) },
    look: keystoreInspect,
    more: ['-passout', 'env:P'],
    made: 'upload.p12',
  },
  'file-is-private-key': {
    tool: 'openssl',
    files: { FILE: utf8(key), 'CERTIFICATE.pem': utf8(certificate) },
    look: keystoreInspect,
    more: ['-passout', 'env:P'],
    made: 'upload.p12',
  },
  'pkcs12-algorithm-unsupported': {
    tool: 'openssl',
    files: { 'all.pem': utf8(key + certificate) },
    look: keystoreInspect,
    more: ['-in', 'all.pem', '-out', 'new.p12', '-passout', 'env:P'],
    made: 'new.p12',
  },
};

function commandOf(code: IssueCode, tool: string): readonly string[] {
  const { remedy }: IssueRow = issueTable[code];
  const [, words = ''] = new RegExp(`\\b${tool} ((?:-?[A-Za-z0-9.]+ ?)+)`).exec(remedy) ?? [];
  ok(words !== '', remedy);
  // A sentence may go on after the command.
  return words.trim().split(' creates ')[0]?.split(' ') ?? [];
}

describe('the remedy by another tool', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdist-remedy-'));
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  async function codes(file: string, look: Row['look']): Promise<readonly string[]> {
    const files = new MemoryFiles({ [`/app/${file}`]: new Uint8Array(await readFile(join(folder, file))) });
    const { out } = await commandLine(files, [...look(file), '--json'], { environment });
    const { issues = [], error } = JSON.parse(out);
    return [...issues.map(({ code }: { code: string }) => code), ...(error && issues.length === 0 ? [error.code] : [])];
  }

  for (const [code, row] of Object.entries(rows) as [IssueCode, Row][])
    it(`removes ${code}`, async () => {
      for (const [name, bytes] of Object.entries(row.files)) await writeFile(join(folder, name), bytes);
      if ('FILE' in row.files) ok((await codes('FILE', row.look)).includes(code), (await codes('FILE', row.look)).join());
      const verdict = askJudge(row.tool, [...commandOf(code, row.tool), ...row.more], { cwd: folder, env: environment });
      strictEqual(verdict.exitCode, 0, verdict.stderr);
      const after = await codes(row.made, row.look);
      ok(!after.includes(code) && !after.some((each) => each.startsWith('file-')), after.join());
    });

  it('fetches the content behind a pointer of Git LFS', async () => {
    const repository = (name: string): string => join(folder, name);
    const git = (cwd: string, ...args: readonly string[]): void => {
      const result = spawnSync('git', args, { cwd, encoding: 'utf8', env: { ...process.env, GIT_LFS_SKIP_SMUDGE: '1', HOME: folder } });
      strictEqual(result.status, 0, result.stderr);
    };
    await mkdir(repository('origin'));
    const [author, content] = [['-c', 'user.name=A', '-c', 'user.email=a@b.c'], utf8(key + certificate)];
    askJudge('git-lfs', ['version']);
    git(folder, 'init', '--quiet', 'origin');
    git(repository('origin'), 'lfs', 'install', '--local');
    git(repository('origin'), 'lfs', 'track', '*.p12');
    await writeFile(join(repository('origin'), 'upload.p12'), content);
    git(repository('origin'), 'add', '.');
    git(repository('origin'), ...author, 'commit', '--quiet', '-m', 'Add a keystore');
    git(folder, 'clone', '--quiet', 'origin', 'app');
    ok((await codes('app/upload.p12', keystoreInspect)).includes('file-lfs-pointer'));
    strictEqual(commandOf('file-lfs-pointer', 'git').slice(0, 2).join(' '), 'lfs pull');
    git(repository('app'), 'lfs', 'pull');
    deepStrictEqual(new Uint8Array(await readFile(join(repository('app'), 'upload.p12'))), content);
  });

  for (const code of ['keystore-without-integrity', 'jks-too-many-entries'] as const)
    it(`is understood by keytool for ${code}`, async () => {
      await writeFile(join(folder, 'all.pem'), key + certificate);
      const p12 = ['pkcs12', '-export', '-in', 'all.pem', '-name', 'upload', '-nomac', '-out', 'old.p12', '-passout', 'env:P'];
      strictEqual(askJudge('openssl', p12, { cwd: folder, env: environment }).exitCode, 0);
      const places = ['-srckeystore', 'old.p12', '-destkeystore', 'new.p12', '-deststoretype', 'pkcs12'];
      const args = [...commandOf(code, 'keytool'), ...places, '-srcstorepass:env', 'P', '-deststorepass:env', 'P'];
      const verdict = askJudge('keytool', args, { cwd: folder, env: environment });
      strictEqual(verdict.exitCode, 0, verdict.stdout);
      const made = await inspectKeystore(new Uint8Array(await readFile(join(folder, 'new.p12'))), { password: new Secret(environment.P) });
      deepStrictEqual(
        [made.entries.length, made.issues.map(({ code: found }) => found).filter((found) => found === 'keystore-without-integrity')],
        [1, []],
      );
    });
});
