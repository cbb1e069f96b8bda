/** Tests that do not run in the Node 20.18 of Windows under Wine, each with the reason. Real machines run them (.github/workflows). */

export interface UntestedFile {
  readonly file: string;
  readonly reason: string;
}

export const untestedFiles: readonly UntestedFile[] = [];
