import { deepStrictEqual, rejects } from 'node:assert/strict';
import { ConnectApi } from '../../../../src/core/stores/app-store-connect/connectApi.ts';
import { ConnectTokens, parseConnectKey } from '../../../../src/core/stores/app-store-connect/connectKey.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { connectP8 } from '../../../support/connectPublishing.ts';
import { RecordingHttp, type RecordedAnswer } from '../../../support/recordingHttp.ts';

function answering(answer: RecordedAnswer): ConnectApi {
  const key = parseConnectKey(new Secret(connectP8), { keyId: 'ABC123', issuer: 'issuer' });
  const tokens = new ConnectTokens(key, { now: () => new Date('2026-11-01T10:00:00Z') });
  const http = new RecordingHttp([{ on: 'GET /v1/builds/1/betaBuildLocalization', answer }]);
  return new ConnectApi({ http, tokens, endpoint: 'https://api.example.com', onRequest: () => {} });
}

describe('resources of App Store Connect', () => {
  const path = '/v1/builds/1/betaBuildLocalization';

  it('are none where nothing is found and where a relation leads nowhere, and nothing else', async () => {
    const resource = { data: { id: '7', type: 'betaBuildLocalizations', attributes: { locale: 'en-US' } } };
    deepStrictEqual(await answering([200, resource]).find(path), { id: '7', attributes: { locale: 'en-US' }, relationships: {} });
    deepStrictEqual(await answering([404, { errors: [] }]).find(path), undefined);
    deepStrictEqual(await answering([200, { data: null }]).find(path), undefined);
    for (const wrong of [{}, { data: [] }, { data: 'x' }])
      await rejects(answering([200, wrong]).find(path), { code: 'store-answer-unexpected' });
    await rejects(answering([403, { errors: [] }]).find(path), { status: 403 });
  });
});
