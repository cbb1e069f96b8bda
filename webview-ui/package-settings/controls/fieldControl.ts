/** What every kind of control of a field can do. */

import { type ControlDescription } from '../../shared/controlAccessibility.ts';
import { type FormField } from '../../../src/protocol/packageSettingsProtocol.ts';

export interface ControlState {
  readonly field: FormField;
  readonly isEditable: boolean;
  readonly description: ControlDescription;
}

export interface FieldControlView {
  readonly element: HTMLElement;
  update(state: ControlState): void;
  focus(): void;
  /** Sends what was typed and not sent yet. */
  flush(): Promise<void>;
}
