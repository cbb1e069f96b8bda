/** Internal app sharing: what is uploaded and as what, what is reported, and what is refused before anything is sent. */

import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { type ProgressUpdate } from '../../../../../src/core/base/progress.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type HttpRequest } from '../../../../../src/core/ports/httpClient.ts';
import { sharePackageOnPlay } from '../../../../../src/core/workflow/stores/sharePackage.ts';
import { playAppOf } from '../../../../../src/core/workflow/stores/openStore.ts';
import { storeIpa } from '../../../../support/connectPublishing.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { keyFile, packageName, publishableBundle } from '../../../../support/playPublishing.ts';
import { googleToken, RecordingHttp, type RecordedAnswer } from '../../../../support/recordingHttp.ts';
import { signBytes } from '../../../../support/signedPackages.ts';
import { smallApkEntries, smallArchive } from '../../../../support/smallPackages.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const endpoint = 'https://play.test';
const link = 'https://play.google.com/apps/test/abc';
const artifacts = `/upload/androidpublisher/v3/applications/internalappsharing/${packageName}/artifacts`;

/** Remembers what each request says that the content is. */
class TypedHttp extends RecordingHttp {
  readonly types: (string | undefined)[] = [];

  override async request(request: HttpRequest & { readonly maxBytes: number }): ReturnType<RecordingHttp['request']> {
    if (request.url.includes('/upload/')) this.types.push(request.headers?.['x-upload-content-type'] ?? request.headers?.['content-type']);
    return await super.request(request);
  }
}

async function share(bytes: Bytes | string, answer: RecordedAnswer) {
  const http = new TypedHttp([
    googleToken,
    { on: 'POST /upload', answer: [200, '', { location: `${endpoint}/upload/session?upload_id=marker-upload` }] },
    { on: 'PUT /upload/session', answer },
  ]);
  const updates: ProgressUpdate[] = [];
  const app = playAppOf({ store: 'google-play', key: new Secret(keyFile()), endpoint }, '');
  const world = { ...workflowWorld(new MemoryFiles({ '/app/package': bytes })), http, digester: hereDigester };
  const report = (update: ProgressUpdate): void => void updates.push(update);
  const shared = sharePackageOnPlay(world, { path: '/app/package', app, report });
  return { http, updates, shared };
}

const apk = async (): Promise<Bytes> => await signBytes(await smallArchive(smallApkEntries()));
const sha256 = (bytes: Bytes): string => createHash('sha256').update(bytes).digest('hex');

describe('a package that is shared on Google Play', () => {
  it('goes to the place of its format, under its own identifier', async () => {
    for (const [make, kind, type] of [
      [apk, 'apk', 'application/vnd.android.package-archive'],
      [publishableBundle, 'bundle', 'application/octet-stream'],
    ] as const) {
      const bytes = await make();
      const { shared, http, updates } = await share(bytes, [200, { downloadUrl: link, certificateFingerprint: 'AA:BB' }]);
      const { requests, issues, ...facts } = await shared;
      deepStrictEqual(facts, { appIdentifier: packageName, url: link, certificateFingerprint: 'AA:BB', sha256: sha256(bytes) });
      deepStrictEqual(
        http.requests.map(({ method, path }) => `${method} ${path}`),
        ['POST /token', `POST ${artifacts}/${kind}?uploadType=resumable`, 'PUT /upload/session?upload_id=marker-upload'],
      );
      strictEqual(http.types[0], type);
      // What is shown of them is without the address that allows to upload.
      deepStrictEqual(
        requests.map(({ method, url }) => `${method} ${url}`),
        [`POST ${endpoint}${artifacts}/${kind}?uploadType=resumable`, `PUT ${endpoint}${artifacts}/${kind}?upload_id=•••`],
      );
      deepStrictEqual(
        issues.map(({ place }) => place?.file),
        issues.map(() => '/app/package'),
      );
      deepStrictEqual(
        [updates[0], updates.at(-1)],
        [
          { step: 'checking', fraction: 0 },
          { step: 'done', fraction: 1 },
        ],
      );
      const uploading = updates.filter(({ step }) => step === 'uploading').map(({ fraction }) => fraction);
      deepStrictEqual([uploading.length > 0, uploading.every((each) => each > 0.1 && each <= 0.95), uploading.at(-1)], [true, true, 0.95]);
    }
  });

  it('is as it was sent when Google says its digest, in capitals or not, and need not say who signed', async () => {
    const bytes = await apk();
    for (const digest of [sha256(bytes), sha256(bytes).toUpperCase()]) {
      const { shared } = await share(bytes, [200, { downloadUrl: link, sha256: digest }]);
      strictEqual((await shared).certificateFingerprint, null);
    }
    const other = await share(bytes, [200, { downloadUrl: link, sha256: sha256(bytes).replace(/./, 'x') }]);
    await rejects(other.shared, { code: 'store-upload-damaged' });
  });

  it('has a link, or sharing it has failed', async () => {
    for (const answer of [{}, { downloadUrl: 7 }, { sha256: 'x' }]) {
      const { shared } = await share(await apk(), [200, answer]);
      await rejects(shared, { code: 'store-answer-unexpected' });
    }
  });

  it('is a complete Android package, or nothing is sent', async () => {
    for (const bytes of ['nothing', (await apk()).subarray(0, 900), await storeIpa()]) {
      const { shared, http } = await share(bytes, [200, { downloadUrl: link }]);
      await rejects(shared, (error: { readonly code: string; readonly message: string }) => {
        deepStrictEqual([error.code, error.message.includes('it is not a complete Android package')], ['store-package-refused', true]);
        return true;
      });
      deepStrictEqual(http.requests, []);
    }
  });
});
