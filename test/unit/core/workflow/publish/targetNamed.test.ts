/** The usual target of each store, for names that a person or a rule of the server gives. */

import { deepStrictEqual } from 'node:assert/strict';
import { targetNamed } from '../../../../../src/core/workflow/publish/publishElsewhere.ts';

describe('the usual target of a store', () => {
  const names = ['qa', 'ann@acme.com', 'all-users', 'ben@acme.com'];

  it('tells groups of Firebase from the mail addresses of testers', () => {
    const audience = { testers: ['ann@acme.com', 'ben@acme.com'], groups: ['qa', 'all-users'] };
    deepStrictEqual(targetNamed('firebase', names), { store: 'firebase', audience });
    deepStrictEqual(targetNamed('firebase', []), { store: 'firebase', audience: { testers: [], groups: [] } });
  });

  it('assigns to all names on Intune, and changes no texts there', () => {
    deepStrictEqual(targetNamed('intune', names), { store: 'intune', assignments: names, texts: undefined });
  });

  it('sends to review on AppGallery, which has no groups', () => {
    deepStrictEqual(targetNamed('appgallery', names), { store: 'appgallery', isDraft: false });
  });
});
