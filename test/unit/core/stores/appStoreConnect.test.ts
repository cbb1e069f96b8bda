import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { connectKey, connectP8, publishToConnect, signStoreIpa, storeFiles, storeIpa } from '../../../support/connectPublishing.ts';
import { connectFixture } from '../../../support/connectFixture.ts';
import { isPart, refusal, type ConnectStandInOptions } from '../../../support/connectStandIn.ts';
import { dyingClient } from '../../../support/dyingClient.ts';
import { type MemoryFiles } from '../../../support/memoryFiles.ts';
import { type PublishRun } from '../../../support/playPublishing.ts';
import { appContent, packContent } from '../../../support/sealedApps.ts';

function journals(files: MemoryFiles): readonly string[] {
  return files.paths().filter((path) => path.includes('/publishing/'));
}

describe('publishing to App Store Connect', () => {
  const start = connectFixture();

  it('uploads in parts, waits for the build, and gives it to the groups with notes', async () => {
    const apple = await start();
    const files = await storeFiles({ '/app/n.txt': '<en-US>Dark mode</en-US><fr-FR>Sombre</fr-FR>' });
    const { exitCode, json } = await publishToConnect(files, apple.address, ['--groups', 'QA, Friends', '--notes-file', 'n.txt']);
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual(Object.keys(json), [
      'path',
      'store',
      'track',
      'versionCode',
      'version',
      'groups',
      'state',
      'url',
      'continued',
      'requests',
      'issues',
    ]);
    deepStrictEqual([json.store, json.versionCode, json.state, json.continued], ['app-store-connect', 1, 'in-review', false]);
    match(json.url ?? '', /\/apps\/apps-1\//);
    strictEqual(apple.bytesReceived, (await storeIpa()).length);
    deepStrictEqual([apple.builds.length, apple.reviews], [1, 1]);
    deepStrictEqual([...apple.groupBuilds.keys()].toSorted(), ['Friends', 'QA']);
    deepStrictEqual(
      [...apple.notes],
      [
        ['en-US', 'Dark mode'],
        ['fr-FR', 'Sombre'],
      ],
    );
    deepStrictEqual(journals(files), []);
  });

  it('puts plain notes in the main language, gives internal groups a build at once, and takes the key of an individual', async () => {
    const apple = await start({ key: { ...connectKey, issuer: undefined } });
    const { json } = await publishToConnect(await storeFiles({ '/app/n': 'Neu' }), apple.address, [
      '--individual',
      '--groups',
      'QA',
      '--notes-file',
      'n',
    ]);
    deepStrictEqual([json.state, apple.reviews, [...apple.notes]], ['in-testing', 0, [['de-DE', 'Neu']]]);
  });

  it('sends nothing in a dry run', async () => {
    const apple = await start();
    const { exitCode, json } = await publishToConnect(await storeFiles(), apple.address, ['--dry-run', '--groups', 'QA']);
    deepStrictEqual([exitCode, json.state, apple.exchanges.length], [0, 'planned', 0]);
    ok((json.requests?.length ?? 0) >= 8);
  });

  it('explains what is refused', async () => {
    const check = async (options: Partial<ConnectStandInOptions>, code: string, more: readonly string[] = []): Promise<PublishRun> => {
      const apple = await start(options);
      const run = await publishToConnect(await storeFiles(), apple.address, more);
      deepStrictEqual([run.exitCode, run.json.error?.code], [4, code], JSON.stringify(run.json));
      return run;
    };
    await check({ appIdentifier: 'com.acme.hello.other' }, 'store-app-record-missing');
    const unknown = await check({}, 'store-group-unknown', ['--groups', 'Nobody']);
    match(unknown.json.error?.message ?? '', /Friends, QA/);
    await check({ role: 'none' }, 'store-role-missing');
    await check({ key: { ...connectKey, issuer: 'other' } }, 'store-key-refused');
    const missing = { code: '90023', description: 'Missing required icon file.' };
    const refused = await check({ uploadErrors: [missing] }, 'store-build-refused');
    match(refused.json.error?.message ?? '', /90023 Missing required icon file/);
  });

  it('refuses a build that was uploaded before, and replaces an upload that was only begun', async () => {
    const apple = await start();
    await publishToConnect(await storeFiles(), apple.address);
    const again = await publishToConnect(await storeFiles(), apple.address);
    deepStrictEqual([again.json.error?.code, apple.builds.length], ['store-build-used', 1]);
    const other = await start();
    const ofMac = other.addAbandoned('1.0.0', '1', 'MAC_OS');
    const begun = other.addAbandoned('1.0.0', '1');
    strictEqual((await publishToConnect(await storeFiles(), other.address)).exitCode, 0);
    deepStrictEqual([other.uploads.includes(begun), other.uploads.includes(ofMac)], [false, true]);
    strictEqual(other.builds.length, 1);
  });

  it('refuses what is not signed for the store, what is changed, and what is not a package, before anything is sent', async () => {
    const apple = await start();
    const packages = [await signStoreIpa('ad-hoc'), await packContent(appContent()), new Uint8Array(10)];
    for (const ipa of packages) {
      const { exitCode, json } = await publishToConnect(await storeFiles({ '/app/App.ipa': ipa }), apple.address);
      deepStrictEqual([exitCode, json.error?.code], [1, 'store-package-refused']);
    }
    for (const content of [
      '',
      'marker-secret',
      connectP8.slice(0, 60),
      String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })),
    ])
      strictEqual(
        (await publishToConnect(await storeFiles({ '/app/key.p8': content }), apple.address)).json.error?.code,
        'store-key-unusable',
      );
    const foreign = await publishToConnect(await storeFiles(), apple.address, ['--track', 'internal']);
    strictEqual(foreign.exitCode, 2);
    strictEqual(apple.exchanges.length, 0);
  });

  it('says when Apple needs longer, and goes on later', async () => {
    const apple = await start({ looks: 100 });
    const files = await storeFiles();
    const first = await publishToConnect(files, apple.address, ['--groups', 'QA']);
    deepStrictEqual([first.exitCode, first.json.state, journals(files).length], [0, 'processing', 1]);
    const second = await publishToConnect(files, apple.address, ['--groups', 'QA']);
    deepStrictEqual([second.json.state, second.json.continued, apple.builds.length], ['in-testing', true, 1]);
    strictEqual(apple.bytesReceived, (await storeIpa()).length);
    const asked = await start({ isComplianceMissing: true });
    strictEqual((await publishToConnect(await storeFiles(), asked.address)).json.state, 'missing-compliance');
  });

  it('uploads again when Apple has forgotten what was uploaded before', async () => {
    const apple = await start({ looks: 1000 });
    const files = await storeFiles();
    const first = await publishToConnect(files, apple.address);
    deepStrictEqual([first.json.state, journals(files).length], ['processing', 1]);
    apple.forgetUploads();
    const second = await publishToConnect(files, apple.address);
    deepStrictEqual([second.exitCode, second.json.state, apple.builds.length], [0, 'processing', 1], JSON.stringify(second.json));
  });

  it('survives cut connections, lost answers, bursts of 429 and 5xx, and addresses that expired', async () => {
    let faults = 0;
    const fault: ConnectStandInOptions['fault'] = (_, count) =>
      count % 3 === 0 && faults++ < 15 ? (['cut', 503, 'cut-after', 429, 500] as const)[faults % 5] : undefined;
    const apple = await start({ fault, expiredParts: 1 });
    const { exitCode, json } = await publishToConnect(await storeFiles(), apple.address, ['--groups', 'QA,Friends']);
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual([apple.builds.length, apple.reviews, apple.groupBuilds.size], [1, 1, 2]);
  });

  it('killed at any request and started again, it uploads once and loses nothing', async () => {
    const whole = await start();
    await publishToConnect(await storeFiles(), whole.address, ['--groups', 'QA']);
    const requests = whole.exchanges.length;
    for (const isLost of [false, true])
      for (let killed = 1; killed <= requests; killed++) {
        const apple = await start();
        const files = await storeFiles();
        await publishToConnect(files, apple.address, ['--groups', 'QA'], { http: dyingClient(killed, isLost) });
        const { exitCode, json } = await publishToConnect(files, apple.address, ['--groups', 'QA']);
        deepStrictEqual([exitCode, apple.builds.length], [0, 1], `killed at ${killed}, lost ${isLost}: ${JSON.stringify(json)}`);
        deepStrictEqual([json.state, journals(files)], ['in-testing', []]);
      }
  });

  it('says what Apple will not have, and goes on with the same upload when that is fixed', async () => {
    const notes = { '/app/n': '<fr-FR>Sombre</fr-FR>' };
    const cases = [
      ['/v1/betaBuildLocalizations', 'ENTITY_ERROR.ATTRIBUTE.INVALID', 'The text has characters that are not allowed.', 'store-refused'],
      [
        '/v1/betaAppReviewSubmissions',
        'ENTITY_ERROR.RELATIONSHIP.INVALID',
        'Beta App Description is missing.',
        'store-beta-review-refused',
      ],
      ['/relationships/builds', 'STATE_ERROR', 'The beta contract is missing.', 'store-refused'],
    ] as const;
    for (const [place, code, detail, expected] of cases) {
      let isRefused = true;
      const fault: ConnectStandInOptions['fault'] = ({ method, path }) =>
        isRefused && method === 'POST' && path.endsWith(place) ? refusal(code, detail) : undefined;
      const apple = await start({ fault });
      const files = await storeFiles(notes);
      const more = ['--groups', 'Friends', '--notes-file', 'n'];
      const { exitCode, json } = await publishToConnect(files, apple.address, more);
      deepStrictEqual([exitCode, json.error?.code], [4, expected], JSON.stringify(json));
      ok(json.error?.message.includes(detail), json.error?.message);
      isRefused = false;
      const again = await publishToConnect(files, apple.address, more);
      deepStrictEqual([again.json.state, again.json.continued, apple.builds.length], ['in-review', true, 1], JSON.stringify(again.json));
      deepStrictEqual([apple.reviews, [...apple.notes]], [1, [['fr-FR', 'Sombre']]]);
    }
  });

  it('writes its notes over the empty text that Apple makes meanwhile, and knows its own submission again', async () => {
    const apple = await start({
      fault: ({ method, path }) => {
        const [build] = apple.apple.resources.list('builds');
        if (method === 'POST' && path === '/v1/betaBuildLocalizations' && build && apple.notes.size === 0)
          apple.apple.resources.add('betaBuildLocalizations', { locale: 'fr-FR' }, { build: build.id });
        return method === 'POST' && path === '/v1/betaAppReviewSubmissions' && apple.reviews === 0 ? 'cut-after' : undefined;
      },
    });
    const { json } = await publishToConnect(await storeFiles({ '/app/n': '<fr-FR>Sombre</fr-FR>' }), apple.address, [
      '--groups',
      'Friends',
      '--notes-file',
      'n',
    ]);
    deepStrictEqual([json.state, apple.reviews, [...apple.notes]], ['in-review', 1, [['fr-FR', 'Sombre']]], JSON.stringify(json));
  });

  it('gives nothing to a group that gets every build by itself, and says so', async () => {
    const apple = await start({ groups: { Team: 'every-build', Friends: 'external' } });
    const alone = await publishToConnect(await storeFiles(), apple.address, ['--groups', 'Team']);
    deepStrictEqual([alone.exitCode, alone.json.state, apple.groupBuilds.size], [0, 'in-testing', 0], JSON.stringify(alone.json));
    match(alone.out, /"store-group-has-every-build"/);
    match(alone.out, /The TestFlight group Team gets every build/);
    const other = await start({ groups: { Team: 'every-build', Friends: 'external' } });
    const both = await publishToConnect(await storeFiles(), other.address, ['--groups', 'Team,Friends']);
    deepStrictEqual([both.json.state, [...other.groupBuilds.keys()]], ['in-review', ['Friends']], JSON.stringify(both.json));
  });

  it('says that a build is rejected, expired or broken', async () => {
    const cases = [
      ['externalBuildState', 'BETA_REJECTED', 'store-beta-rejected'],
      ['internalBuildState', 'EXPIRED', 'store-build-expired'],
      ['externalBuildState', 'EXPIRED', 'store-build-expired'],
      ['externalBuildState', 'PROCESSING_EXCEPTION', 'store-build-refused'],
    ] as const;
    for (const [name, state, expected] of cases) {
      const apple = await start({
        fault: ({ path }) => {
          if (path.endsWith('/buildBetaDetail'))
            for (const detail of apple.apple.resources.list('buildBetaDetails')) detail.attributes[name] = state;
          return undefined;
        },
      });
      const { exitCode, json } = await publishToConnect(await storeFiles(), apple.address, ['--groups', 'Friends']);
      deepStrictEqual([exitCode, json.error?.code, apple.reviews], [4, expected, 0], `${name} ${state}: ${JSON.stringify(json)}`);
    }
    const approved = await start({
      fault: ({ path }) => {
        if (path.endsWith('/buildBetaDetail') && approved.reviews > 0)
          for (const build of approved.apple.resources.list('builds')) approved.apple.reviewBeta(build, 'APPROVED');
        return undefined;
      },
    });
    strictEqual((await publishToConnect(await storeFiles(), approved.address, ['--groups', 'Friends'])).json.state, 'in-testing');
  });

  it('shows neither the key nor the addresses of parts', async () => {
    const apple = await start({ fault: (request) => (isPart(request) ? 'cut' : undefined) });
    const files = await storeFiles();
    const { json, out, err } = await publishToConnect(files, apple.address);
    strictEqual(json.error?.code, 'store-upload-stopped');
    const written = files
      .paths()
      .filter((path) => path !== '/app/key.p8')
      .map((path) => files.text(path) ?? '');
    ok(apple.partSecrets.length > 0);
    const secrets = [...apple.partSecrets, ...connectP8.split('\n').slice(1, -2)];
    for (const secret of secrets) ok(![out, err, ...written].join('\n').includes(secret), secret);
  });
});
