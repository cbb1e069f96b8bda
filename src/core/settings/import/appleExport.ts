/** What the tools that export with Xcode have in common: their words for build types, and how they name the certificate. */

import { type FileCollector, type Piece } from './fileCollector.ts';

/** Old and new names of Xcode. */
export const exportMethods = {
  'app-store': 'app-store',
  'app-store-connect': 'app-store',
  'ad-hoc': 'ad-hoc',
  'release-testing': 'ad-hoc',
  development: 'development',
  debugging: 'development',
  enterprise: 'in-house',
} as const;

/** `Apple Distribution` alone lets Xcode choose; a whole name ends with the team, and a fingerprint is one certificate as well. */
const wholeName = /^(?:[^:\n][^\n]{0,200}: .{1,200} \([A-Z0-9]{10}\)|[0-9A-Fa-f]{40})$/;

/** The intended certificate, where the tool does not leave it to Xcode. */
export function collectIdentity(found: FileCollector, piece: Piece | undefined): void {
  if (typeof piece?.value === 'string' && wholeName.test(piece.value.trim())) found.text(['ios', 'certificateIdentity'], piece);
}
