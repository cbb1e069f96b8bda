/** What the parts of the page ask of it: to tell the extension what was pressed. */

import { type CodeId, type FactId, type InstallAction, type InstallStrings } from '../../src/protocol/installPanelProtocol.ts';

export interface InstallActions {
  readonly strings: InstallStrings;
  act(action: InstallAction): void;
  copyFact(fact: FactId): void;
  copyCode(code: CodeId): void;
  openCode(code: CodeId): void;
  saveCode(code: CodeId, format: 'svg' | 'png'): void;
}
