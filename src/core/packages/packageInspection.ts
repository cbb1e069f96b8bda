/** Everything `inspectPackage` tells of a package of either platform, told apart by `format`. */

import { type AndroidInspection } from './androidInspection.ts';
import { type IpaInspection } from './ipa/ipaInspection.ts';

export type PackageInspection = AndroidInspection | IpaInspection;
