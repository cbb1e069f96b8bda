/** What the web engine asks of the world. */

import { type Clock } from '../../ports/clock.ts';
import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { type ProductFiles } from '../../ports/productFiles.ts';

export interface WebEnginePorts {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly http: Pick<HttpClient, 'request'>;
  readonly productFiles: ProductFiles;
  /** What stores demand depends on the day. */
  readonly clock: Pick<Clock, 'now'>;
}
