/** What an account may do at a store, for people: what is missing comes with the page where it is granted, and what the store does not show is not checked. */

import { type StorePermission } from '../../../core/stores/storeAccount.ts';
import { type TextPage } from '../../terminal/textPage.ts';

export function writePermissions(page: TextPage, permissions: readonly StorePermission[]): void {
  page.table(
    ['Right', 'Granted', 'Grant it at'],
    permissions.map(({ label, isGranted, page: address }) => [
      label,
      isGranted ?? 'not checked',
      isGranted === false ? address : undefined,
    ]),
  );
}
