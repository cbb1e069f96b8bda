/** What each store demands of a package, and what it refuses. */

import { deepStrictEqual } from 'node:assert/strict';
import { createIssue } from '../../../../../src/core/base/issue.ts';
import { storeNames } from '../../../../../src/core/stores/storeAccount.ts';
import { isDemandOf, isRefusedBy } from '../../../../../src/core/workflow/publish/storeDemands.ts';

const target = createIssue('store-target-too-old', { targetSdk: 30, wanted: 35, since: '2026-08-31' });
const debuggable = createIssue('store-debuggable', {});
const secret = createIssue('package-holds-secret', { entry: 'key.pem', what: 'a private key' });
const damaged = createIssue('listing-image-unreadable', {});

describe('what stores demand', () => {
  it('is of Google Play alone where others take the package', () => {
    const asking = storeNames.filter((store) => isDemandOf(store, target));
    const refusing = (issue: typeof target): readonly string[] => storeNames.filter((store) => isRefusedBy(store, issue));
    deepStrictEqual([asking, refusing(target), refusing(debuggable)], [['google-play'], ['google-play'], ['google-play']]);
    // An error everywhere, whatever it is about; but no store looks for secrets.
    deepStrictEqual([refusing(damaged), refusing(secret)], [[...storeNames], []]);
    deepStrictEqual(
      storeNames.filter((store) => isDemandOf(store, debuggable)),
      [...storeNames],
    );
  });
});
