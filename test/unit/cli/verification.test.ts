/** Android developer verification: the status of a package, and the proof of who owns its key. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { commandLine, type CommandLineResult } from '../../support/commandLine.ts';
import { hereDigester } from '../../support/hereDigester.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { keyFile } from '../../support/playPublishing.ts';
import { googleToken, RecordingHttp, type RecordedAnswer } from '../../support/recordingHttp.ts';
import { signBytes } from '../../support/signedPackages.ts';
import { smallApkEntries, smallArchive } from '../../support/smallPackages.ts';
import { rightPassword, testKeystore } from '../../support/workflowWorld.ts';

const name = 'GET /v1/packages/com-acme-small/packageRegistrationStatus:check';
const apiKey = 'marker-api-key';

interface Run extends CommandLineResult {
  readonly json: {
    readonly registered?: boolean;
    readonly certificates?: readonly { readonly sha256: string; readonly registration: string }[];
    readonly certificateSha256?: string;
    readonly error?: { readonly code: string };
  };
  readonly http: RecordingHttp;
}

async function status(answer: RecordedAnswer, args: readonly string[] = ['app.apk', '--key', 'env:KEY']): Promise<Run> {
  const files = new MemoryFiles({
    '/app/app.apk': await signBytes(await smallArchive(smallApkEntries())),
    '/app/key.json': keyFile(),
  });
  const http = new RecordingHttp([googleToken, { on: name, answer }]);
  const options = { http, environment: { KEY: apiKey }, world: { digester: hereDigester } };
  const result = await commandLine(files, ['verification', 'status', ...args, '--endpoint', 'https://google.test', '--json'], options);
  ok(!result.out.includes(apiKey));
  return { ...result, json: JSON.parse(result.out) as Run['json'], http };
}

describe('the status of Android developer verification', () => {
  for (const [state, registration] of [
    ['REGISTERED', 'registered'],
    ['NOT_REGISTERED', 'not-registered'],
    ['REGISTERED_WITH_ANOTHER_CERTIFICATE_FINGERPRINT', 'other-certificate'],
    ['SOMETHING_NEW', 'unknown'],
  ] as const)
    it(`shows ${state}`, async () => {
      const { exitCode, json, http } = await status([200, { state }]);
      strictEqual(exitCode, 0, JSON.stringify(json));
      strictEqual(json.registered, registration === 'registered');
      deepStrictEqual(
        json.certificates?.map((each) => each.registration),
        [registration],
      );
      const [certificate] = json.certificates ?? [];
      deepStrictEqual(
        http.requests.map(({ method, path }) => `${method} ${path}`),
        [`${name}?certificateFingerprint=${certificate?.sha256}`],
      );
    });

  it('asks with a service account, and about a name alone', async () => {
    const { json, http } = await status([200, { state: 'REGISTERED' }], ['--app-identifier', 'com.acme.small', '--key', 'file:key.json']);
    strictEqual(json.registered, true, JSON.stringify(json));
    deepStrictEqual(http.lines, ['POST /token', name]);
  });

  for (const [answer, code] of [
    [[403, { error: { code: 403, message: 'The API is disabled' } }], 'verification-key-refused'],
    [[400, { error: { code: 400, message: 'API key not valid. Please pass a valid API key.' } }], 'verification-key-refused'],
    [[503, {}], 'store-busy'],
    [[404, {}], 'store-refused'],
  ] as const)
    it(`explains ${answer[0]} with ${code}`, async () => {
      strictEqual((await status(answer)).json.error?.code, code);
    });
});

describe('the proof that someone owns a key', () => {
  const snippet = 'DDS2J7FKGIIV6AAAAAAAAAAAAA';

  async function prove(text: string): Promise<{ readonly run: CommandLineResult; readonly files: MemoryFiles }> {
    const files = new MemoryFiles({});
    await files.writeFile('/app/upload.p12', await testKeystore(), { mode: 0o600 });
    const args = 'verification proof --app-identifier com.acme.small --keystore upload.p12 --alias upload --out proof.apk --json';
    const given = [...args.split(' '), '--keystore-password', 'env:P', '--snippet', text];
    return { run: await commandLine(files, given, { environment: { P: rightPassword }, world: { digester: hereDigester } }), files };
  }

  it('is a signed APK with the snippet alone in its file', async () => {
    const { run, files } = await prove(snippet);
    strictEqual(run.exitCode, 0, run.out + run.err);
    const text = Buffer.from(await files.readFile('/app/proof.apk')).toString('latin1');
    match(text, new RegExp(`assets/adi-registration\\.properties\\0*${snippet}\\n`));
    const verify = await commandLine(files, ['package', 'verify', 'proof.apk', '--json'], { world: { digester: hereDigester } });
    const verified = JSON.parse(verify.out) as { readonly verified: boolean; readonly signers: readonly { readonly sha256: string }[] };
    deepStrictEqual([verify.exitCode, verified.verified], [0, true], verify.out);
    strictEqual((JSON.parse(run.out) as Run['json']).certificateSha256, verified.signers[0]?.sha256);
  });

  it('refuses what the console does not show', async () => {
    const { run, files } = await prove('verificationToken=…');
    strictEqual((JSON.parse(run.out) as Run['json']).error?.code, 'verification-snippet-unusable');
    strictEqual(await files.stat('/app/proof.apk'), undefined);
  });
});
