/** What can be wrong with a zip archive. */

import { defineIssues } from './defineIssues.ts';

const damaged = 'Get a complete copy of the file';
const rebuild = 'Recreate the archive with a current tool';
const suspicious = 'Do not trust this archive: tools read it differently. Recreate the archive with a current tool';

export const zipIssues = defineIssues({
  'zip-not-an-archive': {
    severity: 'error',
    message: 'This is not a zip archive: no end-of-central-directory record was found',
    remedy: 'Choose an .apk, .aab or .zip file that was written completely',
  },
  'zip-trailing-bytes': {
    severity: 'error',
    message: '{count} bytes follow the end of the archive; Android refuses such a file',
    remedy: damaged,
  },
  'zip-several-disks': {
    severity: 'error',
    message: 'The archive is one part of several (disk {disk})',
    remedy: 'Join the parts into one archive',
  },
  'zip-zip64-record-invalid': { severity: 'error', message: 'The Zip64 end record is missing or invalid', remedy: damaged },
  'zip-zip64-field-missing': {
    severity: 'error',
    message: 'The sizes of {entry} refer to a Zip64 field that is missing',
    remedy: damaged,
  },
  'zip-zip64-used': {
    severity: 'error',
    message: 'The archive uses Zip64; Android cannot verify the signature of such a package',
    remedy: 'Build the package with fewer than 65,535 files, below 4 GB and without Zip64 fields',
  },
  'zip-end-records-disagree': {
    severity: 'error',
    message: 'The two end records disagree on the {field}: {plain} and {zip64}',
    remedy: suspicious,
  },
  'zip-directory-outside': {
    severity: 'error',
    message: 'The central directory ({size} bytes at {offset}) does not fit in front of the end record at {end}',
    remedy: damaged,
  },
  'zip-directory-too-large': {
    severity: 'error',
    message: 'The central directory is too large: {size} bytes; the limit is {limit}',
    remedy: 'Put fewer files into the archive',
  },
  'zip-moved': {
    severity: 'error',
    message: '{count} bytes precede the archive; Android refuses such a file',
    remedy: 'Remove the bytes before the archive, or recreate it',
  },
  'zip-directory-gap': {
    severity: 'warning',
    message: '{count} unknown bytes are between the central directory and its end record',
    remedy: rebuild,
  },
  'zip-directory-corrupt': { severity: 'error', message: 'The central directory is damaged after {count} entries', remedy: damaged },
  'zip-entry-count-mismatch': {
    severity: 'error',
    message: 'The archive declares {declared} entries, but lists {found}',
    remedy: suspicious,
  },
  'zip-too-many-entries': {
    severity: 'error',
    message: 'The archive has more than {limit} entries',
    remedy: 'Put fewer files into the archive',
  },
  'zip-name-empty': { severity: 'error', message: 'Entry {index} has no name', remedy: rebuild },
  'zip-name-absolute': {
    severity: 'error',
    message: 'The entry name {entry} is an absolute path',
    remedy: 'Do not unpack this archive; recreate it with relative names',
  },
  'zip-name-parent': {
    severity: 'error',
    message: 'The entry name {entry} leads out of the archive with ".."',
    remedy: 'Do not unpack this archive; recreate it with plain names',
  },
  'zip-name-backslash': {
    severity: 'warning',
    message: 'The entry name {entry} has a backslash, which Windows reads as a folder separator',
    remedy: 'Write names with forward slashes',
  },
  'zip-name-control-character': {
    severity: 'error',
    message: 'The entry name {entry} contains a control character',
    remedy: suspicious,
  },
  'zip-name-not-utf8': {
    severity: 'warning',
    message: 'The entry name {entry} is marked as UTF-8, but is not valid UTF-8',
    remedy: rebuild,
  },
  'zip-duplicate-entry': { severity: 'error', message: 'The name {entry} appears more than once in the archive', remedy: suspicious },
  'zip-overlapping-entries': { severity: 'error', message: 'The bytes of {entry} overlap those of {other}', remedy: suspicious },
  'zip-entry-outside': { severity: 'error', message: 'The bytes of {entry} are outside the archive', remedy: damaged },
  'zip-encrypted-entry': { severity: 'error', message: '{entry} is encrypted', remedy: 'Recreate the archive without a password' },
  'zip-unsupported-method': {
    severity: 'error',
    message: '{entry} uses compression method {method}; only stored (0) and deflated (8) are supported',
    remedy: 'Recreate the archive with deflate compression',
  },
  'zip-local-header-missing': {
    severity: 'error',
    message: 'The local header of {entry} is not at the place that the directory names',
    remedy: damaged,
  },
  'zip-local-header-mismatch': {
    severity: 'error',
    message: 'The local header of {entry} and the central directory disagree on the {field}',
    remedy: suspicious,
  },
  'zip-entry-too-large': {
    severity: 'error',
    message: '{entry} is too large: {sizeBytes} bytes; the limit is {limitBytes}',
    remedy: 'Use a smaller file',
  },
  'zip-size-mismatch': {
    severity: 'error',
    message: 'The content of {entry} does not have the declared length of {sizeBytes} bytes',
    remedy: suspicious,
  },
  'zip-crc-mismatch': { severity: 'error', message: 'The content of {entry} does not match its CRC-32', remedy: damaged },
  'zip-deflate-corrupt': { severity: 'error', message: 'The compressed data of {entry} is damaged', remedy: damaged },
  'zip-deflate-truncated': { severity: 'error', message: 'The compressed data of {entry} ends too early', remedy: damaged },
  'zip-more-issues': {
    severity: 'info',
    message: '{count} more issues with code {code} are not listed',
    remedy: 'Fix the listed ones first',
  },
});
