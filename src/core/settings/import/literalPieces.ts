/** Literals as the collector wants them; what an object has otherwise than as one literal is reported. */

import { type LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { type Literal } from '../../formats/source-literals/findLiterals.ts';
import { type SettingsChange } from '../editSettings.ts';
import { type SigningPiece } from './androidSigning.ts';
import { type FileCollector, type Piece } from './fileCollector.ts';

/** A secret that a constant contains is in the text elsewhere, so that taking the property out would leave it. */
export function signingPiece(object: LiteralObject, literal: Literal | undefined): SigningPiece | undefined {
  return literal && !literal.isNamed ? { ...literal, key: literal.path.join('.'), removal: object.removalOf(literal) } : undefined;
}

/** The literal at the first of these paths where there is anything. */
export function pieceAt(
  found: FileCollector,
  object: LiteralObject,
  setting: SettingsChange['path'],
  ...paths: readonly (readonly string[])[]
): Piece | undefined {
  for (const path of paths) {
    const several = object.severalAt(...path);
    if (several.length > 0) {
      found.several(setting, several);
      return undefined;
    }
    const literal = object.at(...path);
    if (literal) return literal;
    const computed = object.computedAt(...path);
    if (computed && computed.value !== 'null' && computed.value !== 'undefined') {
      found.skip(setting, computed, 'computed');
      return undefined;
    }
  }
  return undefined;
}
