/** What can be wrong with a picture that becomes an icon. */

import { defineIssues } from './defineIssues.ts';

export const imageIssues = defineIssues({
  'image-not-png': {
    severity: 'warning',
    message: 'The icon is not a PNG picture but {kind}',
    remedy: 'Save it as PNG, 512 × 512 pixels, whatever its name ends with',
  },
  'image-malformed': {
    severity: 'warning',
    message: 'The icon cannot be read: {reason}',
    remedy: 'Save it as PNG again, or choose another file',
  },
  'image-too-large': {
    severity: 'warning',
    message: 'The icon has {width} × {height} pixels; no side may be longer than {limit}',
    remedy: 'Save it with 512 × 512 pixels',
  },
});
