/** What can be wrong with a certificate as a file or inside another file. */

import { defineIssues } from './defineIssues.ts';

export const certificateIssues = defineIssues({
  'certificate-unreadable': {
    severity: 'error',
    message: 'The certificate cannot be read: {reason}',
    remedy: 'Export or download the certificate again',
  },
  'certificate-trailing-bytes': {
    severity: 'warning',
    message: '{count} bytes follow the end of the certificate',
    remedy: 'Export or download the certificate again',
  },
});
