/** Our client against the stand-in of App Store Connect that another author wrote from Apple's description: every request is held against it. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { type AppStoreConnect, startAppStoreConnect } from '../../../stand-ins/app-store-connect/appStoreConnect.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { connectKey, publishToConnect, storeAppIdentifier, storeFiles } from '../../../support/connectPublishing.ts';
import { dyingClient } from '../../../support/dyingClient.ts';
import { faultKinds } from '../../../support/faultKinds.ts';
import { fixedClock } from '../../../support/fixedWorld.ts';

describe("publishing to App Store Connect as Apple's description has it", () => {
  const open: AppStoreConnect[] = [];
  afterEach(async () => {
    for (const apple of open.splice(0)) {
      deepStrictEqual(apple.violations, []);
      await apple.close();
    }
  });

  async function start(): Promise<AppStoreConnect> {
    const groups = { QA: 'internal', Friends: 'external' } as const;
    const apple = await startAppStoreConnect({ apps: [{ bundleId: storeAppIdentifier, primaryLocale: 'de-DE', groups }] });
    open.push(apple);
    apple.clock.set(fixedClock().now());
    apple.tokens.trustKey(connectKey.keyId, connectKey.issuer, connectKey.publicKey);
    // Several parts of a small package.
    apple.uploads.options = { ...apple.uploads.options, partSize: 20_000 };
    return apple;
  }

  function namesOf(apple: AppStoreConnect): unknown[] {
    const [build] = apple.resources.list('builds');
    return build === undefined ? [] : apple.resources.related(build, 'betaGroups').map(({ attributes }) => attributes['name']);
  }

  it('uploads in parts and gives the build with its notes to the groups', async () => {
    const apple = await start();
    const files = await storeFiles({ '/app/n.txt': '<en-US>Dark mode</en-US><de-DE>Dunkel</de-DE>' });
    const { exitCode, json } = await publishToConnect(files, apple.url, ['--groups', 'QA,Friends', '--notes-file', 'n.txt']);
    // The package says nothing about encryption, so Apple asks for it before testers get the build.
    deepStrictEqual([exitCode, json.state], [0, 'missing-compliance']);
    deepStrictEqual(namesOf(apple), ['QA', 'Friends']);
    const notes = apple.resources.list('betaBuildLocalizations').map(({ attributes }) => [attributes['locale'], attributes['whatsNew']]);
    deepStrictEqual(notes, [
      ['de-DE', 'Dunkel'],
      ['en-US', 'Dark mode'],
    ]);
  });

  it('is refused a build number that was used, and shows what Apple says of a build', async () => {
    const apple = await start();
    await publishToConnect(await storeFiles(), apple.url);
    const again = await publishToConnect(await storeFiles(), apple.url);
    deepStrictEqual([again.json.error?.code, apple.resources.list('builds').length], ['store-build-used', 1]);
    const strict = await start();
    strict.uploads.options = { ...strict.uploads.options, refusals: [{ code: '90023', description: 'Missing required icon file.' }] };
    const refused = await publishToConnect(await storeFiles(), strict.url);
    match(refused.json.error?.message ?? '', /90023 Missing required icon file/u);
  });

  it('survives a rate limit, a burst of errors and lost answers', async () => {
    const apple = await start();
    apple.faults.rateLimit(1);
    apple.faults.serverErrors(2, { on: /^PUT \/upload/u });
    apple.faults.cut('after', { on: /^PATCH \/v1\/buildUploadFiles/u });
    apple.faults.cut('before', { on: /^GET \/v1\/buildUploads/u });
    const { exitCode, json } = await publishToConnect(await storeFiles(), apple.url, ['--groups', 'QA']);
    strictEqual(exitCode, 0, JSON.stringify(json));
    strictEqual(apple.faults.happened.length, 5);
    deepStrictEqual([apple.resources.list('builds').length, namesOf(apple)], [1, ['QA']]);
  });

  it('makes one build, whatever happens to any one request', async () => {
    const whole = await start();
    await publishToConnect(await storeFiles(), whole.url, ['--groups', 'QA']);
    for (const fault of faultKinds)
      for (let at = 1; at <= whole.requests.length; at += 1) {
        const apple = await start();
        apple.faults.decide = (_, count) => (count === at ? fault : undefined);
        const files = await storeFiles();
        const http = new NodeHttpClient({ wait: async () => {} });
        const first = await publishToConnect(files, apple.url, ['--groups', 'QA'], { http });
        // What is not repeated by itself goes on when the command is started again.
        const last = first.exitCode === 0 ? first : await publishToConnect(files, apple.url, ['--groups', 'QA'], { http });
        const done = [last.exitCode, apple.resources.list('builds').length, namesOf(apple)];
        deepStrictEqual(done, [0, 1, ['QA']], `${JSON.stringify(fault)} at ${at}: ${JSON.stringify([first.json, last.json])}`);
        http.dispose();
      }
  });

  it('killed at any request and started again, it makes one build', async () => {
    const whole = await start();
    await publishToConnect(await storeFiles(), whole.url, ['--groups', 'QA']);
    for (const isLost of [false, true]) {
      for (let killed = 1; killed <= whole.requests.length; killed += 1) {
        const apple = await start();
        const files = await storeFiles();
        await publishToConnect(files, apple.url, ['--groups', 'QA'], { http: dyingClient(killed, isLost) });
        const { exitCode, json } = await publishToConnect(files, apple.url, ['--groups', 'QA']);
        const done = [exitCode, apple.resources.list('builds').length, namesOf(apple)];
        deepStrictEqual(done, [0, 1, ['QA']], `killed at ${killed}, lost ${isLost}: ${JSON.stringify(json)}`);
      }
    }
  });
});
