/** The clients for Intune, AppGallery, Firebase and developer verification against stand-ins that someone else wrote, from the vendors' descriptions alone. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type HttpClient } from '../../../../src/core/ports/httpClient.ts';
import { commandLine } from '../../../support/commandLine.ts';
import { dyingClient } from '../../../support/dyingClient.ts';
import { hereDigester } from '../../../support/hereDigester.ts';
import { type MemoryFiles } from '../../../support/memoryFiles.ts';
import { storePackages, type StoreDocument } from '../../../support/otherStores.ts';
import { packageName, versionCode } from '../../../support/playPublishing.ts';
import { startAppGallery, type AppGallery } from '../../../stand-ins/appgallery/appGallery.ts';
import { startDeveloperIds } from '../../../stand-ins/developer-verification/developerIds.ts';
import { startFirebase, type Firebase } from '../../../stand-ins/firebase/firebase.ts';
import { startIntune, type Intune } from '../../../stand-ins/intune/intune.ts';
import { type Fault, type Faults } from '../../../stand-ins/support/faults.ts';
import { type SeenRequest } from '../../../stand-ins/support/standInServer.ts';

interface StandIn {
  readonly url: string;
  readonly violations: string[];
  readonly faults: Faults;
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

const open: StandIn[] = [];

async function opened<Kind extends StandIn>(starting: Promise<Kind>): Promise<Kind> {
  const standIn = await starting;
  open.push(standIn);
  return standIn;
}

async function run(standIn: StandIn, files: MemoryFiles, line: string, http?: HttpClient): Promise<StoreDocument> {
  // The clock of a stand-in goes with the real one, and tokens end by it.
  const world = { wait: async () => {}, digester: hereDigester, clock: { now: () => new Date() } };
  const args = [...line.split(' '), '--endpoint', standIn.url, '--json'];
  const { out } = await commandLine(files, args, { world, ...(http && { http }) });
  return JSON.parse(out) as StoreDocument;
}

/** Kills the command at each of its requests, before and after that one took effect, and starts it again. */
async function killEverywhere<Kind extends StandIn>(
  start: () => Promise<Kind>,
  filesFor: (standIn: Kind) => Promise<MemoryFiles>,
  line: (standIn: Kind) => string,
  check: (standIn: Kind, document: StoreDocument) => void,
): Promise<number> {
  let killed = 0;
  for (const isLost of [false, true])
    for (let at = 1; at < 40; at++) {
      const standIn = await opened(start());
      const files = await filesFor(standIn);
      const first = await run(standIn, files, line(standIn), dyingClient(at, isLost));
      if (first.error === undefined) break;
      killed += 1;
      check(standIn, await run(standIn, files, line(standIn)));
      deepStrictEqual(standIn.violations, []);
    }
  return killed;
}

const faults: Readonly<Record<string, Fault>> = {
  'cut before': { kind: 'cut', when: 'before' },
  'cut after': { kind: 'cut', when: 'after' },
  'cut within': { kind: 'cut-body', afterBytes: 1000 },
  busy: { kind: 'answer', status: 503 },
  'broken after': { kind: 'answer', status: 500, after: true },
  'too many': { kind: 'answer', status: 429, headers: { 'retry-after': '1' } },
  slow: { kind: 'slow', milliseconds: 10 },
};

/** Each fault at each request of the command, then the end of the token at each: it succeeds, at the latest when it is started again. */
async function failEverywhere<Kind extends StandIn>(
  start: () => Promise<Kind>,
  filesFor: (standIn: Kind) => Promise<MemoryFiles>,
  line: (standIn: Kind) => string,
  expireTokens: (standIn: Kind) => void,
  check: (standIn: Kind, document: StoreDocument) => void,
): Promise<void> {
  const happen = async (at: number, fault: Fault | 'expired'): Promise<boolean> => {
    const standIn = await opened(start());
    const files = await filesFor(standIn);
    standIn.faults.decide = (_, count) => {
      if (count === at && fault === 'expired') expireTokens(standIn);
      return count === at && fault !== 'expired' ? fault : undefined;
    };
    const first = await run(standIn, files, line(standIn));
    ok(first.error === undefined || fault !== 'expired', JSON.stringify(first));
    const document = first.error === undefined ? first : await run(standIn, files, line(standIn));
    strictEqual(document.error, undefined, `${JSON.stringify(fault)} at ${standIn.requests[at - 1]?.path}: ${JSON.stringify(document)}`);
    check(standIn, document);
    deepStrictEqual(standIn.violations, []);
    const isMet = standIn.requests.length >= at;
    await standIn.close();
    open.pop();
    return isMet;
  };
  for (const fault of [...Object.values(faults), 'expired' as const]) for (let at = 1; await happen(at, fault); at++);
}

describe('the clients for other stores and stand-ins of another author', () => {
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  describe('Firebase', () => {
    const appId = '1:123:android:abc';
    const start = async (): Promise<Firebase> => startFirebase({ apps: [{ appId, identifier: packageName, groups: ['quality'] }] });
    const filesFor = async (firebase: Firebase): Promise<MemoryFiles> => {
      const files = await storePackages();
      await files.writeFile('/app/firebase.json', Buffer.from(JSON.stringify(firebase.serviceAccount)));
      await files.writeFile('/app/notes.txt', Buffer.from('Faster'));
      return files;
    };
    const access = `--store firebase --key file:firebase.json --app-id ${appId}`;
    const line = `store publish app.apk ${access} --groups quality --testers a@acme.test --notes-file notes.txt`;

    it('publishes, and shows rights and releases', async () => {
      const firebase = await opened(start());
      const files = await filesFor(firebase);
      const connected = await run(firebase, files, `store connect fb ${access}`);
      deepStrictEqual(
        connected.permissions?.map(({ isGranted }) => isGranted),
        [true, true, true, null],
        JSON.stringify(connected),
      );
      strictEqual((await run(firebase, files, line)).state, 'published');
      const [release] = firebase.app(appId)?.releases ?? [];
      deepStrictEqual(
        [[...(release?.groups ?? [])], [...(release?.testers ?? [])], release?.notes],
        [['quality'], ['a@acme.test'], 'Faster'],
      );
      strictEqual((await run(firebase, files, `store status ${access}`)).highestVersionCode, versionCode);
      deepStrictEqual(firebase.violations, []);
    });

    const isOnce = (firebase: Firebase, { state }: StoreDocument): void => {
      strictEqual(state, 'published');
      strictEqual(firebase.app(appId)?.releases.length, 1);
    };

    it('goes on after a kill at every request, with one release', async () => {
      const killed = await killEverywhere(start, filesFor, () => line, isOnce);
      ok(killed >= 12, String(killed));
    });

    it('meets every fault at every request, with one release', async () => {
      await failEverywhere(
        start,
        filesFor,
        () => line,
        ({ tokens }) => tokens.expireAll(),
        isOnce,
      );
    });

    it('refuses testers that are no addresses before anything is sent, and does not ask for what only Google Play wants', async () => {
      const firebase = await opened(start());
      const files = await filesFor(firebase);
      const refused = await run(firebase, files, `store publish app.apk ${access} --testers ada`);
      match(refused.error?.message ?? '', /ada is not a mail address/u);
      strictEqual(firebase.requests.length, 0);
      const { issues } = (await run(firebase, files, `${line} --dry-run`)) as { readonly issues?: readonly { readonly code: string }[] };
      ok(!issues?.some(({ code }) => code === 'store-app-bundle-wanted'), JSON.stringify(issues));
    });

    it('explains a package that Google cannot read, and renews a token', async () => {
      const firebase = await opened(start());
      const files = await filesFor(firebase);
      firebase.processing.errors.push({ code: 3, message: 'Invalid APK' });
      strictEqual((await run(firebase, files, line)).error?.code, 'store-build-refused');
      firebase.faults.decide = (_, count) => {
        if (count === 3) firebase.tokens.expireAll();
        return undefined;
      };
      strictEqual((await run(firebase, files, line)).state, 'published');
    });
  });

  describe('Intune', () => {
    const group = '11111111-2222-3333-4444-555555555555';
    const start = async (): Promise<Intune> => startIntune({ groups: { Testers: group } });
    const filesFor = async (intune: Intune): Promise<MemoryFiles> => {
      const files = await storePackages();
      await files.writeFile('/app/intune.txt', Buffer.from(intune.application.clientSecret));
      return files;
    };
    const access = ({ application }: Intune): string =>
      `--store intune --key file:intune.txt --tenant ${application.tenantId} --client-id ${application.clientId}`;
    const line = (intune: Intune): string => `store publish app.apk ${access(intune)} --publisher Acme --groups ${group}`;
    const plainSizes = ({ apps }: Intune): readonly (number | undefined)[] =>
      apps.map(({ versions }) => versions.flatMap(({ files }) => files).find(({ plain }) => plain)?.plain?.size);

    it('publishes an encrypted file that Intune can read, and shows rights and apps', async () => {
      const intune = await opened(start());
      const files = await filesFor(intune);
      const connected = await run(intune, files, `store connect work ${access(intune)}`);
      deepStrictEqual(
        connected.permissions?.map(({ isGranted }) => isGranted),
        [true, true],
        JSON.stringify(connected),
      );
      const published = await run(intune, files, line(intune));
      strictEqual(published.state, 'published', JSON.stringify(published));
      deepStrictEqual(plainSizes(intune), [(await files.readFile('/app/app.apk')).length]);
      strictEqual(
        (await run(intune, files, `store status ${access(intune)} --app-identifier ${packageName}`)).highestVersionCode,
        versionCode,
      );
      strictEqual((await run(intune, files, line(intune))).error?.code, 'store-version-code-low');
      deepStrictEqual(intune.violations, []);
    });

    const isOnce = (intune: Intune, document: StoreDocument): void => {
      strictEqual(document.state, 'published', JSON.stringify(document));
      strictEqual(intune.apps.length, 1);
      strictEqual(plainSizes(intune).filter((size) => size !== undefined).length, 1);
    };

    it('goes on after a kill at every request, with one app', async () => {
      const killed = await killEverywhere(start, filesFor, line, isOnce);
      ok(killed >= 20, String(killed));
    });

    it('meets every fault at every request, with one app', async () => {
      await failEverywhere(start, filesFor, line, ({ tokens }) => tokens.expireAll(), isOnce);
    });

    it('explains a step that Intune gives up, and a wrong secret', async () => {
      const intune = await opened(start());
      const files = await filesFor(intune);
      intune.processing.fail.push({ step: 'commitFile', end: 'Failed' });
      strictEqual((await run(intune, files, line(intune))).error?.code, 'intune-file-refused');
      strictEqual((await run(intune, files, line(intune))).state, 'published');
      await files.writeFile('/app/intune.txt', Buffer.from('wrong'));
      const refused = await run(intune, files, line(intune));
      strictEqual(refused.error?.code, 'intune-sign-in-refused');
      match(refused.error.message, /its value, not its id/);
    });
  });

  describe('AppGallery', () => {
    const start = async (): Promise<AppGallery> =>
      startAppGallery({ apps: [{ appId: '100', packageName, live: { versionCode: 6, version: '1.0' } }] });
    const filesFor = async (gallery: AppGallery): Promise<MemoryFiles> => {
      const files = await storePackages();
      await files.writeFile(
        '/app/agc.json',
        Buffer.from(JSON.stringify({ client_id: gallery.client.id, client_secret: gallery.client.secret })),
      );
      await files.writeFile('/app/notes.txt', Buffer.from('<en-US>Faster</en-US><de-DE>Schneller</de-DE>'));
      return files;
    };
    const access = '--store appgallery --key file:agc.json';
    const line = `store publish app.aab ${access} --notes-file notes.txt`;

    it('publishes with notes, and shows rights and versions', async () => {
      const gallery = await opened(start());
      const files = await filesFor(gallery);
      const connected = await run(gallery, files, `store connect agc ${access} --app-identifier ${packageName}`);
      deepStrictEqual(
        connected.permissions?.map(({ isGranted }) => isGranted),
        [true, true, null],
        JSON.stringify(connected),
      );
      const published = await run(gallery, files, line);
      strictEqual(published.state, 'in-review', JSON.stringify(published));
      const app = gallery.app('100');
      deepStrictEqual([app?.submissions.length, Object.fromEntries(app?.notes ?? [])], [1, { 'en-US': 'Faster', 'de-DE': 'Schneller' }]);
      strictEqual((await run(gallery, files, `store status ${access} --app-identifier ${packageName}`)).highestVersionCode, versionCode);
      deepStrictEqual(gallery.violations, []);
    });

    it('sends the package to the object storage that Huawei names, and to the file server where there is none', async () => {
      const operationsOf = ({ requests }: AppGallery): readonly (string | undefined)[] => requests.map(({ operation }) => operation);
      const gallery = await opened(start());
      strictEqual((await run(gallery, await filesFor(gallery), line)).state, 'in-review');
      deepStrictEqual(
        [gallery.files.arrived, operationsOf(gallery).includes('put-object'), operationsOf(gallery).includes('upload-file')],
        [1, true, false],
      );
      const older = await opened(start());
      older.refuseNext('upload-url/for-obs', 204_144_641, 'invalid input parameter');
      strictEqual((await run(older, await filesFor(older), line)).state, 'in-review');
      deepStrictEqual(
        [older.files.arrived, operationsOf(older).includes('put-object'), operationsOf(older).includes('upload-file')],
        [1, false, true],
      );
      // An address is good for a quarter of an hour.
      const late = await opened(start());
      late.files.lifetime = 0;
      strictEqual((await run(late, await filesFor(late), line)).error?.code, 'store-upload-stopped');
      for (const each of [gallery, older, late]) deepStrictEqual(each.violations, []);
    });

    it('releases an update by phases: a share, for some days', async () => {
      const gallery = await opened(start());
      const files = await filesFor(gallery);
      const planned = await run(gallery, files, `${line} --rollout 0.25 --dry-run`);
      ok(
        planned.requests?.some(({ url }) => /app-submit\?.*releaseType=3/u.test(url)),
        JSON.stringify(planned),
      );
      strictEqual(gallery.requests.length, 0);
      strictEqual((await run(gallery, files, `${line} --rollout 0.25 --rollout-days 3`)).state, 'in-review');
      const [submission] = gallery.app('100').submissions;
      const { phasedReleaseStartTime: begin, phasedReleaseEndTime: end, phasedReleasePercent: percent } = submission?.phase ?? {};
      deepStrictEqual([submission?.releaseType, percent], [3, '25.00']);
      strictEqual(Date.parse(String(end)) - Date.parse(String(begin)), 3 * 86_400_000);
      const first = await opened(startAppGallery({ apps: [{ appId: '100', packageName }] }));
      strictEqual((await run(first, await filesFor(first), `${line} --rollout 0.25`)).error?.code, 'gallery-phase-first');
      for (const wrong of ['--rollout-days 3', '--rollout 0.5 --draft', '--rollout 0.00001', '--rollout 0.5 --rollout-days 31'])
        strictEqual((await run(first, await filesFor(first), `${line} ${wrong}`)).error?.code, 'usage-wrong', wrong);
      for (const each of [gallery, first]) deepStrictEqual(each.violations, []);
    });

    it('halts, resumes, changes and completes a release by phases, and changes nothing twice', async () => {
      const gallery = await opened(start());
      const files = await filesFor(gallery);
      const change = async (command: string): Promise<readonly unknown[]> => {
        const document = await run(gallery, files, `store ${command} ${access} --app-identifier ${packageName}`);
        const { state, fraction, changed, error } = document as StoreDocument & { readonly fraction?: number; readonly changed?: boolean };
        return error ? [error.code] : [state, fraction, changed];
      };
      deepStrictEqual(await change('halt'), ['gallery-phase-missing']);
      strictEqual((await run(gallery, files, `${line} --rollout 0.2`)).state, 'in-review');
      deepStrictEqual(await change('halt'), ['gallery-phase-missing']);
      gallery.review('100', 'released');
      for (const hidesPhase of [false, true]) {
        gallery.app('100').hidesPhase = hidesPhase;
        deepStrictEqual(await change('halt'), ['halted', 0.2, true]);
        deepStrictEqual(await change('halt'), ['halted', 0.2, false]);
        strictEqual(gallery.app('100').phase?.state, 'SUSPEND');
        const { releases } = await run(gallery, files, `store status ${access} --app-identifier ${packageName}`);
        const [current, live] = releases as readonly { versionCode: string; phase: { state: string; fraction: number } | null }[];
        deepStrictEqual([current?.versionCode, current?.phase?.state, current?.phase?.fraction], ['7', 'halted', 0.2]);
        deepStrictEqual([live?.versionCode, live?.phase], ['6', null]);
        deepStrictEqual(await change('halt --resume'), ['running', 0.2, true]);
        deepStrictEqual(await change('halt --resume'), ['running', 0.2, false]);
      }
      deepStrictEqual(await change('rollout --fraction 0.5'), ['running', 0.5, true]);
      deepStrictEqual(await change('rollout --fraction 0.5'), ['running', 0.5, false]);
      const { phasedReleasePercent, phasedReleaseEndTime } = gallery.app('100').phase?.details ?? {};
      deepStrictEqual([phasedReleasePercent, typeof phasedReleaseEndTime], ['50.00', 'string']);
      const planned = await run(gallery, files, `store rollout --complete ${access} --app-identifier ${packageName} --dry-run`);
      ok(planned.requests?.at(-1)?.url.includes('/phased-release?releaseType=1&'), JSON.stringify(planned));
      deepStrictEqual(await change('rollout --complete'), ['completed', null, true]);
      deepStrictEqual(await change('rollout --complete'), ['completed', null, false]);
      deepStrictEqual(gallery.app('100').live?.versionCode, versionCode);
      deepStrictEqual(await change('halt --track beta'), ['usage-wrong']);
      deepStrictEqual(gallery.violations, []);
    });

    it('says of a client that may not upload that the right is missing', async () => {
      const gallery = await opened(start());
      const files = await filesFor(gallery);
      gallery.refuseNext('upload-url', 205_524_994, 'client token authorization fail');
      const connected = await run(gallery, files, `store connect agc ${access} --app-identifier ${packageName}`);
      deepStrictEqual(
        connected.permissions?.map(({ isGranted }) => isGranted),
        [true, false, false],
      );
      gallery.client.kind = 'project';
      const none = await run(gallery, files, `store connect agc ${access} --app-identifier ${packageName}`);
      deepStrictEqual(
        none.permissions?.map(({ isGranted }) => isGranted),
        [false, null, null],
      );
    });

    const isOnce = (gallery: AppGallery, document: StoreDocument): void => {
      strictEqual(document.state, 'in-review', JSON.stringify(document));
      strictEqual(gallery.app('100')?.submissions.length, 1);
    };

    it('goes on after a kill at every request, and submits once', async () => {
      const killed = await killEverywhere(start, filesFor, () => line, isOnce);
      ok(killed >= 16, String(killed));
    });

    it('meets every fault at every request, and submits once', async () => {
      await failEverywhere(
        start,
        filesFor,
        () => line,
        (gallery) => gallery.expireTokens(),
        isOnce,
      );
    });

    it('says of a package that cannot be read that it is refused, and publishes the next one', async () => {
      const gallery = await opened(start());
      const files = await filesFor(gallery);
      gallery.compiling.fails = true;
      strictEqual((await run(gallery, files, line)).error?.code, 'store-build-refused');
      gallery.compiling.fails = false;
      strictEqual((await run(gallery, files, line)).state, 'in-review');
      deepStrictEqual(gallery.violations, []);
    });

    it('uploads again what Huawei has deleted since, and writes the notes again after a refusal', async () => {
      const gallery = await opened(start());
      const files = await filesFor(gallery);
      gallery.refuseNext('app-file-info', 204_144_642, 'Unknown system error.');
      strictEqual((await run(gallery, files, line)).error?.code, 'store-refused');
      gallery.files.deleteFiles();
      gallery.refuseNext('app-submit', 204_144_660, '[cds]submit failed, additional msg is [The release notes are too short]');
      strictEqual((await run(gallery, files, line)).error?.code, 'store-refused');
      strictEqual(gallery.files.arrived, 2);
      await files.writeFile('/app/notes.txt', Buffer.from('<en-US>Faster than ever</en-US>'));
      strictEqual((await run(gallery, files, line)).state, 'in-review');
      const { notes, submissions } = gallery.app('100');
      deepStrictEqual([notes.get('en-US'), submissions.length, gallery.files.arrived], ['Faster than ever', 1, 2]);
      deepStrictEqual(gallery.violations, []);
    });

    it('refuses another package before the upload, while one is in review', async () => {
      const gallery = await opened(startAppGallery({ apps: [{ appId: '100', packageName }] }));
      const files = await filesFor(gallery);
      strictEqual((await run(gallery, files, line)).state, 'in-review');
      strictEqual((await run(gallery, files, line)).error?.code, 'gallery-in-review');
      strictEqual(gallery.files.arrived, 1);
      // Of an app that is on sale, Huawei says it only when the package is added.
      const live = await opened(start());
      const others = await filesFor(live);
      strictEqual((await run(live, others, line)).state, 'in-review');
      strictEqual((await run(live, others, line)).error?.code, 'gallery-in-review');
    });

    it('explains a client of a project, and a refusal in its own words', async () => {
      const gallery = await opened(start());
      const files = await filesFor(gallery);
      gallery.client.kind = 'project';
      strictEqual((await run(gallery, files, line)).error?.code, 'gallery-role-missing');
      gallery.client.kind = 'team';
      strictEqual((await run(gallery, files, line)).state, 'in-review');
    });
  });

  it('asks for the registration of a package as Google describes it', async () => {
    const ids = await opened(startDeveloperIds({ packages: { [packageName]: ['a'.repeat(64)] } }));
    const files = await storePackages();
    await files.writeFile('/app/key.txt', Buffer.from(ids.apiKey));
    const line = 'verification status app.apk --key file:key.txt';
    const other = (await run(ids, files, line)) as { readonly certificates?: readonly { readonly registration: string }[] };
    strictEqual(other.certificates?.[0]?.registration, 'other-certificate', JSON.stringify(other));
    await files.writeFile('/app/key.txt', Buffer.from(JSON.stringify(ids.serviceAccount)));
    const named = (await run(ids, files, `verification status --app-identifier ${packageName} --key file:key.txt`)) as {
      readonly registered?: boolean;
    };
    strictEqual(named.registered, true, JSON.stringify(named));
    deepStrictEqual(ids.violations, []);
  });
});
