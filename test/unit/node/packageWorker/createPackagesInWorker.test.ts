import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../../../scripts/steps/projectRoot.ts';
import { Failure } from '../../../../src/core/base/failure.ts';
import { createPackagesInWorker } from '../../../../src/node/packageWorker/packageWorker.ts';

const entry = new URL('../../../../src/node/packageWorker/packageWorkerMain.ts', import.meta.url);

describe('packages that are made in the package worker', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'create-packages-'));
    const sample = join(projectRoot, 'samples', 'hello-web');
    cpSync(sample, join(folder, 'app'), { recursive: true, filter: (path) => basename(path) !== '.mobile-distribution' });
  });
  after(() => rmSync(folder, { recursive: true }));

  async function make(requests: readonly { readonly appFolder: string; readonly versionCode: number }[], signal: AbortSignal) {
    const ends: string[] = requests.map(() => 'open');
    const lines: number[] = requests.map(() => 0);
    await createPackagesInWorker({
      entry,
      world: {
        mediaFolder: join(projectRoot, 'media'),
        digestWorkerUrl: pathToFileURL(join(projectRoot, 'src', 'node', 'digestWorker.ts')).href,
        userFolder: join(folder, 'user'),
      },
      packages: requests.map(({ appFolder, versionCode }, index) => ({
        request: { appFolder, platform: 'android', overrides: { buildType: 'debug', versionCode } },
        report: () => undefined,
        onLogLine: () => (lines[index] = (lines[index] ?? 0) + 1),
        onMade: ({ path, record }) => {
          ok(existsSync(path));
          ends[index] = `made ${record.versionCode}`;
        },
        onFailed: (error) => (ends[index] = error instanceof Failure ? error.code : String(error)),
      })),
      passwords: { ask: async () => undefined },
      signal,
    });
    return { ends, lines };
  }

  it('are told by their places; one that fails does not stop the others', async () => {
    const app = join(folder, 'app');
    const requests = [
      { appFolder: app, versionCode: 1 },
      { appFolder: join(folder, 'absent'), versionCode: 1 },
    ];
    const { ends, lines } = await make(requests, new AbortController().signal);
    strictEqual(ends[0], 'made 1');
    ok(ends[1] !== 'open' && ends[1]?.startsWith('made') === false, ends[1]);
    ok((lines[0] ?? 0) > 0);
  });

  it('all end when they are stopped', async () => {
    const app = join(folder, 'app');
    const { ends } = await make(
      [
        { appFolder: app, versionCode: 2 },
        { appFolder: app, versionCode: 3 },
      ],
      AbortSignal.abort(),
    );
    deepStrictEqual(ends, ['cancelled', 'cancelled']);
  });
});
