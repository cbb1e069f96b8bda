/** What can be wrong with an executable of Apple's systems (Mach-O) and with the signature inside it. */

import { defineIssues } from './defineIssues.ts';

const rebuild = 'Rebuild the app, and check that no later step changes the executable';
const sign = 'Sign the package again';

export const machOIssues = defineIssues({
  'macho-not-an-executable': {
    severity: 'error',
    message: 'This is not an executable for Apple systems: it does not begin as a Mach-O file',
    remedy: rebuild,
  },
  'macho-header-invalid': { severity: 'error', message: 'The Mach-O header has the invalid value {value} as {field}', remedy: rebuild },
  'macho-too-short': { severity: 'error', message: 'The Mach-O file ends inside its headers', remedy: rebuild },
  'macho-slice-invalid': {
    severity: 'error',
    message: 'The part for architecture {index} of the universal file is outside the file or overlaps another part',
    remedy: rebuild,
  },
  'macho-encrypted': {
    severity: 'error',
    message: 'The code for {architecture} is encrypted by the App Store (FairPlay), so it cannot be signed again',
    remedy: 'Use the package that you uploaded to the App Store, not one downloaded from it',
  },
  'macho-linkedit-missing': {
    severity: 'error',
    message: 'The code for {architecture} has no __LINKEDIT segment for a signature',
    remedy: 'Rebuild the app with the linker of Xcode or with ld64.lld',
  },
  'macho-linkedit-not-last': {
    severity: 'error',
    message: 'The code for {architecture} does not end with its __LINKEDIT segment, so there is no space for a signature',
    remedy: 'Remove what was appended to the file, or rebuild the app',
  },
  'macho-signature-not-last': {
    severity: 'error',
    message: 'The signature for {architecture} is not the last part of the file, so it cannot be replaced',
    remedy: 'Remove what was appended to the file, or rebuild the app',
  },
  'macho-no-room': {
    severity: 'error',
    message: 'The code for {architecture} has {room} free bytes after its load commands; a signature needs 16',
    remedy: 'Link it again with more room for headers (-headerpad 0x400)',
  },
  'macho-too-large': {
    severity: 'error',
    message: 'The code for {architecture} is larger than 4 GB, which a signature cannot cover',
    remedy: 'Move data out of the executable into files of the app',
  },
  'code-signature-malformed': { severity: 'error', message: 'The code signature is damaged: {reason}', remedy: sign },
  'code-signature-outside': {
    severity: 'error',
    message: 'The code signature for {architecture} is outside the executable',
    remedy: sign,
  },
});
