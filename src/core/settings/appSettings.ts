/** `mobile-distribution.json` as the product understands it, typed from the model. Paths are as written: relative to the file. */

import { type ValueOf } from './settingsField.ts';
import { type settingsModel } from './settingsModel.ts';

export type AppSettings = ValueOf<typeof settingsModel>;
export type WebSettings = NonNullable<AppSettings['web']>;
export type AndroidSettings = NonNullable<AppSettings['android']>;
export type IosSettings = NonNullable<AppSettings['ios']>;
