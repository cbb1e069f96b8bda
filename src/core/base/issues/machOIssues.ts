/** What can be wrong with an executable of Apple's systems (Mach-O) and with the signature inside it. */

import { defineIssues } from './defineIssues.ts';

const rebuild = 'Build the app anew, and check that nothing changes the executable afterwards';
const sign = 'Sign the package anew';

export const machOIssues = defineIssues({
  'macho-not-an-executable': {
    severity: 'error',
    message: 'This is no executable of Apple systems: it does not begin as a Mach-O file',
    remedy: rebuild,
  },
  'macho-header-invalid': { severity: 'error', message: 'The Mach-O header has the invalid value {value} as {field}', remedy: rebuild },
  'macho-too-short': { severity: 'error', message: 'The Mach-O file ends inside its headers', remedy: rebuild },
  'macho-slice-invalid': {
    severity: 'error',
    message: 'The part for architecture {index} of the universal file lies outside of it or inside another part',
    remedy: rebuild,
  },
  'code-signature-malformed': { severity: 'error', message: 'The code signature is damaged: {reason}', remedy: sign },
  'code-signature-outside': {
    severity: 'error',
    message: 'The code signature for {architecture} lies outside of the executable',
    remedy: sign,
  },
});
