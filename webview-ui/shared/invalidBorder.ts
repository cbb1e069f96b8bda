/**
 * Shows a wrong value as VS Code's own settings editor does: by the border alone. The elements colour the whole field, and
 * their text field draws its background over its rounded corners.
 */

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .root { overflow: hidden; }
  :host([invalid]) input { background-color: var(--vscode-settings-textInputBackground); }
  :host([invalid]) .select-face { background-color: var(--vscode-settings-dropdownBackground); }
  :host([invalid]:not([focused])) .root, :host([invalid]) .select-face { border-color: var(--invalid-border); }
  input:read-only { cursor: default; }
`);

/** Once an element, after its first rendering. */
export function useInvalidBorder({ shadowRoot }: Element): void {
  if (shadowRoot && !shadowRoot.adoptedStyleSheets.includes(sheet))
    shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
}
