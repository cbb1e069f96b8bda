import { strictEqual } from 'node:assert/strict';
import { isWithin } from '../../../../../src/extension/shared/workspace/isWithin.ts';

function check(folder: string, path: string, expected: boolean): void {
  it(`${path} ${expected ? 'lies' : 'does not lie'} in ${folder}`, () => strictEqual(isWithin(folder, path), expected));
}

describe('what is in a folder', () => {
  check('/work/app', '/work/app', true);
  check('/work/app', '/work/app/signing/upload.p12', true);
  check('/work/app', '/work/app-two/upload.p12', false);
  check('/work/app', '/work', false);
  check('/', '/upload.p12', true);
  check('C:\\app', 'C:\\app\\a.p12', true);
  check('C:\\app', 'C:\\app2\\a.p12', false);
});
