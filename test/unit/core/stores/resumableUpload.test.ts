import { rejects, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { type HttpClient } from '../../../../src/core/ports/httpClient.ts';
import { sendResumable } from '../../../../src/core/stores/google-play/resumableUpload.ts';

describe('a resumable upload', () => {
  it('ends at a server that forgets what it had, again and again', async () => {
    let requests = 0;
    const http: Pick<HttpClient, 'request'> = {
      request: async () => {
        requests += 1;
        if (requests > 100) throw new Error('it does not end');
        const range = requests % 2 === 0 ? 'bytes=0-4' : 'bytes=0-9';
        return { status: 308, url: 'https://x/', headers: { range }, body: new Uint8Array(0) };
      },
    };
    const sending = sendResumable({
      http: { ...http, open: async () => await Promise.reject(new Error('not used')) },
      address: new Secret('https://x/'),
      source: bytesSource(new Uint8Array(20)),
      contentType: 'application/octet-stream',
      isBegun: false,
      onSent: () => undefined,
      onRequest: () => undefined,
    });
    await rejects(sending, (error) => isFailure(error, 'store-upload-stopped'));
    strictEqual(requests < 20, true);
  });
});
