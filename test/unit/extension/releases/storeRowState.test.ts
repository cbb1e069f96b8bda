import { deepStrictEqual } from 'node:assert/strict';
import { elsewhereState } from '../../../../src/extension/releases/stores/storeRowState.ts';

describe('the state of a row of a store', () => {
  it('is that of the exact word of the store, and unknown for every other', () => {
    const rows = [
      ['intune', 'published', 'live'],
      ['intune', 'notPublished', 'draft'],
      ['intune', 'processing', 'processing'],
      ['appgallery', 'released', 'live'],
      ['appgallery', 'releasing', 'processing'],
      ['appgallery', 'in-review', 'review'],
      ['appgallery', 'rejected', 'rejected'],
      ['appgallery', 'removed', 'ended'],
      ['appgallery', 'draft', 'draft'],
      ['appgallery', 'updating', 'unknown'],
      ['firebase', 'REGISTERED', 'live'],
      ['firebase', 'NOT_REGISTERED', 'unknown'],
      ['firebase', 'REGISTERED_WITH_ANOTHER_CERTIFICATE_FINGERPRINT', 'unknown'],
      ['firebase', 'released', 'unknown'],
      ['intune', 'constructor', 'unknown'],
      ['intune', null, 'unknown'],
    ] as const;
    deepStrictEqual(
      rows.map(([store, said]) => [store, said, elsewhereState(store, said)]),
      rows.map((row) => [...row]),
    );
  });
});
