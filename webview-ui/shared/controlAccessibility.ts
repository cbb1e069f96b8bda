/**
 * Ties the focusable part of a control to its label, its hints and its issues. That part is in the control's shadow tree,
 * where ids of the page do not reach; elements do (ARIA in HTML, "element reflection").
 */

export interface ControlDescription {
  readonly label: Element;
  readonly describedBy: readonly Element[];
  readonly isRequired: boolean;
  readonly isInvalid: boolean;
}

export function describeControl(focusable: Element | null | undefined, description: ControlDescription): void {
  if (!focusable) return;
  const { label, describedBy, isRequired, isInvalid } = description;
  focusable.ariaLabelledByElements = [label];
  focusable.ariaDescribedByElements = describedBy.filter((each) => each.textContent !== '');
  focusable.ariaRequired = isRequired ? 'true' : 'false';
  focusable.ariaInvalid = isInvalid ? 'true' : 'false';
}
