/** Publishing to Firebase App Distribution, against answers as Google describes them. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { runStore, storePackages } from '../../../support/otherStores.ts';
import { type RecordedRow } from '../../../support/recordingHttp.ts';

const firebaseApp = '1:1234567890:android:0a1b2c3d';
const firebaseName = `projects/1234567890/apps/${firebaseApp}`;
const release = { name: `${firebaseName}/releases/r1`, firebaseConsoleUri: 'https://console.firebase.test/r1' };
const operation = `${firebaseName}/releases/-/operations/o1`;
const token: RecordedRow = { on: 'POST /token', answer: [200, { access_token: 'marker-token', expires_in: 3600 }] };

function firebase(more: readonly RecordedRow[] = []): readonly RecordedRow[] {
  return [
    ...more,
    token,
    { on: 'GET /v1/projects/1234567890/groups?pageToken=2', answer: [200, { groups: [{ name: 'projects/1234567890/groups/qa' }] }] },
    { on: 'GET /v1/projects/1234567890/groups', answer: [200, { groups: [], nextPageToken: '2' }] },
    { on: `GET /v1/${firebaseName}/aabInfo`, answer: [200, { integrationState: 'INTEGRATED' }] },
    { on: `POST /upload/v1/${firebaseName}/releases:upload`, answer: [200, { name: operation }] },
    { on: `GET /v1/${operation}`, times: 1, answer: [200, { name: operation, done: false }] },
    { on: `GET /v1/${operation}`, answer: [200, { name: operation, done: true, response: { result: 'RELEASE_CREATED', release } }] },
    { on: `PATCH /v1/${release.name}`, answer: [200, release] },
    { on: `POST /v1/${release.name}:distribute`, answer: [200, {}] },
  ];
}

const toFirebase = (file: string, ...more: readonly string[]): readonly string[] => [
  ...`store publish ${file} --store firebase --key file:key.json --app-id ${firebaseApp}`.split(' '),
  ...more,
];

describe('publishing to Firebase App Distribution', () => {
  it('uploads, writes the notes and distributes to groups and testers', async () => {
    const files = await storePackages();
    await files.writeFile('/app/notes.txt', Buffer.from('Faster.'));
    const args = ['--groups', 'qa', '--testers', 'a@acme.test,b@acme.test', '--notes-file', 'notes.txt'];
    const { exitCode, json, http } = await runStore(files, toFirebase('app.apk', ...args), firebase());
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual([json.state, json.continued, json.url], ['published', false, release.firebaseConsoleUri]);
    deepStrictEqual(
      http.requests
        .filter(({ method }) => method === 'PATCH' || method === 'POST')
        .map(({ body }) => body)
        .slice(-2),
      [
        JSON.stringify({ name: release.name, releaseNotes: { text: 'Faster.' } }),
        JSON.stringify({ testerEmails: ['a@acme.test', 'b@acme.test'], groupAliases: ['qa'] }),
      ],
    );
  });

  it('sends nothing in a dry run, and lists what it would send', async () => {
    const { exitCode, json, http } = await runStore(await storePackages(), toFirebase('app.aab', '--groups', 'qa', '--dry-run'), []);
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual(http.lines, []);
    deepStrictEqual(
      json.requests?.map(({ method, url }) => `${method} ${url.replace('https://store.test', '')}`),
      [
        'POST /token',
        'GET /v1/projects/1234567890/groups',
        `GET /v1/${firebaseName}/aabInfo`,
        `POST /upload/v1/${firebaseName}/releases:upload`,
        'GET /v1/{operation}',
        `POST /v1/${firebaseName}/releases/{release}:distribute`,
      ],
    );
  });

  const refusals: readonly (readonly [string, string, RecordedRow, readonly string[]])[] = [
    ['an unknown group', 'store-group-unknown', token, ['--groups', 'nobody']],
    [
      'a bundle of an app that is not linked',
      'firebase-bundle-refused',
      { on: `GET /v1/${firebaseName}/aabInfo`, answer: [200, { integrationState: 'PLAY_ACCOUNT_NOT_LINKED' }] },
      [],
    ],
    [
      'an unknown app',
      'firebase-app-unknown',
      { on: 'GET /v1', answer: [404, { error: { code: 404, status: 'NOT_FOUND', message: 'no' } }] },
      [],
    ],
    [
      'a missing role',
      'firebase-role-missing',
      { on: 'GET /v1', answer: [403, { error: { code: 403, status: 'PERMISSION_DENIED' } }] },
      [],
    ],
    [
      'an API that is not enabled',
      'firebase-api-disabled',
      {
        on: 'GET /v1',
        answer: [403, { error: { code: 403, message: 'The API has not been used in project 1 before or it is disabled.' } }],
      },
      [],
    ],
    [
      'a package that cannot be read',
      'store-build-refused',
      { on: `GET /v1/${operation}`, answer: [200, { done: true, error: { code: 3, message: 'Invalid AAB' } }] },
      [],
    ],
    ['a quota', 'store-busy', { on: 'POST /upload', answer: [429, { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }] }, []],
  ];
  for (const [name, code, row, args] of refusals)
    it(`explains ${name}`, async () => {
      const { json } = await runStore(await storePackages(), toFirebase('app.aab', ...args), firebase([row]));
      strictEqual(json.error?.code, code, JSON.stringify(json));
    });

  it('goes on after a kill at any request, and makes one release', async () => {
    for (const isLost of [false, true])
      for (let killed = 1; killed <= 8; killed++) {
        const files = await storePackages();
        const args = toFirebase('app.apk', '--groups', 'qa');
        await runStore(files, args, firebase(), (http) => Object.assign(http, { dies: killed, isLost })).catch(() => undefined);
        const { json, http } = await runStore(files, args, firebase());
        strictEqual(json.state, 'published', `${killed} ${isLost} ${JSON.stringify(json)}`);
        ok(http.lines.filter((line) => line.endsWith('releases:upload')).length <= 1);
      }
  });

  it('says which rights the key has, and what is there', async () => {
    const connect = ['store', 'connect', 'fb', '--store', 'firebase', '--key', 'file:key.json', '--app-id', firebaseApp];
    const rows = [
      token,
      { on: `GET /v1/${firebaseName}/releases`, answer: [200, {}] } as const,
      { on: 'GET /v1', answer: [403, {}] } as const,
    ];
    const { json } = await runStore(await storePackages(), connect, rows);
    deepStrictEqual(
      json.permissions?.map(({ isGranted }) => isGranted),
      [true, true, false, null],
      JSON.stringify(json),
    );
    const status = ['store', 'status', '--store', 'firebase', '--key', 'file:key.json', '--app-id', firebaseApp];
    const shown = { displayVersion: '1.2', buildVersion: '41', androidPackageRegistrationState: 'NOT_REGISTERED' };
    const found = await runStore(await storePackages(), status, [token, { on: 'GET /v1', answer: [200, { releases: [shown] }] }]);
    strictEqual(found.json.highestVersionCode, 41, JSON.stringify(found.json));
  });
});
