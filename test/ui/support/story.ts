/** Tests that go on where the one before them ended, in one window. */

import { closeWindows } from './stage.ts';

/**
 * Call it first in a `describe`. What did not happen keeps the rest of this story from happening, and no other: mocha's own
 * `bail` would end every one that comes later. The first test opens the window, since mocha tells no picture of a hook.
 */
export function isOneStory(): void {
  let hasFailed = false;
  beforeEach(function () {
    if (hasFailed) this.skip();
  });
  afterEach(function () {
    hasFailed ||= this.currentTest?.state === 'failed';
  });
  after(closeWindows);
}
