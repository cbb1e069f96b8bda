/** An inspected package for people. */

import { type PackageInspection } from '../../core/packages/packageInspection.ts';
import { type TextPage } from '../terminal/textPage.ts';
import { writeAndroidInspection } from './androidInspectionText.ts';
import { writeIpaInspection } from './ipaInspectionText.ts';

export function writeInspection(page: TextPage, path: string, inspection: PackageInspection): void {
  if (inspection.format === 'ipa') writeIpaInspection(page, path, inspection);
  else writeAndroidInspection(page, path, inspection);
}
