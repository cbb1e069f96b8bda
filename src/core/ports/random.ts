/** Unpredictable bytes for keys, serial numbers and links. */

import { type Bytes } from '../base/bytes.ts';

export interface Random {
  bytes(count: number): Bytes;
}
