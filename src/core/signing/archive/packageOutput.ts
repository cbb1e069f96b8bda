/** Where a signed package is written: any sink, and at best one that can begin with a copy of a file. */

import { type ByteSink } from '../../base/byteSource.ts';

export interface PackageOutput extends ByteSink {
  /** As `NewFile` has it. */
  copyFrom?(path: string, length: number): Promise<void>;
  /** As `NewFile` has it. */
  endAtPosition?(): Promise<void>;
}
