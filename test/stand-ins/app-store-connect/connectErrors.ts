/** The errors of App Store Connect: `{"errors":[{status, code, title, detail, source}]}`, as Apple documents them. */

import { randomUUID } from 'node:crypto';
import { type ShapeFinding } from '../support/jsonShape.ts';
import { type StandInAnswer } from '../support/standInServer.ts';

export class ConnectRefusal extends Error {
  readonly answer: StandInAnswer;

  constructor(status: number, code: string, detail: string, source?: object) {
    super(detail);
    this.answer = { status, json: connectErrors([{ status, code, detail, ...(source !== undefined && { source }) }]) };
  }
}

interface ConnectError {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly source?: object;
}

const titles: Readonly<Record<number, string>> = {
  400: 'A parameter has an invalid value',
  401: 'Authentication credentials are missing or invalid.',
  403: 'This request is forbidden for security reasons',
  404: 'The specified resource does not exist',
  409: 'The request cannot be fulfilled because of the state of another resource.',
  429: 'The request rate limit has been reached.',
  500: 'An unexpected error occurred on the server side',
};

export function connectErrors(errors: readonly ConnectError[]): unknown {
  return {
    errors: errors.map(({ status, code, detail, source }) => ({
      id: randomUUID(),
      status: String(status),
      code,
      title: titles[status] ?? 'An unexpected error occurred.',
      detail,
      ...(source !== undefined && { source }),
    })),
  };
}

/** What is wrong with a body, each with its pointer. */
export function bodyErrors(findings: readonly ShapeFinding[]): StandInAnswer {
  const errors = findings.map(({ kind, pointer, message }) => {
    const part = pointer.startsWith('/data/relationships') ? 'RELATIONSHIP' : 'ATTRIBUTE';
    const end = { 'unknown-field': 'UNKNOWN', 'missing-field': 'REQUIRED', 'wrong-type': 'TYPE', 'wrong-value': 'INVALID' }[kind];
    return { status: 409, code: `ENTITY_ERROR.${part}.${end}`, detail: message, source: { pointer } };
  });
  return { status: 409, json: connectErrors(errors) };
}

export function queryErrors(findings: readonly ShapeFinding[]): StandInAnswer {
  const errors = findings.map(({ kind, pointer, message }) => {
    const code = kind === 'unknown-field' ? 'PARAMETER_ERROR.ILLEGAL' : 'PARAMETER_ERROR.INVALID';
    return { status: 400, code, detail: message, source: { parameter: pointer } };
  });
  return { status: 400, json: connectErrors(errors) };
}

export function duplicate(attribute: string, detail: string): ConnectRefusal {
  return new ConnectRefusal(409, 'ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE', detail, { pointer: `/data/attributes/${attribute}` });
}

export function wrongState(detail: string): ConnectRefusal {
  return new ConnectRefusal(409, 'STATE_ERROR', detail);
}
