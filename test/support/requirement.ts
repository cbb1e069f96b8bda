/** Code requirements of any words and texts, also of such that no tool writes. */

import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { ByteWriter } from '../../src/core/base/byteWriter.ts';
import { CSMAGIC_REQUIREMENT, CSMAGIC_REQUIREMENTS, encodeBlob, encodeSuperBlob } from '../../src/core/formats/code-signature/superBlob.ts';

export type RequirementOperand = number | string | Bytes;

/** A set with one designated requirement; texts and bytes get their length and their padding. */
export function requirement(...operands: readonly RequirementOperand[]): Bytes {
  const writer = new ByteWriter({ littleEndian: false }).u32(1);
  for (const operand of operands) {
    if (typeof operand === 'number') writer.i32(operand);
    else {
      const bytes = typeof operand === 'string' ? utf8(operand) : operand;
      writer.u32(bytes.length).bytes(bytes).align(4);
    }
  }
  return encodeSuperBlob(new Map([[3, encodeBlob(CSMAGIC_REQUIREMENT, writer.finish())]]), CSMAGIC_REQUIREMENTS);
}
