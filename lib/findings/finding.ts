/** The findings of synth, check and verify, as plain data. Only `sentence.ts` makes sentences of them. */

export type Severity = 'error' | 'warning' | 'note';

/** The place of something: a file, and the line or the object in it. */
export interface Place {
  /** As printed: `clusters/picluster.yaml`, `dist/picluster/applications.k8s.yaml`. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** The name of the Application, HelmChart or other object; undefined for the whole file. */
  readonly name?: string;
}

/** Whether two things were read from the same object, or from the same line of a file. */
export const isSamePlace = (a: Place, b: Place): boolean =>
  a.file === b.file && a.name === b.name && a.line === b.line && a.column === b.column;

/** What is wrong and what to do, without the place. Created by the rules of a topic: `RULES.says('no-such-port', problem, fix)`. */
export interface Statement {
  /** `addresses/no-such-port` */
  readonly rule: string;
  /** What is wrong: a phrase that may follow the subject and a colon. */
  readonly problem: string;
  /** What to do, as an imperative; undefined if there is nothing to do. `{each}` is replaced by the `each` of all grouped findings. */
  readonly fix?: string;
  /** The part of the fix that differs between findings that are grouped, such as a key of the values. */
  readonly each?: string;
  /** Commands for a shell that do what the fix says, in order; comments start with `#`. @default none */
  readonly commands?: readonly string[];
  /** Whether it cannot be accepted, such as a chart that does not render or a leaked credential. */
  readonly isFinal?: boolean;
}

/** What a statement is about. */
export interface About {
  /** A key of the cluster file, an object or a component: `tempo.receivers`, `Deployment tempo-querier`. @default the place itself */
  readonly subject?: string;
  /** The name of the subject without its kind: `tempo-querier`. It is not printed; an acceptance may use it. */
  readonly name?: string;
  /** A part of the subject: `container querier`. Not printed where several subjects are grouped. */
  readonly part?: string;
  /** Which clusters it is said of, if the place is that of several, and where else: `in a, b and c`, `also in b`. */
  readonly clusters?: string;
  /** What to do instead if only these clusters are to change: `if the other clusters should stay as they are, do it in clusters/b.yaml instead`. */
  readonly alone?: string;
}

export interface Finding extends Statement, About {
  readonly severity: Severity;
  readonly place: Place;
  /**
   * Where the bases of a cluster file begin the map that is wrong or lacks something, the lowest first: it may be told there.
   * @default none of them does
   */
  readonly inBases?: readonly Place[];
  /** What is told in its place if all clusters have the same, because then a file that they share is the cause. @default nothing */
  readonly ofAll?: Finding;
  /** The user's reason for accepting it; undefined if it is not accepted. */
  readonly accepted?: string;
}

/** What a finding says, without its place and without the clusters it is said of. */
export const saidBy = ({ rule, severity, subject, part, problem, fix, each, accepted }: Finding): readonly unknown[] => [
  ...[rule, severity, subject, part, problem, fix, each, accepted],
];

const finding =
  (severity: Severity) =>
  (place: Place, statement: Statement, about: About = {}): Finding => ({ ...statement, severity, place, ...about });

/** Must be fixed: exit code 1. */
export const error = finding('error');
/** Allowed, but probably a mistake. */
export const warning = finding('warning');
/** Correct, with a consequence that is easy to miss. */
export const note = finding('note');

/** `addresses` for `addresses/no-such-port` */
export const topicOf = ({ rule }: Pick<Statement, 'rule'>): string => rule.slice(0, rule.indexOf('/'));

/** Whether it is an error that is not accepted. */
export const isError = ({ severity, accepted }: Pick<Finding, 'severity' | 'accepted'>): boolean =>
  severity === 'error' && accepted === undefined;

/** Whether there is an error that is not accepted. */
export const isRefused = (findings: readonly Finding[]): boolean => findings.some(isError);
