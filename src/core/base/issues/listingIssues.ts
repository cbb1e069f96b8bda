/** What a store refuses in a store listing that is kept as files. */

import { defineIssues } from './defineIssues.ts';

export const listingIssues = defineIssues({
  'listing-text-too-long': {
    severity: 'error',
    message: 'The text has {length} characters; {store} accepts {limit}',
    remedy: 'Shorten the text',
  },
  'listing-text-empty': {
    severity: 'warning',
    message: 'The listing in {language} has no {field}',
    remedy: 'Write the text in that file; {store} needs it for a language',
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
    message: 'The picture is {width} × {height}; {store} wants {wanted}',
    remedy: 'Use a picture of that size',
  },
  'listing-image-alpha': {
    severity: 'error',
    message: 'The picture has an alpha channel, which {store} refuses',
    remedy: 'Save it without transparency',
  },
  'listing-address-wrong': {
    severity: 'error',
    message: 'The text is not an http or https address',
    remedy: 'Write the complete address, such as https://example.com/help',
  },
  'listing-image-large': {
    severity: 'error',
    message: 'The picture has {sizeBytes} bytes; the limit for {store} is {limitBytes}',
    remedy: 'Compress the picture',
  },
  'listing-images-many': {
    severity: 'error',
    message: '{count} pictures; {store} accepts {limit} of this kind',
    remedy: 'Remove some of them',
  },
});
