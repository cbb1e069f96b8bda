/** What can be wrong with a picture that becomes an icon. */

import { defineIssues } from './defineIssues.ts';

export const imageIssues = defineIssues({
  'image-not-png': {
    severity: 'warning',
    message: 'The icon is not a PNG image but {kind}',
    remedy: 'Use a 512 × 512 PNG; renaming the file is not enough',
  },
  'image-malformed': {
    severity: 'warning',
    message: 'The icon cannot be read: {reason}',
    remedy: 'Save it as PNG again, or choose another file',
  },
  'image-too-large': {
    severity: 'warning',
    message: 'The icon is too large: {width} × {height} pixels; the limit is {limit} on each side',
    remedy: 'Resize it to 512 × 512 pixels',
  },
});
