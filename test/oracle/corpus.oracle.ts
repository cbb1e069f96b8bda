/** Real packages, and damaged ones made of them: the verdict must be apksigner's, for every lowest API level. */

import { strictEqual } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyApk } from '../../src/core/signing/android/verifyApk.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { hereDigester } from '../support/hereDigester.ts';
import { corpusApks, type CorpusApk } from './support/corpus.ts';
import { askJudge } from './support/judges.ts';

const minSdks = [undefined, 18, 21, 24, 28, 33] as const;

async function verdicts(path: string, minSdk: number | undefined): Promise<{ readonly ours: string; readonly theirs: string }> {
  const option = minSdk === undefined ? [] : ['--min-sdk-version', String(minSdk)];
  const { exitCode, stdout } = askJudge('apksigner', ['verify', '-v', '--print-certs', ...option, path]);
  const schemes = [...stdout.matchAll(/Verified using (v[123]) [^:]*: true/g)].map(([, scheme]) => scheme);
  const certificates = [...stdout.matchAll(/certificate SHA-256 digest: ([0-9a-f]{64})/g)].map(([, digest]) => digest);
  const source = await new NodeFileSystem().openFile(path);
  const result = await verifyApk(source, { digester: hereDigester, minSdk });
  await source.close();
  const ourSchemes = (['v1', 'v2', 'v3'] as const).filter((scheme) => result.schemes[scheme]);
  const render = (verified: boolean, names: readonly (string | undefined)[], digests: readonly (string | undefined)[]): string =>
    verified ? `verified ${names.join()} ${digests.join()}` : 'refused';
  return {
    ours: render(
      result.verified,
      ourSchemes,
      result.signers.map(({ sha256 }) => sha256),
    ),
    theirs: render(exitCode === 0, schemes, certificates),
  };
}

describe('signatures of real packages', () => {
  let folder = '';
  let apks: readonly CorpusApk[] = [];
  before(async function () {
    this.timeout(600_000);
    apks = corpusApks();
    folder = await mkdtemp(join(tmpdir(), 'mdist-corpus-'));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('are judged like apksigner judges them', async () => {
    strictEqual(apks.length, 13);
    for (const { name, path } of apks)
      for (const minSdk of minSdks) {
        const { ours, theirs } = await verdicts(path, minSdk);
        strictEqual(ours, theirs, `${name} from API level ${minSdk ?? 'of its manifest'}`);
      }
  }).timeout(600_000);

  it('are judged alike when they were damaged', async () => {
    let seed = 20_261_121;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return Math.floor((seed / 0x80000000) * below);
    };
    const path = join(folder, 'damaged.apk');
    for (const { name, path: original } of apks) {
      const bytes = new Uint8Array(await readFile(original));
      if (bytes.length > 8_000_000) continue;
      for (let count = 0; count < 6; count++) {
        const changed = bytes.slice();
        // Most of what is read for a verdict stands near the end.
        const from = random(3) === 0 ? 0 : Math.max(0, bytes.length - 60_000);
        const at = from + random(bytes.length - from);
        changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
        await writeFile(path, changed);
        const minSdk = minSdks[random(minSdks.length)];
        const { ours, theirs } = await verdicts(path, minSdk);
        strictEqual(ours, theirs, `${name} with byte ${at} changed, from API level ${minSdk ?? 'of its manifest'}`);
      }
    }
  }).timeout(600_000);
});
