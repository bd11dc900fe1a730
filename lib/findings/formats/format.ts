/** The results of a command, in the formats that other programs read. */
import type { Finding } from '../finding';
import type { RuleSet } from '../rules';
import type { MachineFormat } from './formats';
import { github } from './github';
import { json } from './json';
import { junit } from './junit';
import { sarif } from './sarif';

/** A part of the results that passes or fails as a unit: a cluster, or one check of it. */
export interface Suite {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** The results of a command, as needed by all of the formats. */
export interface Judged {
  readonly suites: readonly Suite[];
  /** The rules that it applies. */
  readonly rules: readonly RuleSet[];
  /** The command's own JSON document. */
  readonly document: object;
}

const WRITERS = {
  json: ({ document }) => json(document),
  sarif: ({ suites, rules }) => sarif(findingsIn(suites), rules),
  junit: ({ suites }) => junit(suites),
  github: ({ suites }) => github(findingsIn(suites)),
} as const satisfies Record<MachineFormat, (judged: Judged) => string>;

const findingsIn = (suites: readonly Suite[]): Finding[] => suites.flatMap(({ findings }) => findings);

/** @returns the whole text, without a line break at its end */
export const formatted = (format: MachineFormat, judged: Judged): string => WRITERS[format](judged);
