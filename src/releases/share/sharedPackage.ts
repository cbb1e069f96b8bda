/** A package that is handed out: the file as it was offered, and what its install page says about it. */

import { type DisplayImages } from '../../core/packages/ipa/displayImages.ts';
import { type OfferedFile } from '../http/offeredContent.ts';
import { type InstallPageContent } from '../pages/installPage.ts';

export interface SharedPackage {
  readonly file: OfferedFile;
  readonly page: Omit<InstallPageContent, 'downloadPath' | 'pageAddress' | 'installAddress'>;
  /** Of an iOS package: what iOS shows while it installs the app. */
  readonly displayImages?: DisplayImages;
}
