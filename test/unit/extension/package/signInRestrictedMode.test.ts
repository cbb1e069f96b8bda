/** A command may be called from a notification or another extension, where no condition of a menu counts. */

import { runResignForNewDevices, runResignPackage } from '../../../../src/extension/package/sign/resignWizard.ts';
import { runSignPackage } from '../../../../src/extension/package/sign/signWizard.ts';
import { type SignParts } from '../../../../src/extension/package/sign/signParts.ts';
import { fakeEditor, resetFakeEditor } from '../../../support/fakeEditor.ts';
import { rejectsWith } from '../../node/support/rejectsWith.ts';

describe('signing in Restricted Mode', () => {
  beforeEach(() => {
    fakeEditor.isTrusted = false;
  });
  afterEach(resetFakeEditor);

  // Whatever it asked of the parts would be another failure.
  const parts: SignParts = Object.create(null);

  for (const run of [runSignPackage, runResignPackage, runResignForNewDevices])
    it(`is refused before anything is read or asked: ${run.name}`, async () => {
      await rejectsWith('building-restricted', run(parts, undefined));
    });
});
