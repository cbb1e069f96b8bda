/** All samples of known failures. */

import { androidSamples } from './androidSamples.ts';
import { appleSamples } from './appleSamples.ts';
import { frameworkSamples } from './frameworkSamples.ts';
import { gradleSamples } from './gradleSamples.ts';
import { type LogSample } from './logSample.ts';
import { machineSamples } from './machineSamples.ts';
import { nodeSamples } from './nodeSamples.ts';

export const logSamples: readonly LogSample[] = [
  ...gradleSamples,
  ...androidSamples,
  ...appleSamples,
  ...frameworkSamples,
  ...nodeSamples,
  ...machineSamples,
];
