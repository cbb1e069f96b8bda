import { strictEqual } from 'node:assert/strict';
import { type Failure } from '../../../../src/core/base/failure.ts';
import { publicMessage, statusOf } from '../../../../src/releases/dialects/dialect.ts';
import { writeFailure } from '../../../../src/node/fileFailure.ts';

function failureOf(code: string): Failure {
  return writeFailure(Object.assign(new Error(code), { code }), '/mnt/disk1/the disk is full/x');
}

describe('the status of a failure of the server itself', () => {
  it('says that the disk is full only when it is, and names no file of the machine', () => {
    for (const [code, status] of [
      ['ENOSPC', 507],
      ['EDQUOT', 507],
      ['EFBIG', 507],
      ['EACCES', 500],
      ['EROFS', 500],
    ] as const) {
      strictEqual(statusOf(failureOf(code)), status, code);
      strictEqual(publicMessage(failureOf(code)).includes('/mnt'), false);
    }
  });
});
