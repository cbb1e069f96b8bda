/** What can be wrong with a binary XML document of an Android package. */

import { defineIssues } from './defineIssues.ts';

export const androidXmlIssues = defineIssues({
  'android-xml-not-binary': {
    severity: 'error',
    message: 'This is not binary Android XML: it begins with {start}',
    remedy: 'Build the package again; every XML resource in it has to be compiled',
  },
  'android-xml-is-text': {
    severity: 'error',
    message: 'This is XML as text, and Android reads only compiled XML',
    remedy: 'Build the package with a tool that compiles its XML, such as aapt2',
  },
  'android-xml-truncated': {
    severity: 'error',
    message: 'The XML document ends too early, inside {part}',
    remedy: 'Get the package again: it was cut off, or something damaged it',
  },
  'android-xml-no-root': {
    severity: 'error',
    message: 'The XML document has no element',
    remedy: 'Build the package again',
  },
  'android-xml-too-deep': {
    severity: 'error',
    message: 'The XML elements are nested more than {limit} deep',
    remedy: 'Do not trust this package: no tool writes such a document',
  },
  'android-xml-odd-chunk': {
    severity: 'warning',
    message: 'The XML document holds a part of type {type} and size {size} that does not belong there',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
  'android-xml-odd-header': {
    severity: 'warning',
    message: 'The XML document says that it is of type {type} instead of 0x0003',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
  'android-xml-odd-attributes': {
    severity: 'warning',
    message: 'The attributes of <{element}> are laid out in a way that no build tool writes: {reason}',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
  'android-xml-bad-string': {
    severity: 'warning',
    message: 'The XML document refers to string {index}, and the {count} strings that it holds do not include it',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
  'android-xml-string-count': {
    severity: 'warning',
    message: 'The XML document claims {declared} strings, and there is room for {found}',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
  'android-xml-unbalanced': {
    severity: 'warning',
    message: 'The XML document is not one tree: {reason}',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
});
