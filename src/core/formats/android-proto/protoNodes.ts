/** What bounds the reading of one document or table. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { MalformedProtobuf } from '../protobuf/protoReader.ts';

/** Elements, attributes, entries and values of one input; an empty message takes two bytes and a value a hundred. */
const maxNodes = 2_000_000;

/** Thrown when a bound is passed, and caught by `inspectProto`. */
class TooMuch extends Error {
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

export class ProtoNodes {
  #left = maxNodes;

  /** Called for every node before it is read. */
  count(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new TooMuch(createIssue('android-proto-too-large', { limit: maxNodes }));
  }

  checkDepth(depth: number, limit: number): void {
    if (depth > limit) throw new TooMuch(createIssue('android-proto-too-deep', { limit }));
  }
}

/** Runs a parser and turns what it throws for malformed bytes into an issue. */
export function inspectProto<Value>(what: string, parse: () => Value): { readonly value?: Value; readonly issues: Issue[] } {
  try {
    return { value: parse(), issues: [] };
  } catch (error) {
    return { issues: [protoIssue(what, error)] };
  }
}

/** The issue that a parser's error means; anything else is a defect and goes on. */
export function protoIssue(what: string, error: unknown): Issue {
  if (error instanceof TooMuch) return error.issue;
  if (error instanceof MalformedProtobuf)
    return createIssue('android-proto-malformed', { what, reason: error.message }, { offset: error.offset });
  throw error;
}
