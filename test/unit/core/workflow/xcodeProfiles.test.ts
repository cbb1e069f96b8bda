/** The profiles that Xcode keeps on a machine: which are read, and which of them an app is offered. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../src/core/base/bytes.ts';
import { Failure } from '../../../../src/core/base/failure.ts';
import { parseCertificate } from '../../../../src/core/formats/x509/certificate.ts';
import { findXcodeProfiles, readProfileFile, readXcodeProfiles } from '../../../../src/core/workflow/xcodeProfiles.ts';
import { type WorkflowWorld } from '../../../../src/core/workflow/workflowWorld.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

const current = '/home/ada/Library/Developer/Xcode/UserData/Provisioning Profiles';
const before = '/home/ada/Library/MobileDevice/Provisioning Profiles';
const pki = new ApplePki();
const leaf = pki.leaf();
const demands = { buildType: 'ad-hoc', appIdentifier: 'com.acme.hello', certificate: parseCertificate(leaf.certificates[0]) };

const profile = (name: string, more: Parameters<ApplePki['profile']>[0] = {}): Bytes =>
  pki.profile({ certificates: [leaf], name, ...more });

function worldWith(content: Readonly<Record<string, string | Bytes>>, fields: Partial<WorkflowWorld> = {}): WorkflowWorld {
  return workflowWorld(new MemoryFiles(content), { homeFolder: '/home/ada', trustedRoots: [pki.root], ...fields });
}

const failingWith = (error: Error) => async (): Promise<never> => {
  throw error;
};
const namesOf = (found: Awaited<ReturnType<typeof readXcodeProfiles>>): readonly unknown[] =>
  found.map(({ inspection }) => inspection.name);

describe('the profiles of Xcode', () => {
  it('are read from both folders, with their paths, and nothing else is', async () => {
    const world = worldWith({
      [`${before}/old.mobileprovision`]: profile('Old'),
      [`${current}/mac.provisionprofile`]: profile('Mac'),
      [`${current}/UPPER.MOBILEPROVISION`]: profile('Upper'),
      [`${current}/notes.mobileprovision.txt`]: profile('A text'),
      [`${current}/rubbish.mobileprovision`]: 'rubbish',
      [`${current}/huge.mobileprovision`]: new Uint8Array(1024 * 1024 + 1),
      [`${current}/folder.mobileprovision/inner`]: profile('In a folder'),
      '/home/eve/Library/MobileDevice/Provisioning Profiles/a.mobileprovision': profile('Of another user'),
    });
    deepStrictEqual(
      (await readXcodeProfiles(world)).map(({ path, inspection }) => `${path} ${inspection.name}`),
      [`${current}/UPPER.MOBILEPROVISION Upper`, `${current}/mac.provisionprofile Mac`, `${before}/old.mobileprovision Old`],
    );
  });

  it('are none without a home folder, without Xcode, and where the folder may not be read', async () => {
    const content = { [`${current}/a.mobileprovision`]: profile('A') };
    deepStrictEqual(await readXcodeProfiles(workflowWorld(new MemoryFiles(content))), []);
    deepStrictEqual(await readXcodeProfiles(worldWith({})), []);
    const world = worldWith(content);
    const refusing = (error: Error): WorkflowWorld => ({
      ...world,
      files: Object.assign(new MemoryFiles(content), { readDirectory: failingWith(error) }),
    });
    deepStrictEqual(await readXcodeProfiles(refusing(Failure.of('file-unreadable', { path: current, reason: 'permission denied' }))), []);
    await rejects(readXcodeProfiles(refusing(new TypeError('a defect'))), TypeError);
  });

  it('do not stop at one that may not be read or has gone meanwhile', async () => {
    const content = { [`${current}/a.mobileprovision`]: profile('A'), [`${current}/b.mobileprovision`]: profile('B') };
    const files = new MemoryFiles(content);
    const failing = (method: 'stat' | 'readFile', error: Error): WorkflowWorld => {
      const read = files[method].bind(files) as (path: string, options?: object) => Promise<never>;
      const wrapped = async (path: string, options?: object): Promise<never> =>
        path.endsWith('/a.mobileprovision') ? Promise.reject(error) : read(path, options);
      return worldWith({}, { files: Object.assign(new MemoryFiles(content), { [method]: wrapped }) });
    };
    const refused = Failure.of('file-unreadable', { path: 'a', reason: 'permission denied' });
    for (const method of ['stat', 'readFile'] as const) {
      deepStrictEqual(namesOf(await readXcodeProfiles(failing(method, refused))), ['B'], method);
      await rejects(readXcodeProfiles(failing(method, new TypeError('a defect'))), TypeError, method);
    }
    strictEqual(await readProfileFile(worldWith(content), `${current}/none.mobileprovision`), undefined);
  });

  it('are 400 of a folder at most', async () => {
    const content = Object.fromEntries(
      Array.from({ length: 405 }, (_, index) => [`${current}/${String(index).padStart(3, '0')}.mobileprovision`, 'x']),
    );
    content[`${before}/old.mobileprovision`] = 'x';
    const read: string[] = [];
    const files = Object.assign(new MemoryFiles(content), {
      readFile: async (path: string) => {
        read.push(path);
        return new Uint8Array(1);
      },
    });
    await readXcodeProfiles(worldWith({}, { files }));
    deepStrictEqual(
      read.map((path) => path.replace(/.*\//, '')),
      [
        ...Object.keys(content)
          .slice(0, 400)
          .map((path) => path.replace(/.*\//, '')),
        'old.mobileprovision',
      ],
    );
  });

  it('are offered where they fit, those that last longest first', async () => {
    const until = (year: number) => ({ expiresAt: new Date(`${year}-01-01T00:00:00Z`) });
    const world = worldWith({
      [`${current}/a.mobileprovision`]: profile('Until 2028', until(2028)),
      [`${current}/b.mobileprovision`]: profile('Until 2030', until(2030)),
      [`${before}/c.mobileprovision`]: profile('Until 2029', until(2029)),
      [`${before}/d.mobileprovision`]: profile('Expired', until(2026)),
      [`${before}/e.mobileprovision`]: profile('Of another app', { identifier: 'com.acme.other' }),
      [`${before}/f.mobileprovision`]: profile('For development', { kind: 'development' }),
      [`${before}/g.mobileprovision`]: profile('Of another key', { certificates: [pki.leaf({ label: 'another' })] }),
    });
    const found = await findXcodeProfiles(world, demands);
    deepStrictEqual(namesOf(found), ['Until 2030', 'Until 2029', 'Until 2028']);
    ok(found[1]?.path.startsWith(before));
  });
});
