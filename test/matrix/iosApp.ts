/** An iOS app that is right, with one thing of it made wrong: its certificate, its profile, or what lies around them. */

import { type Bytes } from '../../src/core/base/bytes.ts';
import { type IssueCode } from '../../src/core/base/issues/issueTable.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { ApplePki, development, p12Of, p12Password, type ProfileOptions } from '../support/applePki.ts';
import { MemoryFiles } from '../support/memoryFiles.ts';
import { unreadable } from './unreadable.ts';
import { fakeEngine } from '../support/workflowWorld.ts';
import { type ArrangedApp } from './checkRow.ts';

export const pki = new ApplePki();
export const leaf = pki.leaf();
export const stranger = new ApplePki('ec-p256', 'other');
export const person = pki.leaf({ label: 'person', name: 'Apple Development: Jane Doe (USERID1234)', markers: development });

export interface IosRow {
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** `undefined`: there is no file. */
  readonly certificate?: () => Promise<Bytes | undefined> | Bytes | undefined;
  readonly profile?: ProfileOptions | (() => Bytes | undefined);
  readonly files?: Readonly<Record<string, string | Bytes>>;
  /** `undefined`: none is given. */
  readonly password?: string | undefined;
  readonly mode?: number;
  /** The end of the path of a file that no one may read. */
  readonly unreadable?: string;
  readonly world?: Partial<WorkflowWorld>;
  /** Code, place in the settings, and words of the sentence. */
  readonly expected: readonly (readonly [code: IssueCode, pointer: string, says: string])[];
}

const settingsOf = (change: IosRow['settings'] = {}): string =>
  JSON.stringify(
    {
      name: 'Hello',
      version: '1.0.0',
      engine: 'web',
      web: { webDir: 'dist' },
      ios: {
        appIdentifier: 'com.acme.hello',
        buildType: 'ad-hoc',
        certificate: 'signing/ios.p12',
        provisioningProfile: 'signing/ios.mobileprovision',
        ...change,
      },
    },
    null,
    2,
  );

export async function arrangeIosApp(row: Omit<IosRow, 'name' | 'expected'>): Promise<ArrangedApp> {
  const files = new MemoryFiles({ '/app/dist/index.html': '', '/app/mobile-distribution.json': settingsOf(row.settings), ...row.files });
  const certificate = row.certificate ? await row.certificate() : await p12Of([leaf]);
  const profile = typeof row.profile === 'function' ? row.profile() : pki.profile({ certificates: [leaf], ...row.profile });
  if (certificate) await files.writeFile('/app/signing/ios.p12', certificate, { mode: row.mode ?? 0o600 });
  if (profile) await files.writeFile('/app/signing/ios.mobileprovision', profile);
  const password = 'password' in row ? row.password : p12Password;
  return {
    files: row.unreadable === undefined ? files : unreadable(files, row.unreadable),
    passwords: password === undefined ? {} : { certificate: password },
    world: {
      engines: [{ ...fakeEngine, platforms: ['android', 'ios'] }],
      trustedRoots: [pki.root],
      homeFolder: '/home/ada',
      ...row.world,
    },
  };
}
