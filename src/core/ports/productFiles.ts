/** Files that ship with the product, such as the Android shell's `classes.dex`. */

import { type Bytes } from '../base/bytes.ts';

export type ProductFile =
  | 'gradle/init.gradle'
  | 'android-shell/classes.dex'
  | 'android-shell/updates.dex'
  | 'ios-shell/Shell'
  | 'ios-shell/ShellWithUpdates';

export interface ProductFiles {
  read(file: ProductFile): Promise<Bytes>;
}
