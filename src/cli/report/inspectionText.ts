/** An inspected package for people. */

import { type IpaVerification } from '../../core/packages/ipa/seal/verifyIpa.ts';
import { type PackageInspection } from '../../core/packages/packageInspection.ts';
import { type TextPage } from '../terminal/textPage.ts';
import { writeAndroidInspection } from './androidInspectionText.ts';
import { writeIpaInspection } from './ipaInspectionText.ts';

/** `seal`: of an iOS package, where it was checked. */
export function writeInspection(page: TextPage, path: string, inspection: PackageInspection, seal?: IpaVerification): void {
  if (inspection.format === 'ipa') writeIpaInspection(page, path, inspection, seal);
  else writeAndroidInspection(page, path, inspection);
}
