/** All files of other tools that settings can be taken from, the ones that say most about signing first: of two values the first counts. */

import { type ImportReader } from './importedFile.ts';
import { appJson } from './readers/appJson.ts';
import { buildJson } from './readers/buildJson.ts';
import { capacitorConfig } from './readers/capacitorConfig.ts';
import { credentialsJson } from './readers/credentialsJson.ts';
import { csproj } from './readers/csproj.ts';
import { easJson } from './readers/easJson.ts';
import { exportOptions } from './readers/exportOptions.ts';
import { gradleProperties, keyProperties, signingProperties } from './readers/propertyFiles.ts';
import { twaManifest } from './readers/twaManifest.ts';

export const importReaders: readonly ImportReader[] = [
  credentialsJson,
  easJson,
  appJson,
  capacitorConfig,
  twaManifest,
  csproj,
  keyProperties,
  buildJson,
  signingProperties,
  gradleProperties,
  exportOptions,
];
