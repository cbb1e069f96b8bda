/** What can be wrong with a native library (ELF). */

import { defineIssues } from './defineIssues.ts';

const rebuild = 'Rebuild the native library for Android, or use an undamaged copy';

export const elfIssues = defineIssues({
  'elf-not-an-elf-file': {
    severity: 'warning',
    message: 'This is not a native library: it does not begin as an ELF file',
    remedy: rebuild,
  },
  'elf-header-invalid': {
    severity: 'warning',
    message: 'The ELF header has the invalid value {value} as {field}',
    remedy: rebuild,
  },
  'elf-too-short': { severity: 'warning', message: 'The ELF file ends inside its headers', remedy: rebuild },
});
