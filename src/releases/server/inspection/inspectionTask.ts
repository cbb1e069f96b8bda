/** What the thread that reads packages is given, and what it answers. Both are copied as values. */

import { type ReadPackage } from '../../ports/packageReader.ts';

export interface InspectionTask {
  readonly path: string;
  readonly extension: string;
}

export type InspectionReply = ReadPackage;
