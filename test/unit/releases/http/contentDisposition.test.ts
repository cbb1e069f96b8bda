import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attachmentDisposition } from '../../../../src/releases/http/contentDisposition.ts';

function check(fileName: string, expected: string): void {
  assert.equal(attachmentDisposition(fileName), expected);
}

describe('content disposition', () => {
  it('quotes plain names', () => check('Hello Web-1.0.apk', 'attachment; filename="Hello Web-1.0.apk"'));

  it('encodes other names and keeps a readable fallback', () => {
    check('Café.apk', `attachment; filename="Caf_.apk"; filename*=UTF-8''Caf%C3%A9.apk`);
    check(`it's (1).apk"`, `attachment; filename="it's (1).apk_"; filename*=UTF-8''it%27s%20%281%29.apk%22`);
  });

  it('lets no header or path through', () => {
    check('a\r\nSet-Cookie: x.apk', 'attachment; filename="a__Set-Cookie: x.apk"');
    check('../../etc/passwd', 'attachment; filename=".._.._etc_passwd"');
    check('', 'attachment; filename="package"');
    check('\uD800.apk', `attachment; filename="_.apk"; filename*=UTF-8''%EF%BF%BD.apk`);
  });

  it('is one safe header value for every name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => /^[\u0020-\u007E]*$/.test(attachmentDisposition(name))),
      { numRuns: 300 },
    );
  });
});
