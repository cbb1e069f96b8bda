/** A package that is handed out: the file as it was offered, and what its install page says about it. */

import { type OfferedFile } from '../http/offeredContent.ts';
import { type InstallPageContent } from '../pages/installPage.ts';

export interface SharedPackage {
  readonly file: OfferedFile;
  readonly page: Omit<InstallPageContent, 'downloadPath' | 'pageAddress'>;
}
