/** What Google Play refuses in a store listing that is kept as files. */

import { defineIssues } from './defineIssues.ts';

export const listingIssues = defineIssues({
  'listing-text-too-long': {
    severity: 'error',
    message: 'The text has {length} characters; Google Play accepts {limit}',
    remedy: 'Shorten the text',
  },
  'listing-text-empty': {
    severity: 'warning',
    message: 'The listing in {language} has no {field}',
    remedy: 'Write the text in that file; Google Play needs it for a language',
  },
  'listing-language-unknown': {
    severity: 'error',
    message: 'The folder {name} is not a language tag such as en-US',
    remedy: 'Rename or move the folder',
  },
  'listing-file-unknown': {
    severity: 'warning',
    message: 'The file {name} is not part of a listing and is not sent',
    remedy: 'Rename it, or move it out of the folder',
  },
  'listing-image-unreadable': {
    severity: 'error',
    message: 'The picture is neither a PNG nor a JPEG',
    remedy: 'Save it as PNG or JPEG',
  },
  'listing-image-size': {
    severity: 'error',
    message: 'The picture is {width} × {height}; Google Play wants {wanted}',
    remedy: 'Use a picture of that size',
  },
  'listing-image-large': {
    severity: 'error',
    message: 'The picture has {sizeBytes} bytes; Google Play accepts {limitBytes}',
    remedy: 'Compress the picture',
  },
  'listing-images-many': {
    severity: 'error',
    message: '{count} pictures; Google Play accepts {limit} of this kind',
    remedy: 'Remove some of them',
  },
});
