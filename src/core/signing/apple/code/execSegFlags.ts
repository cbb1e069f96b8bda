/** What the code directory says of the program besides its hashes (xnu, kern/cs_blobs.h: `CS_EXECSEG_…`), from its entitlements. */

import { plistBoolean, plistEntry, type PlistDictionary } from '../../../formats/plist/plistValue.ts';

const CS_EXECSEG_MAIN_BINARY = 0x1;
const flagsOfEntitlements: readonly (readonly [number, readonly string[]])[] = [
  [0x10, ['get-task-allow', 'run-unsigned-code']],
  [0x20, ['com.apple.private.cs.debugger']],
  [0x40, ['dynamic-codesigning']],
  [0x80, ['com.apple.private.skip-library-validation']],
  [0x100, ['com.apple.private.amfi.can-load-cdhash']],
  [0x200, ['com.apple.private.amfi.can-execute-cdhash']],
];

/** `isMain`: an executable (`MH_EXECUTE`), of an extension too. */
export function execSegFlags(isMain: boolean, entitlements: PlistDictionary | undefined): number {
  let flags = isMain ? CS_EXECSEG_MAIN_BINARY : 0;
  for (const [flag, keys] of flagsOfEntitlements)
    if (keys.some((key) => plistBoolean(plistEntry(entitlements, key)) === true)) flags |= flag;
  return flags;
}
