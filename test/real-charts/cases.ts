/** Situations that people have reported, and what is right. */
import { type Case, caseOf } from './case';

export const CASES: readonly Case[] = [
  // The image of Tempo 2.5 is the first that does not run as root.
  caseOf('10-memcached-off', []),
  caseOf('20-monolithic-servicemonitor', []),
  caseOf('21-one-ingester-rf3', []),
  caseOf('45-overrides-as-text', []),
  caseOf('64-monolithic-two-replicas-root-resources', []),
  caseOf('65-unknown-tempo-field', []),
  caseOf('75-typo-in-tempo-config', []),
  caseOf('94-typo-in-structured-config', []),
  caseOf('24-monolithic-pvc-permissions', []),
];
