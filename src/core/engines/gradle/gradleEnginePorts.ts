/** What the Gradle engine asks of the world. */

import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type ProductFiles } from '../../ports/productFiles.ts';
import { type Toolchains } from '../toolchains/toolchains.ts';

export interface GradleEnginePorts {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly productFiles: ProductFiles;
  readonly toolchains: Toolchains;
  /** The folder of this user's own files of the product, where the daemons of our builds keep their registry. */
  readonly userFolder: string;
  /** Makes a folder, or closes it, so that this user alone can read what is in it. */
  readonly makePrivateFolder: (path: string) => Promise<void>;
}
