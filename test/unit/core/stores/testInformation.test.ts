/** What Apple is told about an app and its builds before people test them. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { beginApple, endApple } from '../../../support/appleStore.ts';
import { publishToConnect, storeFiles } from '../../../support/connectPublishing.ts';
import { refusal } from '../../../support/connectStandIn.ts';
import { storeKeys } from '../../../support/storeCommands.ts';

describe('the test information of an app', () => {
  afterEach(endApple);

  const line = [
    'testflight information --description-file beta.txt --feedback-email beta@acme.test --contact-first-name Ann --contact-last-name Lee',
    '--contact-phone +4912345 --contact-email ann@acme.test --demo-account demo --demo-password file:demo.txt --review-notes-file beta.txt',
  ].join(' ');
  const files = () => storeKeys({ '/app/beta.txt': 'Try the new menu.\n', '/app/demo.txt': 'marker-demo\n' });

  it('says what is missing, and is filled in', async () => {
    const apple = await beginApple();
    const before = await apple.run('testflight information');
    deepStrictEqual(before.json['missing'], [
      'description',
      'feedback-email',
      'contact-first-name',
      'contact-last-name',
      'contact-phone',
      'contact-email',
    ]);
    const { exitCode, json, out } = await apple.run(line, files());
    deepStrictEqual([exitCode, json['missing']], [0, []], JSON.stringify(json));
    deepStrictEqual(json['texts'], [
      { language: 'de-DE', description: 'Try the new menu.', feedbackEmail: 'beta@acme.test', marketingUrl: null, privacyPolicyUrl: null },
    ]);
    deepStrictEqual(json['demoAccount'], { name: 'demo' });
    ok(!out.includes('marker-demo'));
    const [detail] = apple.ofType('betaAppReviewDetails');
    strictEqual(detail?.attributes['demoAccountPassword'], 'marker-demo');
    const alone = await apple.run('testflight information --demo-account none');
    deepStrictEqual([alone.json['demoAccount'], detail?.attributes['contactEmail']], [null, 'ann@acme.test']);
  });

  it('has texts of its own in another language, made once', async () => {
    const apple = await beginApple();
    const other = 'testflight information --language en-US --marketing-url https://acme.test/app';
    await apple.run(other);
    const { json } = await apple.run(other);
    deepStrictEqual(
      (json['texts'] as readonly { language: string; marketingUrl: string | null }[]).map((each) => [each.language, each.marketingUrl]),
      [
        ['de-DE', null],
        ['en-US', 'https://acme.test/app'],
      ],
    );
  });

  it('refuses what cannot be right before anything is sent', async () => {
    const apple = await beginApple();
    for (const wrong of [
      '--feedback-email nobody',
      '--marketing-url nowhere',
      '--demo-account demo',
      '--demo-password file:demo.txt',
      '--build 43',
      '--notes-file beta.txt',
    ])
      strictEqual((await apple.run(`testflight information ${wrong}`, files())).exitCode, 2, wrong);
    deepStrictEqual(apple.exchanges, []);
  });

  it('says what to test in a build that is there', async () => {
    const apple = await beginApple();
    const build = apple.build({ version: '43', processingState: 'VALID' }, '1.2');
    apple.add('betaBuildLocalizations', { locale: 'de-DE', whatsNew: 'Alt' }, { build: build.id });
    const { exitCode } = await apple.run('testflight information --build 43 --notes-file beta.txt', files());
    deepStrictEqual([exitCode, apple.notes.get('de-DE')], [0, 'Try the new menu.']);
  });
});

describe('the answer about encryption', () => {
  afterEach(endApple);

  it('is given once for a build', async () => {
    const apple = await beginApple({ isComplianceMissing: true });
    const build = apple.build({ version: '43', processingState: 'VALID' }, '1.2');
    const line = 'testflight encryption --build 43 --answer exempt';
    strictEqual((await apple.run(line)).json['changed'], true);
    strictEqual(build.attributes['usesNonExemptEncryption'], false);
    strictEqual((await apple.run(line)).json['changed'], false);
    const declaration = apple.addOwn('appEncryptionDeclarations', { appEncryptionDeclarationState: 'APPROVED' });
    const other = await apple.run(`testflight encryption --build 43 --answer ${declaration.id}`);
    strictEqual(other.json.error?.code, 'store-encryption-answered');
    for (const wrong of ['--build 43', '--answer exempt']) strictEqual((await apple.run(`testflight encryption ${wrong}`)).exitCode, 2);
  });

  it('is given once when the answer of Apple is lost', async () => {
    const apple = await beginApple({ isComplianceMissing: true });
    const build = apple.build({ version: '43', processingState: 'VALID' }, '1.2');
    apple.apple.faults.cut('after', { on: /^PATCH \/v1\/builds/u });
    const { exitCode, json } = await apple.run('testflight encryption --build 43 --answer exempt');
    deepStrictEqual([exitCode, build.attributes['usesNonExemptEncryption']], [0, false], JSON.stringify(json));
  });

  it('names a declaration that Apple has approved', async () => {
    const apple = await beginApple({ isComplianceMissing: true });
    const build = apple.build({ version: '43', processingState: 'VALID' }, '1.2');
    const reviewed = apple.addOwn('appEncryptionDeclarations', { appEncryptionDeclarationState: 'IN_REVIEW' });
    const approved = apple.addOwn('appEncryptionDeclarations', { appEncryptionDeclarationState: 'APPROVED', appDescription: 'Chat' });
    const refused = await apple.run(`testflight encryption --build 43 --answer ${reviewed.id}`);
    strictEqual(refused.json.error?.code, 'store-declaration-unknown');
    match(refused.json.error.message, /IN_REVIEW/u);
    const line = `testflight encryption --build 43 --answer ${approved.id}`;
    strictEqual((await apple.run(line)).exitCode, 0);
    deepStrictEqual([build.attributes['usesNonExemptEncryption'], apple.related(build, 'appEncryptionDeclaration')], [true, [approved.id]]);
    strictEqual((await apple.run(line)).json['changed'], false);
  });

  it('goes with a publication, and testers get the build at once', async () => {
    const apple = await beginApple({ isComplianceMissing: true, groups: { QA: 'internal' } });
    const { exitCode, json } = await publishToConnect(await storeFiles(), apple.address, ['--groups', 'QA', '--encryption', 'exempt']);
    deepStrictEqual([exitCode, json.state], [0, 'in-testing'], JSON.stringify(json));
    const unknown = await publishToConnect(await storeFiles(), apple.address, ['--encryption', 'nothing']);
    strictEqual(unknown.json.error?.code, 'store-declaration-unknown');
    strictEqual(apple.uploads.length, 1);
  });

  it('is the plan of a dry run, with the beta review', async () => {
    const apple = await beginApple({ groups: { Friends: 'external' } });
    const { json } = await publishToConnect(await storeFiles(), apple.address, [
      '--groups',
      'Friends',
      '--encryption',
      'exempt',
      '--dry-run',
    ]);
    const planned = (json as unknown as { requests: readonly { method: string; url: string }[] }).requests;
    const lines = new Set(planned.map(({ method, url }) => `${method} ${url.replace(apple.address, '')}`));
    for (const each of ['PATCH /v1/builds/{buildId}', 'POST /v1/betaAppReviewSubmissions']) ok(lines.has(each), each);
    deepStrictEqual(apple.exchanges, []);
  });

  it('that Apple refuses is said in its words', async () => {
    const apple = await beginApple({ isComplianceMissing: true });
    apple.build({ version: '43', processingState: 'VALID' }, '1.2');
    apple.apple.faults.add({ on: /^PATCH \/v1\/builds/u, fault: refusal('STATE_ERROR', 'Not now.') });
    const { json } = await apple.run('testflight encryption --build 43 --answer exempt');
    deepStrictEqual([json.error?.code, json.error?.message.includes('Not now.')], ['store-refused', true]);
  });
});
