import assert from 'node:assert/strict';
import { answerFor, type ContentAnswer, type ContentConditions } from '../../../../src/releases/http/conditionalRequest.ts';

const etag = '"abc"';

function check(conditions: Partial<ContentConditions>, expected: ContentAnswer): void {
  assert.deepEqual(answerFor({ method: 'GET', ...conditions }, etag, 100), expected, JSON.stringify(conditions));
}

describe('conditional request', () => {
  it('sends the whole content without conditions', () => {
    check({}, { status: 200 });
    check({ method: 'HEAD' }, { status: 200 });
  });

  it('answers 304 when the client has it', () => {
    check({ ifNoneMatch: etag }, { status: 304 });
    check({ ifNoneMatch: 'W/"abc"' }, { status: 304 });
    check({ ifNoneMatch: '"x", "abc"' }, { status: 304 });
    check({ ifNoneMatch: '*', method: 'HEAD' }, { status: 304 });
    check({ ifNoneMatch: '"x"' }, { status: 200 });
  });

  it('answers 412 when the client wants another content', () => {
    check({ ifMatch: '"x"' }, { status: 412 });
    check({ ifMatch: 'W/"abc"' }, { status: 412 });
    check({ ifMatch: etag }, { status: 200 });
  });

  it('answers ranges, for GET alone', () => {
    check({ range: 'bytes=10-19' }, { status: 206, range: { start: 10, end: 20 } });
    check({ range: 'bytes=100-' }, { status: 416 });
    check({ range: 'bytes=10-19', method: 'HEAD' }, { status: 200 });
  });

  it('continues a download only when the content is still the same', () => {
    check({ range: 'bytes=10-', ifRange: etag }, { status: 206, range: { start: 10, end: 100 } });
    check({ range: 'bytes=10-', ifRange: '"x"' }, { status: 200 });
    check({ range: 'bytes=10-', ifRange: 'W/"abc"' }, { status: 200 });
    check({ range: 'bytes=10-', ifRange: 'Wed, 21 Oct 2026 07:28:00 GMT' }, { status: 200 });
    check({ range: 'bytes=100-', ifRange: '"x"' }, { status: 200 });
  });
});
