/** What synth, check and verify find out, as plain data. Sentences are made of it in one place: `sentence.ts`. */

export type Severity = 'error' | 'warning' | 'note';

/** The place of something: a file, and the line or the object in it. */
export interface Place {
  /** As it is printed: `clusters/picluster.yaml`, `dist/picluster/applications.k8s.yaml`. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** The name of the Application, HelmChart or other object; absent for the file as a whole. */
  readonly name?: string;
}

/** Whether two things were read from the same object, or from the same line of a file. */
export const isSamePlace = (a: Place, b: Place): boolean =>
  a.file === b.file && a.name === b.name && a.line === b.line && a.column === b.column;

/** What is wrong and what to do, without the place. Made by the rules of a topic: `RULES.says('no-such-port', problem, fix)`. */
export interface Statement {
  /** `addresses/no-such-port` */
  readonly rule: string;
  /** What is wrong: a phrase that may follow the subject and a colon. */
  readonly problem: string;
  /** What to do, as an imperative; absent where there is nothing to do. `{each}` is replaced by the `each` of all grouped findings. */
  readonly fix?: string;
  /** What the fix names differently for each of several findings that are alike otherwise: a key of the values, say. */
  readonly each?: string;
  /** Whether it cannot be accepted: a chart that does not render, a leaked credential. */
  readonly isFinal?: boolean;
}

/** What a statement is about. */
export interface About {
  /** A key of the cluster file, an object or a component: `tempo.receivers`, `Deployment tempo-querier`; absent, the place itself. */
  readonly subject?: string;
  /** What part of the subject: `container querier`. Left out where several subjects are named together. */
  readonly part?: string;
}

export interface Finding extends Statement, About {
  readonly severity: Severity;
  readonly place: Place;
  /** The reason that the user gave for accepting it; absent, it is not accepted. */
  readonly accepted?: string;
}

const finding =
  (severity: Severity) =>
  (place: Place, statement: Statement, about: About = {}): Finding => ({ ...statement, severity, place, ...about });

/** It cannot stay: exit code 1. */
export const error = finding('error');
/** It can be, and is probably not what is wanted. */
export const warning = finding('warning');
/** It is as asked for, and has a consequence that is easy to miss. */
export const note = finding('note');

/** `addresses` of `addresses/no-such-port` */
export const topicOf = ({ rule }: Pick<Statement, 'rule'>): string => rule.slice(0, rule.indexOf('/'));

/** Whether something must be changed: an error that nobody has accepted. */
export const isRefused = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity, accepted }) => severity === 'error' && accepted === undefined);
