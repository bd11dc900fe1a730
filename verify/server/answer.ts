/** What kubectl prints of a dry run of one object. */
import { isLogLine, withoutPrefix } from '../../lib/command-line/kubectl';

export type Outcome =
  | 'accepted'
  /** The namespace does not exist yet. */
  | 'no namespace'
  /** The kind does not: its CustomResourceDefinition is missing. */
  | 'no kind'
  /** The user of kubectl may not. */
  | 'forbidden'
  /** What runs has a field that cannot be changed. */
  | 'immutable'
  /** An admission policy of the cluster. */
  | 'denied'
  /** The object itself. */
  | 'refused'
  /** The API server, or a webhook, could not answer. */
  | 'unanswered';

export interface ServerAnswer {
  readonly outcome: Outcome;
  /** What it says, in one line; empty if it is accepted. */
  readonly message: string;
  /** Its warnings. */
  readonly warnings: readonly string[];
}

/** The messages of k8s.io/apimachinery and k8s.io/kubectl. The first that matches counts. */
const OUTCOMES: readonly (readonly [Exclude<Outcome, 'accepted'>, RegExp])[] = [
  ['no namespace', /namespaces "[^"]+" not found/],
  ['no kind', /no matches for kind|could not find the requested resource|the server doesn't have a resource type/],
  ['forbidden', /is forbidden: User "/],
  [
    'unanswered',
    /does not support dry run|failed calling webhook|connection refused|unable to connect|was refused - did you|timed out|i\/o timeout|deadline exceeded|(handshake|request) timeout|did not end within|EOF$/i,
  ],
  ['denied', /denied the request|ValidatingAdmissionPolicy|is forbidden: (violates PodSecurity|exceeded quota)/],
  ['immutable', /field is immutable|updates to \w+ spec for fields other than|may not change once set|is immutable|pod updates may not/i],
  [
    'refused',
    /is invalid|failed to create typed patch|failed to convert new object|failed to create manager|strict decoding error|unknown field|BadRequest|cannot be handled as|cannot unmarshal/,
  ],
];

/** @param error what kubectl prints on standard error */
export function answerOf(status: number | undefined, error: string): ServerAnswer {
  const lines = error.split('\n').flatMap((line) => line.trim() || []);
  const warnings = lines.flatMap((line) => /^Warning: (.*)/.exec(line)?.[1] ?? []);
  if (status === 0) return { outcome: 'accepted', message: '', warnings };
  const said = lines.filter((line) => !line.startsWith('Warning: ') && !isLogLine(line));
  const outcome = OUTCOMES.find(([, pattern]) => pattern.test(said.join(' ')))?.[0] ?? 'unanswered';
  return { outcome, message: messageIn(said), warnings };
}

/**
 * Without what the API server, or a webhook, may quote of a Secret: a value of the wrong type, an invalid value, and the reason of a policy.
 * @param error what kubectl prints on standard error
 */
export const withoutContent = (error: string): string =>
  error
    .replace(/\bgot\b.*/s, 'got another type')
    .replace(/\b((?:Invalid|Unsupported|Duplicate) value): (?:"(?:\\.|[^"\\])*"|[\w.-]+(?=:)|.*)/g, '$1')
    .replace(/(denied (?:the )?request).*/s, '$1');

/** Without the prefixes of kubectl; the parts of a list follow each other. */
const messageIn = (lines: readonly string[]): string =>
  withoutPrefix(lines.map((line) => line.replace(/^\* /, '')).join(' '))
    .replace(/^error when \w+ "STDIN": /, '')
    .replace(/^The \w+ "[^"]*" is invalid: ?/, '')
    .replace(/^failed to create typed patch object \([^)]*\): /, 'failed to create typed patch object: ')
    .slice(0, MOST);

/** A longer message is cut off. */
const MOST = 600;
