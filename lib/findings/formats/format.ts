/** The results of a command, in the formats that other programs read. */
import type { Finding } from '../finding';
import type { RuleSet } from '../rules';
import type { MachineFormat, Suite } from './formats';
import { github } from './github';
import { json } from './json';
import { junit } from './junit';
import { sarif } from './sarif';

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
  sarif: ({ suites, rules }) => sarif(findingsIn(suites), rules, notProvenIn(suites)),
  junit: ({ suites }) => junit(suites),
  github: ({ suites }) => github(findingsIn(suites), notProvenIn(suites)),
} as const satisfies Record<MachineFormat, (judged: Judged) => string>;

const findingsIn = (suites: readonly Suite[]): Finding[] => suites.flatMap(({ findings }) => findings);

const notProvenIn = (suites: readonly Suite[]): string[] => [...new Set(suites.flatMap(({ notProven = [] }) => notProven))];

/** @returns the whole text, without a line break at its end */
export const formatted = (format: MachineFormat, judged: Judged): string => WRITERS[format](judged);
