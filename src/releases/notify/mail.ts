/** Mails through a server of the user's own (SMTP), and what to do when it refuses one. */

import { type Bytes } from '../../core/base/bytes.ts';
import { type JobOutcome } from '../use-cases/jobs.ts';

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS, which is demanded of every server but one on this machine. */
  readonly isTls: boolean;
  readonly from: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Authorities to trust besides the system's, PEM. */
  readonly authorities?: readonly string[];
}

export interface Mail {
  /** The same for every attempt, so that no one gets it twice. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Shown in the text as `cid:qr`. */
  readonly qr: Bytes;
}

export interface MailSender {
  send(mail: Mail): Promise<JobOutcome>;
  close(): void;
}

const timeoutMs = 20_000;

/** Loads the library with the first mail server that is configured. */
export async function openMailSender(settings: MailSettings): Promise<MailSender> {
  const { createTransport } = await import('nodemailer');
  const { host, port, isTls, from, user, password, authorities } = settings;
  const isLocal = host === '127.0.0.1' || host === '::1' || host === 'localhost';
  const transport = createTransport({
    host,
    port,
    secure: isTls,
    requireTLS: !isTls && !isLocal,
    pool: true,
    maxConnections: 3,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A mail is made of its own texts alone.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    ...(authorities && { tls: { ca: [...authorities] } }),
  });
  return {
    send: async ({ id, to, subject, text, html, qr }) => {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          html,
          messageId: `<${id}@mobile-distribution>`,
          attachments: [
            { filename: 'qr.png', content: Buffer.from(qr), contentType: 'image/png', cid: 'qr', contentDisposition: 'inline' },
          ],
        });
        return { kind: 'done' };
      } catch (error) {
        return refusalOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** 5xx of SMTP means that this mail will never be taken; a wrong password is corrected by people, so it is tried again. */
function refusalOf(error: unknown): JobOutcome {
  const problem = error instanceof Error ? error.message : String(error);
  const facts: { readonly responseCode?: unknown; readonly code?: unknown } = typeof error === 'object' && error !== null ? error : {};
  const isFinal = typeof facts.responseCode === 'number' && facts.responseCode >= 500 && facts.code !== 'EAUTH';
  return { kind: 'failed', problem, isFinal };
}
