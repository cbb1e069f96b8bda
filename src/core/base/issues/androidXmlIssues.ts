/** What can be wrong with a binary XML document of an Android package. */

import { defineIssues } from './defineIssues.ts';

export const androidXmlIssues = defineIssues({
  'android-xml-not-binary': {
    severity: 'error',
    message: 'This is not binary Android XML: it begins with {start}',
    remedy: 'Rebuild the package; every XML resource in it must be compiled',
  },
  'android-xml-is-text': {
    severity: 'error',
    message: 'This is plain-text XML; Android reads compiled XML only',
    remedy: 'Build the package with a tool that compiles its XML, such as aapt2',
  },
  'android-xml-truncated': {
    severity: 'error',
    message: 'The XML document ends too early, inside {part}',
    remedy: 'Download or copy the package again; it is incomplete or damaged',
  },
  'android-xml-no-root': {
    severity: 'error',
    message: 'The XML document has no element',
    remedy: 'Build the package again',
  },
  'android-xml-too-deep': {
    severity: 'error',
    message: 'The XML elements are nested more than {limit} deep',
    remedy: 'Do not trust this package; build tools never write such a document',
  },
  'android-xml-odd-chunk': {
    severity: 'warning',
    message: 'The XML document contains an unexpected part of type {type} and size {size}',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
  'android-xml-odd-header': {
    severity: 'warning',
    message: 'The XML document declares type {type} instead of 0x0003',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
  'android-xml-odd-attributes': {
    severity: 'warning',
    message: 'The attributes of <{element}> have an unusual layout that build tools do not write: {reason}',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
  'android-xml-bad-string': {
    severity: 'warning',
    message: 'The XML document refers to string {index}, but contains only {count} strings',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
  'android-xml-string-count': {
    severity: 'warning',
    message: 'The XML document declares {declared} strings, but has space for {found} only',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
  'android-xml-unbalanced': {
    severity: 'warning',
    message: 'The XML document is not a single tree: {reason}',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
});
