/** A chart whose releases a table lists. */
import type { ReleaseTable } from '../../lib/releases/table';
import type { Case } from './case';
import type { Reading } from './facts/fact';

/** A release of a chart, as an index or its Chart.yaml describes it. */
export interface Candidate {
  readonly chart: string;
  readonly version: string;
  /** Without a leading `v`; empty if there is none. */
  readonly appVersion: string;
}

/** A release in the words of the table. */
export interface Named {
  readonly version: string;
  /** What it ships, as in the list. */
  readonly ships?: string;
}

export interface Subject {
  /** The name of the chart. */
  readonly chart: string;
  /** Where newer releases are. */
  readonly repository: string;
  /** The file with the list, and the one with the rows. */
  readonly list: string;
  readonly rows: string;
  readonly table: AnyTable;
  /** @returns undefined if the table has no name for it */
  readonly nameOf: (candidate: Candidate) => Named | undefined;
  /** Makes the table know the release for this run. @returns why its facts cannot be predicted; undefined if they can */
  readonly admit: (named: Named) => string | undefined;
  /** Cluster files that use the release, and what is read from each; empty for an operator, whose chart is rendered with its defaults. */
  readonly cases: (version: string, isAvailable: IsAvailable) => readonly Case[];
  readonly read: Reading<never>;
  /** Facts that neither a render nor verify shows. */
  readonly unseen: readonly string[];
}

/** Whether the release of another chart, which the cluster file needs too, can be rendered. */
export type IsAvailable = (chart: string, version: string) => boolean;

/** A table of any facts. */
export type AnyTable = Pick<ReleaseTable<object>, 'name' | 'versions' | 'oldest' | 'newest' | 'refused' | 'at'>;
