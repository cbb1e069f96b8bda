/** Whether the entitlements of a slice are in both forms that devices read, and say the same in both. */

import { equalPlists, type PlistDictionary } from '../../../formats/plist/plistValue.ts';
import { executableFile } from '../../../formats/mach-o/machO.ts';
import { type SliceContext } from './sliceContext.ts';

const xmlSlot = -5;
const derSlot = -7;

/** Gives what the system goes by. */
export function checkEntitlements({ findings, demands, slice, signature }: SliceContext): PlistDictionary | undefined {
  const { architecture, filetype } = slice.file;
  const { entitlements, derEntitlements, derForm, codeDirectories } = signature;
  if (!entitlements && !derEntitlements) return undefined;
  if (filetype !== executableFile) findings.add('seal-entitlements-in-library', { architecture }, demands.file, xmlSlot);
  else if (entitlements && !derEntitlements && !codeDirectories[0].isAdHoc)
    findings.add('ipa-der-entitlements-missing', {}, demands.file, derSlot);
  if (derForm === 'legacy') findings.add('seal-der-entitlements-legacy', { architecture }, demands.file, derSlot);
  if (entitlements && derEntitlements && !equalPlists(entitlements, derEntitlements))
    findings.add('ipa-entitlements-differ', {}, demands.file, derSlot);
  return derEntitlements ?? entitlements;
}
