/** Literals as the collector wants them. */

import { type SigningPiece } from './androidSigning.ts';
import { type LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { type Literal } from '../../formats/source-literals/findLiterals.ts';

export function signingPiece(object: LiteralObject, literal: Literal | undefined): SigningPiece | undefined {
  return literal && { ...literal, key: literal.path.join('.'), removal: object.removalOf(literal) };
}
