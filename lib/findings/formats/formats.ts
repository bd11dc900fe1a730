/** What the formats have in common. */
import type { Finding } from '../finding';

/** The formats of `--format`. The first is for people. The others are for programs, and nothing else is printed on standard output. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;

export type MachineFormat = Exclude<(typeof FORMATS)[number], 'text'>;

/** A part of the results that passes or fails as a unit: a cluster, or one check of it. */
export interface Suite {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** What was promised, but could not be judged, one phrase per item. @default nothing */
  readonly notProven?: readonly string[];
}
