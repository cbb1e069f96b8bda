/** What the Gradle engine asks of the world. */

import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type ProcessRunner } from '../../ports/processRunner.ts';
import { type ProductFiles } from '../../ports/productFiles.ts';
import { type Toolchains } from '../toolchains/toolchains.ts';

export interface GradleEnginePorts {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly productFiles: ProductFiles;
  readonly toolchains: Toolchains;
  /** The folder of this user's own files of the product, where the daemons of our builds keep their registry. */
  readonly userFolder: string;
  /** For questions to a build host, right before a build. Nothing else is started outside of the steps of a plan. */
  readonly programs?: ProcessRunner;
  /** Makes a folder, or closes it, so that this user alone can read what is in it. */
  readonly makePrivateFolder: (path: string) => Promise<void>;
}
